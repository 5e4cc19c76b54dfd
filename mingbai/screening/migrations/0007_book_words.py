"""The words of a state that another flow also has."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('screening', '0006_book'),
    ]

    operations = [
        migrations.AlterField(
            model_name='bookchange',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Waiting for approval'), ('returned', 'Sent back to be mended'), ('in_force', 'In force in the book'), ('replaced', 'Replaced by a later decision'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10),
        ),
    ]
