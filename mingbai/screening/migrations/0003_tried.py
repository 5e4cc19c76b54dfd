"""When nobody was reached last: such findings rest until the next day."""

from django.db import migrations, models

from mingbai.kit.audit import Audited


class Migration(migrations.Migration):

    dependencies = [
        ('screening', '0002_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='finding',
            name='tried_at',
            field=models.DateTimeField(null=True),
        ),
        Audited("screening_finding"),
    ]
