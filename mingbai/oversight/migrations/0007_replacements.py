"""Households that nobody could find, who stands in for them, and who comes first the next time."""

import django.db.models.deletion
from django.db import migrations, models

from mingbai.kit.audit import Reshaped, Reshaping

RESHAPED = ("oversight_draw", "oversight_inspected")


class Migration(migrations.Migration):
    dependencies = [("oversight", "0006_bonuses")]

    operations = [
        *(Reshaping(table) for table in RESHAPED),
        migrations.AddField(
            model_name='draw',
            name='first',
            field=models.JSONField(default=list, help_text='Names that come before all others: nobody was at home the last time.'),
        ),
        migrations.AddField(
            model_name='inspected',
            name='gone',
            field=models.CharField(blank=True, help_text='Code of the reason; empty: it stays.', max_length=20),
        ),
        migrations.AddField(
            model_name='inspected',
            name='gone_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='inspected',
            name='gone_by',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='inspected',
            name='gone_note',
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name='inspected',
            name='instead_of',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacement', to='oversight.inspected'),
        ),
        *(Reshaped(table) for table in RESHAPED),
    ]
