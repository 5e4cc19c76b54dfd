"""观摩评议: villages by lot, marks that nobody changes and the database keeps off one's own, results."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import mingbai.kit.scoped
from mingbai.kit.audit import Audited
from mingbai.kit.rls import Revoke, Wall

TABLES = ("observation", "observed", "mark", "observedresult")
APPENDED = ("observed", "mark", "observedresult")


class Migration(migrations.Migration):
    dependencies = [("oversight", "0007_replacements")]

    operations = [
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('quarter', models.DateField(help_text='Its first day.', unique=True)),
                ('on', models.DateField(help_text='When the villages are seen.')),
                ('seed', models.CharField(max_length=40)),
                ('names', models.JSONField(help_text='Codes of the villages drawn from.')),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.CharField(max_length=120)),
                ('frozen_at', models.DateTimeField(null=True)),
                ('frozen_by', models.CharField(blank=True, max_length=120)),
                ('edition', models.CharField(blank=True, max_length=64)),
                ('digest', models.CharField(blank=True, help_text='SHA-256 over the frozen results.', max_length=64)),
            ],
            options={
                'ordering': ('-quarter',),
            },
        ),
        migrations.CreateModel(
            name='Observed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('label', models.CharField(max_length=160)),
                ('observation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='villages', to='oversight.observation')),
            ],
            options={
                'ordering': ('observation_id', 'area_code'),
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('village', models.CharField(db_collation='C', max_length=12)),
                ('user_id', models.BigIntegerField()),
                ('accepts', models.BooleanField(default=False)),
                ('given', models.JSONField()),
                ('total', models.PositiveSmallIntegerField()),
                ('remark', models.CharField(blank=True, help_text='Goes back to the unit, without a name.', max_length=400)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=120)),
                ('observed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='oversight.observed')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='ObservedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('quarter', models.DateField()),
                ('label', models.CharField(max_length=160)),
                ('attendees', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('attendees_count', models.PositiveIntegerField()),
                ('accepted', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('accepted_count', models.PositiveIntegerField()),
                ('score', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('parts', models.JSONField()),
                ('remarks', models.JSONField(default=list)),
                ('frozen_at', models.DateTimeField()),
                ('observed', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='result', to='oversight.observed')),
            ],
            options={
                'ordering': ('-frozen_at', '-id'),
            },
        ),
        migrations.AddConstraint(
            model_name='observed',
            constraint=models.UniqueConstraint(fields=('observation', 'area_code'), name='observed_once'),
        ),
        migrations.AddIndex(
            model_name='mark',
            index=models.Index(fields=['observed', 'user_id', 'id'], name='mark_last'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.CheckConstraint(condition=models.Q(('total__lte', 100)), name='mark_at_most_full'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.CheckConstraint(condition=models.Q(('village__startswith', django.db.models.functions.text.Left('area_code', 9)), _negated=True), name='mark_not_ones_own'),
        ),
        migrations.AddIndex(
            model_name='observedresult',
            index=models.Index(fields=['-frozen_at', '-id'], name='observed_newest'),
        ),
        migrations.AddIndex(
            model_name='observedresult',
            index=models.Index(fields=['area_code', '-frozen_at', '-id'], name='observed_area'),
        ),
        *(Wall(f"oversight_{name}") for name in TABLES),
        *(Revoke(f"oversight_{name}", "UPDATE", "DELETE") for name in APPENDED),
        Revoke("oversight_observation", "DELETE"),
        *(Audited(f"oversight_{name}") for name in TABLES),
    ]
