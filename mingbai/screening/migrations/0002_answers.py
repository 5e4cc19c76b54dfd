"""What people make of findings: answers, the queue of households to be identified, how often rules are right."""

from importlib import import_module
import django.db.models.deletion
import django.db.models.functions.text
import mingbai.kit.scoped
import uuid
from django.db import migrations, models

from mingbai.kit.audit import Audited
from mingbai.kit.rls import Wall

# A household's rows follow it to another village: the registry's own way.
Follows = import_module("mingbai.registry.migrations.0002_walls").Follows


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0009_import_settle'),
        ('screening', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('rule', models.CharField(db_collation='C', max_length=40)),
                ('title', models.CharField(max_length=120)),
                ('title_en', models.CharField(blank=True, max_length=200)),
                ('line', models.CharField(blank=True, max_length=32)),
                ('restricted', models.BooleanField(default=False)),
                ('since', models.DateField(help_text='The first month that was counted.')),
                ('confirmed', models.PositiveIntegerField()),
                ('denied', models.PositiveIntegerField()),
                ('proposed_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('proposed', 'Proposed for mending'), ('mended', 'Mended'), ('kept', 'Kept as it is')], default='proposed', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.CharField(blank=True, max_length=120)),
                ('decision', models.CharField(blank=True, max_length=1000)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('-proposed_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('town_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Concat(django.db.models.functions.text.Left(models.F('area_code'), 9), models.Value('000')), output_field=models.CharField(db_collation='C', max_length=12))),
                ('rule', models.CharField(db_collation='C', max_length=40)),
                ('month', models.DateField(help_text='Its first day.')),
                ('line', models.CharField(blank=True, max_length=32)),
                ('restricted', models.BooleanField(default=False)),
                ('title', models.CharField(max_length=120)),
                ('title_en', models.CharField(blank=True, max_length=200)),
                ('confirmed', models.PositiveIntegerField(default=0)),
                ('denied', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ('rule', 'month', 'area_code'),
            },
        ),
        migrations.CreateModel(
            name='ToIdentify',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('town_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Concat(django.db.models.functions.text.Left(models.F('area_code'), 9), models.Value('000')), output_field=models.CharField(db_collation='C', max_length=12))),
                ('head_name', models.CharField(blank=True, max_length=60)),
                ('risks', models.PositiveSmallIntegerField(default=1, help_text='How many verified risks stand behind it.')),
                ('title', models.CharField(help_text="The first risk's.", max_length=120)),
                ('since', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'To be identified'), ('begun', 'Identification begun'), ('not_needed', 'No identification needed'), ('fallen', 'The doubt proved false')], default='waiting', max_length=12)),
                ('due', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=400)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.CharField(blank=True, max_length=120)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('-since', '-id'),
            },
        ),
        migrations.AddField(
            model_name='finding',
            name='extended',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='finding',
            name='verdict',
            field=models.CharField(blank=True, choices=[('true', 'True'), ('false', 'Not true'), ('unreached', 'Nobody reached')], db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='finding',
            name='wished_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='finding',
            name='wished_why',
            field=models.CharField(blank=True, db_default='', default='', max_length=400),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['state', '-found_at', '-id'], name='finding_state'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['line', '-found_at', '-id'], name='finding_line'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['rule', '-found_at', '-id'], name='finding_by_rule'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('person', None), _negated=True), fields=['person'], name='finding_person'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('wished_until', None), _negated=True), fields=['wished_until'], name='finding_wished'),
        ),
        migrations.AddIndex(
            model_name='mending',
            index=models.Index(fields=['-proposed_at', '-id'], name='mending_newest'),
        ),
        migrations.AddConstraint(
            model_name='mending',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('rule',), name='mending_once'),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(fields=['month', 'rule', 'area_code'], name='tally_month'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('rule', 'month', 'area_code', 'line', 'restricted'), name='tally_once'),
        ),
        migrations.AddField(
            model_name='toidentify',
            name='household',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household'),
        ),
        migrations.AddIndex(
            model_name='toidentify',
            index=models.Index(fields=['area_code', '-since', '-id'], name='queue_area'),
        ),
        migrations.AddIndex(
            model_name='toidentify',
            index=models.Index(fields=['town_code', '-since', '-id'], name='queue_town'),
        ),
        migrations.AddIndex(
            model_name='toidentify',
            index=models.Index(fields=['-since', '-id'], name='queue_newest'),
        ),
        migrations.AddIndex(
            model_name='toidentify',
            index=models.Index(fields=['state', 'town_code', 'due'], name='queue_open'),
        ),
        migrations.AddConstraint(
            model_name='toidentify',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('household',), name='queue_once'),
        ),
        Follows("screening_finding"),
        Follows("screening_toidentify"),
        Wall("screening_toidentify", households="household_id"),
        Wall("screening_tally"),
        Wall("screening_mending"),
        Audited("screening_finding"),
        Audited("screening_toidentify"),
        Audited("screening_tally"),
        Audited("screening_mending"),
    ]
