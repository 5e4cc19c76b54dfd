"""Lots with the lists they were drawn from, random re-checks, urging; facts know their question."""

import django.db.models.deletion
import mingbai.kit.scoped
import uuid

from django.db import migrations, models

from mingbai.kit.audit import Audited, Reshaped, Reshaping
from mingbai.kit.rls import Revoke, Wall

RESHAPED = ("oversight_fact", "oversight_problem")


class Migration(migrations.Migration):

    dependencies = [
        ('oversight', '0002_papers'),
    ]

    operations = [
        *(Reshaping(table) for table in RESHAPED),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('of', models.CharField(choices=[('villages', 'Villages of the week'), ('poor', 'Registered households'), ('other', 'Other households'), ('problems', 'Closed problems, looked at again'), ('again', 'Households, checked again by another team')], max_length=10)),
                ('month', models.DateField(help_text='Of a random re-check.', null=True)),
                ('seed', models.CharField(max_length=80)),
                ('names', models.JSONField(help_text='The list drawn from, in its order.')),
                ('wanted', models.PositiveIntegerField()),
                ('drawn_at', models.DateTimeField()),
                ('drawn_by', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Recheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('month', models.DateField(help_text='Of the draw; a problem is drawn once a month.')),
                ('team', models.CharField(help_text='Code of the team that looks.', max_length=40)),
                ('state', models.CharField(choices=[('waiting', 'To be looked at again'), ('holds', 'Mended indeed'), ('fell', 'Not mended, reopened')], default='waiting', max_length=8)),
                ('due', models.DateField(null=True)),
                ('seen', models.CharField(blank=True, max_length=1000)),
                ('looked_by', models.CharField(blank=True, max_length=120)),
                ('looked_on', models.DateField(null=True)),
                ('drawn_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('-drawn_at', '-id'),
            },
        ),
        migrations.AddField(
            model_name='fact',
            name='question',
            field=models.CharField(blank=True, help_text="Code of the form's question, if it came of one.", max_length=40),
        ),
        migrations.AddField(
            model_name='problem',
            name='instruction',
            field=models.CharField(blank=True, help_text='What the linked leader said to it.', max_length=1000),
        ),
        migrations.AddField(
            model_name='problem',
            name='raised_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='problem',
            name='urged_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='inspection',
            name='task',
            field=models.ForeignKey(help_text='NULL: a random re-check.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='oversight.teamtask'),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.UniqueConstraint(condition=models.Q(('question', ''), _negated=True), fields=('inspected', 'question'), name='fact_question_once'),
        ),
        migrations.AddField(
            model_name='draw',
            name='inspection',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='oversight.inspection'),
        ),
        migrations.AddField(
            model_name='draw',
            name='task',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='oversight.teamtask'),
        ),
        migrations.AddField(
            model_name='recheck',
            name='problem',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rechecks', to='oversight.problem'),
        ),
        migrations.AddIndex(
            model_name='recheck',
            index=models.Index(fields=['-drawn_at', '-id'], name='recheck_newest'),
        ),
        migrations.AddConstraint(
            model_name='recheck',
            constraint=models.UniqueConstraint(fields=('problem', 'month'), name='recheck_once'),
        ),
        Wall("oversight_draw"),
        Wall("oversight_recheck"),
        Revoke("oversight_draw", "UPDATE", "DELETE"),
        Audited("oversight_draw"),
        Audited("oversight_recheck"),
        *(Reshaped(table) for table in RESHAPED),
    ]
