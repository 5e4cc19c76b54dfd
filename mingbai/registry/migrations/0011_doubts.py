"""Proposals to stop a benefit may come of a verified doubt, and end in an appeal."""

import django.db.models.deletion
from django.db import migrations, models

from mingbai.kit.audit import Audited


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0010_freeze_wall'),
    ]

    operations = [
        migrations.AddField(
            model_name='stopproposal',
            name='appeal',
            field=models.CharField(blank=True, help_text='What the household objects to.', max_length=2000),
        ),
        migrations.AddField(
            model_name='stopproposal',
            name='doubt',
            field=models.UUIDField(help_text='Key of the verified doubt it comes of.', null=True, unique=True),
        ),
        migrations.AddField(
            model_name='stopproposal',
            name='outcome',
            field=models.CharField(blank=True, help_text='Number of the decision on the appeal.', max_length=400),
        ),
        migrations.AddField(
            model_name='stopproposal',
            name='reason',
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='stopproposal',
            name='title',
            field=models.CharField(blank=True, help_text="The policy's name; empty after a death.", max_length=120),
        ),
        migrations.AlterField(
            model_name='stopproposal',
            name='change',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='registry.naturalchange'),
        ),
        migrations.AlterField(
            model_name='stopproposal',
            name='person',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person'),
        ),
        migrations.AlterField(
            model_name='stopproposal',
            name='state',
            field=models.CharField(choices=[('proposed', 'Proposed'), ('notified', 'Household notified'), ('stopped', 'Department decided to stop'), ('kept', 'Department decided to continue'), ('appealed', 'Household appeals against the decision'), ('upheld', 'Decision upheld'), ('restored', 'Benefit restored')], default='proposed', max_length=12),
        ),
        Audited("registry_stopproposal"),
    ]
