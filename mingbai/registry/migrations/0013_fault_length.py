"""How long a faulty document number is: a comparison tells of it, and its last four characters do not."""

from django.db import migrations, models

WORDS = "Characters of a faulty number."


class Migration(migrations.Migration):
    dependencies = [("registry", "0012_import_said")]

    operations = [
        migrations.AddField(
            model, "id_fault_length", models.PositiveSmallIntegerField(null=True, help_text=WORDS)
        )
        for model in ("importperson", "person")
    ]
