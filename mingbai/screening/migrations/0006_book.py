"""The county's own part of the rule book, its editions, and what-ifs; what is in force is everybody's to read."""

import django.db.models.deletion
import mingbai.kit.scoped
import uuid
from django.db import migrations, models

from mingbai.kit.audit import Audited
from mingbai.kit.rls import Definer, Wall

# The rule book is public, and whoever reads a rule reads it as it stands: also a village, which sees no row
# of the county's office. Nothing is told but the decisions in force.
DECIDED = """
    SELECT c.id, c.kind::text, c.code::text, c.since, c.value, c.document::text, c.paper_number::text,
           c.paper_title::text, c.paper_on
      FROM screening_bookchange c WHERE c.state = 'in_force' ORDER BY c.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('screening', '0005_one_run'),
    ]

    operations = [
        migrations.CreateModel(
            name='BookChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('kind', models.CharField(choices=[('value', "A value of the county's own"), ('confirm', 'A value confirmed'), ('rule', 'A rule confirmed')], max_length=8)),
                ('code', models.CharField(db_collation='C', help_text='Of the parameter or the rule.', max_length=64)),
                ('title', models.CharField(help_text='Its words in Chinese, as they stood.', max_length=200)),
                ('title_en', models.CharField(blank=True, max_length=200)),
                ('since', models.DateField(help_text='From when the value holds; none for a rule.', null=True)),
                ('value', models.JSONField(null=True)),
                ('stood', models.JSONField(default=dict)),
                ('document', models.CharField(blank=True, db_collation='C', max_length=64)),
                ('paper_number', models.CharField(blank=True, max_length=80)),
                ('paper_title', models.CharField(blank=True, max_length=200)),
                ('paper_on', models.DateField(null=True)),
                ('paper_file', models.UUIDField(help_text='The scanned paper.', null=True)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('lines', models.JSONField(default=list, help_text='Lines of work of the rules that it touches.')),
                ('job', models.UUIDField(null=True)),
                ('checked', models.JSONField(default=dict)),
                ('book', models.BinaryField(help_text='The whole book with it, as it was checked (zlib).', null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('entered_user', models.BigIntegerField(null=True)),
                ('entered_by', models.CharField(max_length=120)),
                ('entered_at', models.DateTimeField()),
                ('decided_by', models.CharField(blank=True, max_length=120)),
                ('decided_at', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Waiting for approval'), ('returned', 'Sent back to be mended'), ('in_force', 'In force'), ('replaced', 'Replaced by a later decision'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                ('due', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('-entered_at', '-id'),
                'indexes': [models.Index(fields=['-entered_at', '-id'], name='bookchange_newest'), models.Index(fields=['code', 'since'], name='bookchange_code')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('number', models.PositiveIntegerField(unique=True)),
                ('era', models.CharField(max_length=12)),
                ('edition', models.CharField(max_length=64, unique=True)),
                ('whole', models.BinaryField()),
                ('origin', models.CharField(choices=[('shipped', "As shipped, with the county's pack"), ('decision', 'A decision of the county')], max_length=8)),
                ('made_by', models.CharField(max_length=120)),
                ('made_at', models.DateTimeField()),
                ('change', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='screening.bookchange')),
            ],
            options={
                'ordering': ('-made_at', '-id'),
                'indexes': [models.Index(fields=['-made_at', '-id'], name='edition_newest')],
            },
        ),
        migrations.CreateModel(
            name='WhatIf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('as_of', models.DateField()),
                ('edition', models.CharField(blank=True, max_length=64)),
                ('settings', models.JSONField(default=list)),
                ('said', models.JSONField(default=dict, help_text='What is changed, in words, by language.')),
                ('effects', models.JSONField(default=list)),
                ('rules', models.JSONField(default=list, help_text='The rules asked; empty: all that it touches.')),
                ('counted', models.JSONField(default=dict)),
                ('trouble', models.JSONField(default=dict, help_text='Why it could not be worked out, in both languages.')),
                ('seconds', models.JSONField(default=dict, help_text='By step, from loading to telling.')),
                ('names', models.UUIDField(help_text='Sealed file of who enters and leaves.', null=True)),
                ('state', models.CharField(choices=[('asked', 'Being worked out'), ('done', 'Worked out'), ('failed', 'Could not be worked out')], default='asked', max_length=8)),
                ('job', models.UUIDField(null=True)),
                ('user_id', models.BigIntegerField(null=True)),
                ('asked_by', models.CharField(max_length=120)),
                ('asked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('run', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='screening.run')),
            ],
            options={
                'ordering': ('-asked_at', '-id'),
                'indexes': [models.Index(fields=['-asked_at', '-id'], name='whatif_newest')],
            },
        ),
        Wall("screening_bookchange"),
        Wall("screening_edition"),
        Wall("screening_whatif"),
        Definer(
            "screening_decided",
            returns="TABLE (id bigint, kind text, code text, since date, value jsonb, document text,"
            " paper_number text, paper_title text, paper_on date)",
            body=DECIDED,
            language="sql",
        ),
        Audited("screening_bookchange"),
        Audited("screening_edition"),
        Audited("screening_whatif"),
    ]
