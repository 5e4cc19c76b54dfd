"""Bonus: entries may be of a good practice, and a frozen score knows what of its bonus counted."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import mingbai.kit.scoped
from mingbai.kit.audit import Audited, Reshaped, Reshaping
from mingbai.kit.rls import Revoke, Wall

RESHAPED = ("oversight_scoreentry", "oversight_frozenscore")


class Migration(migrations.Migration):
    dependencies = [("oversight", "0005_briefs")]

    operations = [
        *(Reshaping(table) for table in RESHAPED),
        migrations.AddField(
            model_name='frozenscore',
            name='bonus',
            field=models.DecimalField(decimal_places=6, default=0, max_digits=12),
        ),
        migrations.AddField(
            model_name='scoreentry',
            name='bonus',
            field=models.DecimalField(decimal_places=6, default=0, max_digits=12),
        ),
        migrations.AlterField(
            model_name='scoreentry',
            name='problem',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='oversight.problem'),
        ),
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('subject', models.CharField(choices=[('village', 'Village'), ('township', 'Township'), ('unit', 'Unit')], max_length=8)),
                ('subject_no', models.CharField(db_collation='C', help_text='Area or unit code.', max_length=40)),
                ('label', models.CharField(max_length=160)),
                ('title', models.CharField(max_length=120)),
                ('what', models.CharField(max_length=2000)),
                ('paper', models.CharField(max_length=400)),
                ('state', models.CharField(choices=[('proposed', 'Proposed, to be decided'), ('adopted', 'Adopted for others'), ('refused', 'Not adopted'), ('withdrawn', 'No longer adopted')], default='proposed', max_length=10)),
                ('proposed_user', models.BigIntegerField(help_text='Who proposed it, and so does not decide.', null=True)),
                ('proposed_by', models.CharField(max_length=120)),
                ('proposed_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('decided_by', models.CharField(blank=True, max_length=120)),
                ('decided_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('-proposed_at', '-id'),
                'indexes': [models.Index(fields=['-proposed_at', '-id'], name='practice_newest'), models.Index(fields=['area_code', '-proposed_at', '-id'], name='practice_area')],
            },
        ),
        migrations.AddField(
            model_name='scoreentry',
            name='practice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='oversight.practice'),
        ),
        migrations.AddConstraint(
            model_name='scoreentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('practice__isnull', False), ('problem', None)), models.Q(('practice', None), ('problem__isnull', False)), _connector='OR'), name='score_of_one'),
        ),
        migrations.AddConstraint(
            model_name='scoreentry',
            constraint=models.CheckConstraint(condition=models.Q(('points', 0), ('bonus', 0), _connector='OR'), name='score_points_or_bonus'),
        ),
        Wall("oversight_practice"),
        Revoke("oversight_practice", "DELETE"),
        Audited("oversight_practice"),
        *(Reshaped(table) for table in RESHAPED),
    ]
