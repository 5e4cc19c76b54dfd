"""Doubt lists handed down from above, behind their walls and under the audit."""

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
            name='HandedLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('sender', models.CharField(max_length=80)),
                ('header', models.CharField(max_length=64)),
                ('columns', models.JSONField(default=list)),
                ('words', models.CharField(blank=True, max_length=32)),
                ('topic', models.CharField(blank=True, max_length=32)),
                ('confirmed_by', models.CharField(max_length=200)),
                ('confirmed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ('sender', 'id'),
                'constraints': [models.UniqueConstraint(fields=('area_code', 'sender', 'header'), name='handedlayout_once')],
            },
        ),
        migrations.CreateModel(
            name='HandedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('title', models.CharField(max_length=120)),
                ('sender', models.CharField(max_length=80)),
                ('due', models.DateField()),
                ('kind', models.CharField(choices=[('xlsx', 'Workbook (XLSX)'), ('xls', 'Old workbook (XLS)'), ('csv', 'CSV'), ('paste', 'Pasted')], max_length=8)),
                ('stored', models.UUIDField(help_text='The sealed original.')),
                ('sha256', models.CharField(max_length=64)),
                ('sheets', models.JSONField(default=list)),
                ('words', models.CharField(blank=True, max_length=32)),
                ('topic', models.CharField(blank=True, max_length=32)),
                ('line', models.CharField(blank=True, max_length=32)),
                ('state', models.CharField(choices=[('received', 'Being read'), ('columns', 'Columns to be confirmed'), ('split', 'To be sent'), ('sent', 'Sent to townships and villages'), ('returned', 'Feedback given'), ('withdrawn', 'Withdrawn')], default='received', max_length=12)),
                ('rows_in', models.PositiveIntegerField(default=0, help_text='Rows that are not blank, of all sheets.')),
                ('trouble', models.JSONField(default=dict, help_text='Why it could not be read.')),
                ('job_id', models.BigIntegerField(null=True)),
                ('user_id', models.BigIntegerField(null=True)),
                ('post_id', models.BigIntegerField(null=True)),
                ('uploader', models.CharField(max_length=200)),
                ('uploaded_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('sent_by', models.CharField(blank=True, max_length=200)),
                ('urged_at', models.DateTimeField(null=True)),
                ('urged', models.PositiveSmallIntegerField(default=0)),
                ('feedback', models.UUIDField(null=True)),
                ('feedback_name', models.CharField(blank=True, max_length=200)),
                ('feedback_at', models.DateTimeField(null=True)),
                ('feedback_by', models.CharField(blank=True, max_length=200)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('-uploaded_at', '-id'),
                'indexes': [models.Index(fields=['-uploaded_at', '-id'], name='handed_newest')],
            },
        ),
        migrations.CreateModel(
            name='HandedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('title', models.CharField(max_length=120)),
                ('sender', models.CharField(max_length=80)),
                ('line', models.CharField(blank=True, max_length=32)),
                ('town_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Concat(django.db.models.functions.text.Left(models.F('area_code'), 9), models.Value('000')), output_field=models.CharField(db_collation='C', max_length=12))),
                ('sheet', models.PositiveSmallIntegerField()),
                ('row_no', models.PositiveIntegerField()),
                ('name', models.CharField(blank=True, help_text='As the sender wrote it.', max_length=60)),
                ('id_token', models.BinaryField(null=True)),
                ('id_last4', models.CharField(blank=True, max_length=4)),
                ('id_fault', models.CharField(blank=True, max_length=24)),
                ('household_no', models.CharField(blank=True, db_collation='C', max_length=32)),
                ('place', models.CharField(blank=True, help_text='Township and village as written.', max_length=120)),
                ('doubt', models.TextField(help_text="What is doubted, in the sender's words.")),
                ('topic', models.CharField(blank=True, max_length=32)),
                ('facts', models.JSONField(default=list)),
                ('matched', models.CharField(blank=True, choices=[('number', 'By document number'), ('household', 'By household number'), ('name', 'By name and village'), ('hand', 'Matched by hand'), ('', 'Not matched')], max_length=12)),
                ('aside', models.CharField(blank=True, choices=[('unknown', 'Nobody of this number or name is in the ledger'), ('several', 'Several persons of this name'), ('differs', "The number is somebody's of another name"), ('empty', 'The row names nobody'), ('', '')], max_length=12)),
                ('mark', models.CharField(blank=True, help_text='The same for the same doubt in any list.', max_length=64)),
                ('known', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('aside', 'Set aside: not matched'), ('ready', 'To be sent'), ('sent', 'Sent, not answered'), ('answered', 'Answered'), ('contradicts', 'Answer contradicts the ledger'), ('not_ours', 'Not ours')], default='aside', max_length=12)),
                ('due', models.DateField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('urged_at', models.DateTimeField(null=True)),
                ('tried', models.PositiveSmallIntegerField(default=0, help_text='How often nobody was reached.')),
                ('verdict', models.CharField(blank=True, choices=[('true', 'Verified true'), ('false', 'Verified false'), ('unreached', 'Nobody reached'), ('', 'Not answered')], max_length=12)),
                ('answer', models.TextField(blank=True)),
                ('files', models.JSONField(default=list, help_text='Codes of stored files that prove the answer.')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.CharField(blank=True, max_length=120)),
                ('answered_user', models.BigIntegerField(null=True)),
                ('contradicts', models.JSONField(default=list)),
                ('stands_why', models.CharField(blank=True, help_text='Why it stands all the same.', max_length=400)),
                ('version', models.PositiveIntegerField(default=1)),
                ('handed_list', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='exchange.handedlist')),
                ('household', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'ordering': ('handed_list', 'sheet', 'row_no'),
                'indexes': [models.Index(fields=['area_code', 'due', 'id'], name='handedrow_area'), models.Index(fields=['town_code', 'due', 'id'], name='handedrow_town'), models.Index(fields=['due', 'id'], name='handedrow_due'), models.Index(fields=['state', 'due', 'id'], name='handedrow_state'), models.Index(fields=['handed_list', 'due', 'id'], name='handedrow_list'), models.Index(fields=['handed_list', 'state', 'town_code'], name='handedrow_grid'), models.Index(condition=models.Q(('mark', ''), _negated=True), fields=['mark'], name='handedrow_mark'), models.Index(fields=['household'], name='handedrow_household')],
                'constraints': [models.UniqueConstraint(fields=('handed_list', 'sheet', 'row_no'), name='handedrow_once')],
            },
        ),
        Wall("exchange_handedlist"),
        Wall("exchange_handedlayout"),
        Wall("exchange_handedrow", households="household_id"),
        Audited("exchange_handedlist"),
        Audited("exchange_handedlayout"),
        Audited("exchange_handedrow"),
    ]
