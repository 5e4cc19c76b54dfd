"""Natural changes, proposals to stop benefits, requests of people, and who enters data how well."""

import django.db.models.deletion
import mingbai.kit.scoped
import uuid
from django.db import migrations, models

from mingbai.kit.audit import Audited
from mingbai.kit.rls import Wall


CHANGES = (
    "registry_naturalchange",
    "registry_changepaper",
    "registry_stopproposal",
    "registry_correctionrequest",
)
ENTRY = ("registry_entryclerk", "registry_entryequipment", "registry_coaching", "registry_entryfault")


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0006_import_walls'),
    ]

    operations = [
        migrations.CreateModel(
            name='Coaching',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('clerk_name', models.CharField(max_length=40)),
                ('on', models.DateField()),
                ('topic', models.CharField(max_length=120)),
                ('agreed', models.CharField(blank=True, help_text='What will be done differently.', max_length=1000)),
                ('coach', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ('-on', '-id'),
                'indexes': [models.Index(fields=['-on', '-id'], name='coaching_on')],
            },
        ),
        migrations.CreateModel(
            name='EntryClerk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('user_id', models.BigIntegerField(null=True)),
                ('name', models.CharField(max_length=40)),
                ('duty', models.CharField(blank=True, max_length=80)),
                ('full_time', models.BooleanField(default=False)),
                ('trained_on', models.DateField(null=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('area_code', 'id'),
                'indexes': [models.Index(fields=['area_code', 'id'], name='clerk_area')],
            },
        ),
        migrations.CreateModel(
            name='EntryEquipment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('kind', models.CharField(help_text="A code of the pack's changes.equipment.", max_length=32)),
                ('count', models.PositiveSmallIntegerField()),
                ('working', models.PositiveSmallIntegerField()),
                ('checked_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ('area_code', 'id'),
                'indexes': [models.Index(fields=['area_code', 'id'], name='equipment_area')],
                'constraints': [models.UniqueConstraint(fields=('area_code', 'kind'), name='equipment_once'), models.CheckConstraint(condition=models.Q(('working__lte', models.F('count'))), name='equipment_works')],
            },
        ),
        migrations.CreateModel(
            name='EntryFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('user_id', models.BigIntegerField(null=True)),
                ('clerk', models.CharField(help_text='Post and name, as in the record.', max_length=120)),
                ('field', models.CharField(max_length=40)),
                ('source', models.CharField(choices=[('returned', 'Natural change sent back'), ('rejected', 'Row of an import rejected'), ('corrected', 'Corrected later')], max_length=12)),
                ('subject_type', models.CharField(max_length=64)),
                ('subject_id', models.BigIntegerField()),
                ('found_on', models.DateField()),
            ],
            options={
                'ordering': ('-found_on', '-id'),
                'indexes': [models.Index(fields=['area_code', 'found_on'], name='fault_area_day')],
            },
        ),
        migrations.CreateModel(
            name='NaturalChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('kind', models.CharField(choices=[('birth', 'Birth'), ('death', 'Death'), ('marry_in', 'Marriage into the household'), ('marry_out', 'Marriage out of the household'), ('move_in', 'Move in'), ('move_out', 'Move out'), ('imprisoned', 'Imprisonment'), ('released', 'Release'), ('enlist', 'Joining the army'), ('demob', 'Return from the army'), ('missing', 'Missing, or entered a religious order'), ('found', 'Return of a missing person'), ('adopt', 'Adoption'), ('divorce', 'Divorce'), ('split', 'Household split'), ('merge', 'Household merger'), ('head_change', 'Change of head'), ('household_move', 'Whole household moves'), ('household_end', 'Whole household ends'), ('late_entry', 'Late entry of a person')], max_length=16)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'With the township'), ('reviewed', 'With the county'), ('returned', 'Sent back to the village'), ('applied', 'Approved and entered'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                ('household_name', models.CharField(blank=True, help_text="Its head's name, when reported.", max_length=60)),
                ('person_name', models.CharField(blank=True, max_length=60)),
                ('happened_on', models.DateField(help_text='The day of the event itself.')),
                ('relation', models.CharField(blank=True, help_text='Of a newcomer, to the head.', max_length=20)),
                ('id_type', models.CharField(blank=True, max_length=20)),
                ('id_vault', models.BigIntegerField(null=True)),
                ('id_token', models.BinaryField(null=True)),
                ('id_last4', models.CharField(blank=True, max_length=4)),
                ('details', models.JSONField(default=dict)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('entered_user', models.BigIntegerField(null=True)),
                ('entered_by', models.CharField(max_length=120)),
                ('entered_at', models.DateTimeField()),
                ('submitted_user', models.BigIntegerField(null=True)),
                ('reviewed_user', models.BigIntegerField(null=True)),
                ('approved_by', models.CharField(blank=True, max_length=120)),
                ('applied_at', models.DateTimeField(null=True)),
                ('why_returned', models.CharField(blank=True, max_length=400)),
                ('due', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('household', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='registry.household')),
                ('person', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='registry.person')),
            ],
            options={
                'ordering': ('-happened_on', '-id'),
            },
        ),
        migrations.CreateModel(
            name='ChangePaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('household_id', models.BigIntegerField(null=True)),
                ('kind', models.CharField(max_length=32)),
                ('file', models.UUIDField(help_text='The code of the sealed file.')),
                ('title', models.CharField(max_length=200)),
                ('added_at', models.DateTimeField()),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='registry.naturalchange')),
            ],
            options={
                'ordering': ('change', 'id'),
            },
        ),
        migrations.CreateModel(
            name='StopProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('household_name', models.CharField(blank=True, max_length=60)),
                ('person_name', models.CharField(max_length=60)),
                ('benefit', models.CharField(max_length=32)),
                ('line', models.CharField(max_length=32)),
                ('from_month', models.DateField()),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('notified', 'Household notified'), ('stopped', 'Department decided to stop'), ('kept', 'Department decided to continue')], default='proposed', max_length=12)),
                ('proposed_at', models.DateTimeField()),
                ('notified_on', models.DateField(null=True)),
                ('heard', models.CharField(blank=True, help_text='What the household said for itself.', max_length=2000)),
                ('decision', models.CharField(blank=True, help_text='Number of the written decision.', max_length=400)),
                ('due', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='registry.naturalchange')),
                ('household', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'ordering': ('-proposed_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='CorrectionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('person_name', models.CharField(max_length=60)),
                ('ask', models.CharField(choices=[('see', 'See or copy'), ('correct', 'Correct'), ('erase', 'Delete')], max_length=8)),
                ('field', models.CharField(blank=True, max_length=32)),
                ('stood', models.CharField(blank=True, max_length=200)),
                ('wanted', models.CharField(blank=True, max_length=200)),
                ('id_type', models.CharField(blank=True, max_length=20)),
                ('id_vault', models.BigIntegerField(null=True)),
                ('id_token', models.BinaryField(null=True)),
                ('id_last4', models.CharField(blank=True, max_length=4)),
                ('said', models.CharField(help_text="In the person's own words.", max_length=1000)),
                ('proof', models.CharField(blank=True, help_text='The paper that was shown.', max_length=200)),
                ('asked_on', models.DateField()),
                ('entered_user', models.BigIntegerField(null=True)),
                ('entered_by', models.CharField(max_length=120)),
                ('entered_at', models.DateTimeField()),
                ('decided_by', models.CharField(blank=True, max_length=120)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('state', models.CharField(choices=[('asked', 'Waiting for a reply'), ('done', 'Done as asked'), ('refused', 'Refused with reason'), ('withdrawn', 'Withdrawn')], default='asked', max_length=12)),
                ('due', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('household', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'ordering': ('-entered_at', '-id'),
                'indexes': [models.Index(fields=['-entered_at', '-id'], name='correction_entered')],
            },
        ),
        migrations.AddIndex(
            model_name='naturalchange',
            index=models.Index(fields=['area_code', '-happened_on', '-id'], name='change_area_day'),
        ),
        migrations.AddIndex(
            model_name='naturalchange',
            index=models.Index(fields=['-happened_on', '-id'], name='change_day'),
        ),
        migrations.AddIndex(
            model_name='naturalchange',
            index=models.Index(fields=['-entered_at', '-id'], name='change_entered'),
        ),
        migrations.AddIndex(
            model_name='naturalchange',
            index=models.Index(fields=['household', '-happened_on'], name='change_household'),
        ),
        migrations.AddIndex(
            model_name='naturalchange',
            index=models.Index(condition=models.Q(('state__in', ['draft', 'submitted', 'reviewed', 'returned'])), fields=['state', 'area_code', 'due'], name='change_open'),
        ),
        migrations.AddIndex(
            model_name='stopproposal',
            index=models.Index(fields=['-proposed_at', '-id'], name='stop_proposed'),
        ),
        migrations.AddIndex(
            model_name='stopproposal',
            index=models.Index(fields=['line', 'state', 'area_code'], name='stop_open'),
        ),
        migrations.AddConstraint(
            model_name='stopproposal',
            constraint=models.UniqueConstraint(fields=('change', 'person', 'benefit'), name='stop_once'),
        ),
        Wall("registry_naturalchange", households="household_id"),
        Wall("registry_changepaper", households="household_id"),
        Wall("registry_stopproposal", households="household_id"),
        Wall("registry_correctionrequest", households="household_id"),
        *(Wall(table) for table in ENTRY),
        *(Audited(table) for table in (*CHANGES, *ENTRY)),
    ]
