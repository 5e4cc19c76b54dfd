"""Runs and findings, behind both walls."""

import django.db.models.deletion
import django.db.models.functions.text
import mingbai.kit.scoped
import uuid
from django.db import migrations, models

from mingbai.kit.audit import Audited
from mingbai.kit.rls import Wall


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registry', '0009_import_settle'),
    ]

    operations = [
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('occasion', models.CharField(choices=[('night', 'Nightly'), ('hand', 'Started by hand')], max_length=8)),
                ('state', models.CharField(choices=[('asked', 'Asked for'), ('running', 'Comparing'), ('done', 'Done'), ('failed', 'Failed')], default='asked', max_length=8)),
                ('as_of', models.DateField()),
                ('era', models.CharField(max_length=12)),
                ('edition', models.CharField(blank=True, help_text='Content hash of the rule book.', max_length=64)),
                ('inputs', models.JSONField(default=list)),
                ('inputs_hash', models.CharField(blank=True, max_length=64)),
                ('counts', models.JSONField(default=dict)),
                ('times', models.JSONField(default=dict)),
                ('trouble', models.JSONField(default=dict, help_text='Why it failed, in words of the program.')),
                ('asked_by', models.CharField(max_length=120)),
                ('asked_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('job_id', models.BigIntegerField(null=True)),
                ('facts', models.UUIDField(help_text='The sealed facts that the findings rest on, until they expire.', null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('-asked_at', '-id'),
                'indexes': [models.Index(fields=['-asked_at', '-id'], name='run_newest')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('town_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Concat(django.db.models.functions.text.Left(models.F('area_code'), 9), models.Value('000')), output_field=models.CharField(db_collation='C', max_length=12))),
                ('source', models.CharField(choices=[('rule', 'A comparison run'), ('handed', 'A list from above')], max_length=8)),
                ('kind', models.CharField(choices=[('risk', 'Risk clue'), ('exclusion', 'Question of registration'), ('due', 'Due and not received'), ('undue', 'Received, to be verified'), ('quality', 'Record fault'), ('alarm', 'Money alarm'), ('handed', 'Doubt handed down')], max_length=12)),
                ('rule', models.CharField(db_collation='C', help_text="Code of the rule, or of the list's item.", max_length=40)),
                ('period', models.CharField(blank=True, db_collation='C', help_text='2020, 2020-11; empty: always.', max_length=10)),
                ('subject_kind', models.CharField(help_text='An entity of the rule book.', max_length=24)),
                ('subject_no', models.CharField(db_collation='C', help_text='Its key there; never an identity.', max_length=64)),
                ('name', models.CharField(blank=True, help_text='Of the subject, as it stood.', max_length=80)),
                ('head_name', models.CharField(blank=True, max_length=60)),
                ('title', models.CharField(help_text="The rule's, in Chinese.", max_length=120)),
                ('title_en', models.CharField(blank=True, max_length=200)),
                ('reason', models.TextField(blank=True)),
                ('reason_en', models.TextField(blank=True)),
                ('grounds', models.JSONField(default=list, help_text='Conditions with values, words, parameters, documents.')),
                ('amount_fen', models.BigIntegerField(null=True)),
                ('severity', models.CharField(choices=[('notice', 'Notice'), ('warning', 'Ordinary'), ('error', 'Grave'), ('serious', 'Serious')], default='warning', max_length=8)),
                ('document', models.CharField(blank=True, max_length=40)),
                ('owner', models.CharField(blank=True, help_text='Code of the unit that owns the rule.', max_length=40)),
                ('line', models.CharField(blank=True, max_length=32)),
                ('restricted', models.BooleanField(default=False)),
                ('edition', models.CharField(blank=True, max_length=64)),
                ('holds', models.BooleanField(default=True)),
                ('handed_row', models.BigIntegerField(help_text="The row of exchange's list from above.", null=True)),
                ('found_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('new', 'Newly found'), ('sent', 'Sent to be verified'), ('true', 'Verified true'), ('false', 'Verified false'), ('taken_up', 'Taken up'), ('closed', 'Closed'), ('lapsed', 'No longer triggered')], default='new', max_length=8)),
                ('due', models.DateField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('sent_by', models.CharField(blank=True, max_length=120)),
                ('urged_at', models.DateTimeField(null=True)),
                ('urged', models.PositiveSmallIntegerField(default=0)),
                ('tried', models.PositiveSmallIntegerField(default=0, help_text='How often nobody was reached.')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.CharField(blank=True, max_length=120)),
                ('answered_user', models.BigIntegerField(null=True)),
                ('answer', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('household', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('first_run', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='screening.run')),
                ('last_run', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='screening.run')),
            ],
            options={
                'ordering': ('-found_at', '-id'),
                'indexes': [models.Index(fields=['area_code', '-found_at', '-id'], name='finding_area'), models.Index(fields=['town_code', '-found_at', '-id'], name='finding_town'), models.Index(fields=['-found_at', '-id'], name='finding_newest'), models.Index(fields=['kind', '-found_at', '-id'], name='finding_kind'), models.Index(fields=['state', 'area_code', 'due'], name='finding_open'), models.Index(fields=['household'], name='finding_household'), models.Index(fields=['rule', 'period', 'subject_no'], name='finding_rule')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('source', 'rule')), fields=('rule', 'subject_kind', 'subject_no', 'period'), name='finding_once'), models.UniqueConstraint(condition=models.Q(('handed_row', None), _negated=True), fields=('handed_row',), name='finding_handed_once')],
            },
        ),
        Wall("screening_run"),
        Wall("screening_finding", households="household_id"),
        Audited("screening_run"),
        Audited("screening_finding"),
    ]
