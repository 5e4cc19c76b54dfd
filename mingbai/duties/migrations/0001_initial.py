"""Texts of duties, the register of papers, and the burden of villages, behind both walls."""

import django.db.models.deletion
import mingbai.kit.scoped
import uuid
from django.db import migrations, models

from mingbai.kit.audit import Audited
from mingbai.kit.rls import Statements, Wall, application_role



class ReadByAll(Statements):
    """Let every post read those of a walled table's rows that are public; writing stays within the wall."""

    def __init__(self, table: str, rule: str) -> None:
        self.table, self.rule = table, rule

    def forwards(self) -> list[str]:
        to = application_role()
        return [f"CREATE POLICY {self.table}_read ON {self.table} FOR SELECT TO {to} USING ({self.rule})"]

    def backwards(self) -> list[str]:
        return [f"DROP POLICY {self.table}_read ON {self.table}"]

    def describe(self) -> str:
        return f"Every post reads what is public in {self.table}"


class Migration(migrations.Migration):

    initial = True

    dependencies = [("oversight", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('kind', models.CharField(help_text="Code of the pack's kinds of demand.", max_length=20)),
                ('title', models.CharField(max_length=120)),
                ('asked_by', models.CharField(blank=True, db_collation='C', max_length=40)),
                ('asker', models.CharField(max_length=120)),
                ('on', models.DateField()),
                ('minutes', models.PositiveIntegerField()),
                ('held', models.BooleanField(default=False)),
                ('noted_user', models.BigIntegerField(null=True)),
                ('noted_by', models.CharField(max_length=120)),
                ('noted_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('-on', '-id'),
                'indexes': [models.Index(fields=['-on', '-id'], name='demand_newest'), models.Index(fields=['area_code', '-on', '-id'], name='demand_area'), models.Index(fields=['asked_by', '-on', '-id'], name='demand_asker')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('number', models.CharField(help_text='文号; as it is printed on it.', max_length=80)),
                ('title', models.CharField(max_length=200)),
                ('issuer', models.CharField(max_length=120)),
                ('issued_on', models.DateField()),
                ('level', models.CharField(help_text="Code of the pack's levels.", max_length=20)),
                ('digest', models.TextField(help_text="吃透上级精神: what it asks of whom, in the county's words.")),
                ('duties', models.JSONField(default=list)),
                ('policies', models.JSONField(default=list)),
                ('registered_by', models.CharField(max_length=120)),
                ('registered_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('superseded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='duties.document')),
            ],
            options={
                'ordering': ('-issued_on', '-id'),
            },
        ),
        migrations.CreateModel(
            name='DutyText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('duty', models.CharField(db_collation='C', help_text="The duty's code in the pack.", max_length=64)),
                ('number', models.PositiveSmallIntegerField(help_text='1, 2, … for each duty.')),
                ('words', models.CharField(max_length=400)),
                ('words_en', models.CharField(blank=True, max_length=400)),
                ('done', models.CharField(blank=True, max_length=400)),
                ('evidence', models.CharField(blank=True, max_length=200)),
                ('since', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('stood', models.CharField(max_length=400)),
                ('entered_user', models.BigIntegerField(null=True)),
                ('entered_by', models.CharField(max_length=120)),
                ('entered_at', models.DateTimeField()),
                ('decided_by', models.CharField(blank=True, max_length=120)),
                ('decided_at', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Waiting for approval'), ('returned', 'Sent back to be mended'), ('in_force', 'In force as the duty reads'), ('replaced', 'Replaced by a later version'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                ('due', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='duties.document')),
            ],
            options={
                'ordering': ('-entered_at', '-id'),
            },
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['-issued_on', '-id'], name='document_newest'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['-registered_at', '-id'], name='document_registered'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('number', 'issuer'), name='document_once'),
        ),
        migrations.AddIndex(
            model_name='dutytext',
            index=models.Index(fields=['-entered_at', '-id'], name='duty_text_newest'),
        ),
        migrations.AddConstraint(
            model_name='dutytext',
            constraint=models.UniqueConstraint(fields=('duty', 'number'), name='duty_text_numbered'),
        ),
        migrations.AddConstraint(
            model_name='dutytext',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('duty', 'since'), name='duty_text_one_from_a_day'),
        ),
        Wall("duties_demand"),
        Wall("duties_document"),
        ReadByAll("duties_document", "true"),
        Wall("duties_dutytext"),
        ReadByAll("duties_dutytext", "state IN ('in_force', 'replaced')"),
        *(Audited(f"duties_{name}") for name in ("demand", "document", "dutytext")),
    ]
