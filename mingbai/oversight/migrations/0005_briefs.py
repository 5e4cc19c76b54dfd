"""每周专报, never changed once issued, and the addresses by which it is read without signing in."""

import django.db.models.deletion
import mingbai.kit.scoped
import uuid
from django.db import migrations, models

from mingbai.kit.audit import Audited
from mingbai.kit.rls import Revoke, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('oversight', '0004_periods'),
    ]

    operations = [
        migrations.CreateModel(
            name='Brief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('week', models.DateField(help_text='Its Monday.', unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveSmallIntegerField(help_text='The how manieth of the year.')),
                ('says', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ('-issued_at', '-id'),
                'indexes': [models.Index(fields=['-issued_at', '-id'], name='brief_newest')],
                'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='brief_number_once')],
            },
        ),
        migrations.CreateModel(
            name='BriefLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('token_hash', models.CharField(help_text='SHA-256 of the token.', max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=120)),
                ('expires_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=120)),
                ('opened', models.PositiveIntegerField(default=0)),
                ('opened_at', models.DateTimeField(help_text='Last.', null=True)),
                ('brief', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='oversight.brief')),
            ],
            options={
                'ordering': ('-made_at', '-id'),
            },
        ),
        Wall("oversight_brief"),
        Wall("oversight_brieflink"),
        Revoke("oversight_brief", "UPDATE", "DELETE"),
        Revoke("oversight_brieflink", "DELETE"),
        Audited("oversight_brief"),
        Audited("oversight_brieflink"),
    ]
