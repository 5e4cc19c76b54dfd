"""The paper that proves a good practice may be kept beside it."""

from django.db import migrations, models

from mingbai.kit.audit import Reshaped, Reshaping


class Migration(migrations.Migration):
    dependencies = [("oversight", "0008_observations")]

    operations = [
        Reshaping("oversight_practice"),
        migrations.AddField(
            model_name="practice",
            name="scan",
            field=models.UUIDField(help_text="The code of the sealed file.", null=True),
        ),
        Reshaped("oversight_practice"),
    ]
