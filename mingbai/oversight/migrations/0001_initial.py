"""Problems, inspections and points, behind both walls; points are appended, never changed."""

import django.db.models.deletion
import django.db.models.functions.text
import mingbai.kit.scoped
import uuid
from django.db import migrations, models

from mingbai.kit.audit import Audited
from mingbai.kit.rls import Revoke, Statements, Wall

PAIRED = ("problem", "answerable", "extension", "inspected", "fact")
OTHERS = (
    "sheet", "appeal", "seconded", "kin", "rotation", "teamtask", "inspection", "linked", "frozenmonth",
    "frozenscore", "scoreentry", "exposure",
)
APPENDED = ("scoreentry", "exposure", "frozenscore")


class Numbers(Statements):
    """Problems are numbered through."""

    def forwards(self) -> list[str]:
        return ["CREATE SEQUENCE oversight_problem_number"]

    def backwards(self) -> list[str]:
        return ["DROP SEQUENCE oversight_problem_number"]

    def describe(self) -> str:
        return "Numbers of problems"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registry', '0009_import_settle'),
    ]

    operations = [
        migrations.CreateModel(
            name='FrozenMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('month', models.DateField(unique=True)),
                ('frozen_at', models.DateTimeField()),
                ('frozen_by', models.CharField(max_length=120)),
                ('edition', models.CharField(max_length=64)),
                ('digest', models.CharField(help_text='SHA-256 over the frozen scores.', max_length=64)),
            ],
            options={
                'ordering': ('-month',),
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('team', models.CharField(max_length=40)),
                ('on', models.DateField()),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('doing', 'Being inspected'), ('ended', 'Ended'), ('called_off', 'Called off')], default='planned', max_length=10)),
                ('recheck', models.BooleanField(default=False, help_text="Of another team's tenth, after 30 days.")),
                ('met', models.CharField(blank=True, help_text='Whom of the village the team met.', max_length=200)),
                ('village_said', models.CharField(blank=True, max_length=1000)),
                ('ended_at', models.DateTimeField(null=True)),
                ('signature', models.UUIDField(help_text="The sealed picture of the village's signature.", null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('-on', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Exposure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('subject', models.CharField(choices=[('village', 'Village'), ('township', 'Township'), ('person', 'Individual'), ('unit', 'Unit'), ('team', 'Inspection team')], max_length=8)),
                ('subject_no', models.CharField(db_collation='C', max_length=40)),
                ('post_kind', models.CharField(blank=True, max_length=40)),
                ('inspected', models.BigIntegerField(help_text='The inspected household.')),
                ('month', models.DateField()),
            ],
            options={
                'ordering': ('id',),
                'indexes': [models.Index(fields=['subject', 'subject_no', 'month'], name='exposure_subject'), models.Index(fields=['month', 'subject', 'area_code'], name='exposure_month')],
                'constraints': [models.UniqueConstraint(fields=('inspected', 'subject', 'subject_no'), name='exposure_once')],
            },
        ),
        migrations.CreateModel(
            name='Inspected',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('place', models.PositiveSmallIntegerField(help_text='Order in the draw.')),
                ('form', models.CharField(choices=[('poor', 'Form for registered households'), ('other', 'Form for other households')], max_length=8)),
                ('head_name', models.CharField(max_length=60)),
                ('answers', models.JSONField(default=dict)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('nobody_home', models.BooleanField(default=False)),
                ('checked_at', models.DateTimeField(null=True)),
                ('checked_by', models.CharField(blank=True, max_length=120)),
                ('checked_user', models.BigIntegerField(null=True)),
                ('signature', models.UUIDField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('household', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='households', to='oversight.inspection')),
            ],
            options={
                'ordering': ('inspection', 'place'),
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('household_id', models.BigIntegerField(null=True)),
                ('category', models.CharField(max_length=20)),
                ('severity', models.CharField(max_length=12)),
                ('owner', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(max_length=120)),
                ('fact', models.CharField(max_length=2000)),
                ('requirement', models.CharField(blank=True, max_length=400)),
                ('on_the_spot', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('noted', 'Noted, the village has not answered'), ('accepted', 'Accepted by the village'), ('disputed', 'Disputed by the village'), ('dropped', 'Dropped by the team')], default='noted', max_length=10)),
                ('village_said', models.CharField(blank=True, max_length=1000)),
                ('answered_by', models.CharField(blank=True, max_length=120)),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.CharField(max_length=120)),
                ('noted_user', models.BigIntegerField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('inspected', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='oversight.inspected')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='oversight.inspection')),
            ],
            options={
                'ordering': ('inspection', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Linked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('post_id', models.BigIntegerField()),
                ('user_id', models.BigIntegerField()),
                ('name', models.CharField(max_length=40)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'ordering': ('area_code', 'id'),
                'indexes': [models.Index(fields=['area_code', 'valid_from'], name='linked_area')],
            },
        ),
        migrations.CreateModel(
            name='Problem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('number', models.CharField(help_text='Business number.', max_length=40, unique=True)),
                ('town_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Concat(django.db.models.functions.text.Left(models.F('area_code'), 9), models.Value('000')), output_field=models.CharField(db_collation='C', max_length=12))),
                ('source', models.CharField(help_text="Code of the pack's sources.", max_length=20)),
                ('about', models.CharField(choices=[('household', 'Household'), ('village', 'Village'), ('policy', 'Policy'), ('post', 'Post'), ('enterprise', 'Enterprise'), ('project', 'Project')], max_length=12)),
                ('category', models.CharField(max_length=20)),
                ('severity', models.CharField(max_length=12)),
                ('subject_no', models.CharField(blank=True, db_collation='C', max_length=64)),
                ('name', models.CharField(help_text='Of the subject, as it stood.', max_length=120)),
                ('title', models.CharField(help_text='The matter in a few words.', max_length=120)),
                ('fact', models.TextField()),
                ('requirement', models.CharField(blank=True, help_text='The rule that was broken.', max_length=400)),
                ('document', models.CharField(blank=True, max_length=40)),
                ('owner', models.CharField(blank=True, help_text='Code of the department whose policy it is.', max_length=40)),
                ('line', models.CharField(blank=True, max_length=32)),
                ('finding', models.BigIntegerField(help_text='The verified finding that it came from.', null=True)),
                ('inspection_fact', models.BigIntegerField(help_text='The inspected fact that it came from.', null=True)),
                ('team', models.CharField(blank=True, help_text='Code of the team that found it.', max_length=40)),
                ('found_on', models.DateField()),
                ('found_user', models.BigIntegerField(null=True)),
                ('found_by', models.CharField(max_length=120)),
                ('listed_at', models.DateTimeField()),
                ('on_the_spot', models.BooleanField(default=False, help_text='立行立改: mended before the team left.')),
                ('measure', models.CharField(blank=True, max_length=1000)),
                ('state', models.CharField(choices=[('listed', 'On the list'), ('assigned', 'Being rectified'), ('rectified', 'Rectified, to be checked by the village'), ('checked', 'Checked by the village'), ('signed', 'Signed by the township'), ('verified', 'Verified on the spot'), ('closed', 'Closed'), ('withdrawn', 'Struck out')], default='listed', max_length=12)),
                ('deadline', models.DateField(null=True)),
                ('due', models.DateField(null=True)),
                ('rectified_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('recheck_on', models.DateField(null=True)),
                ('signers', models.JSONField(default=dict)),
                ('returned', models.PositiveSmallIntegerField(default=0)),
                ('reopened', models.PositiveSmallIntegerField(default=0)),
                ('extended', models.PositiveSmallIntegerField(default=0)),
                ('urged', models.PositiveSmallIntegerField(default=0)),
                ('raised_above', models.BooleanField(default=False, help_text='提级督办.')),
                ('version', models.PositiveIntegerField(default=1)),
                ('household', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
            ],
            options={
                'ordering': ('-listed_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('household_id', models.BigIntegerField(null=True)),
                ('days', models.PositiveSmallIntegerField(help_text='Working days.')),
                ('reason', models.CharField(max_length=1000)),
                ('state', models.CharField(choices=[('asked', 'Waiting for a decision'), ('granted', 'Granted'), ('refused', 'Turned down')], default='asked', max_length=8)),
                ('asked_user', models.BigIntegerField(null=True)),
                ('asked_by', models.CharField(max_length=120)),
                ('asked_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, max_length=1000)),
                ('decided_by', models.CharField(blank=True, max_length=120)),
                ('due', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='oversight.problem')),
            ],
            options={
                'ordering': ('-asked_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('household_id', models.BigIntegerField(null=True)),
                ('said', models.TextField()),
                ('asked_user', models.BigIntegerField(null=True)),
                ('asked_by', models.CharField(max_length=120)),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('asked', 'Waiting for a decision'), ('granted', 'Granted'), ('refused', 'Turned down')], default='asked', max_length=8)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('decided_by', models.CharField(blank=True, max_length=120)),
                ('decided_at', models.DateTimeField(null=True)),
                ('due', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='oversight.problem')),
            ],
            options={
                'ordering': ('-asked_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Answerable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('household_id', models.BigIntegerField(null=True)),
                ('subject', models.CharField(max_length=8)),
                ('subject_no', models.CharField(db_collation='C', help_text='User id, area or unit code.', max_length=40)),
                ('post_kind', models.CharField(blank=True, max_length=40)),
                ('role', models.CharField(blank=True, max_length=40)),
                ('label', models.CharField(max_length=160)),
                ('share', models.DecimalField(decimal_places=3, max_digits=6)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answerable', to='oversight.problem')),
            ],
            options={
                'ordering': ('problem', '-share', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Rotation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('team', models.CharField(max_length=40)),
                ('quarter', models.DateField(help_text='Its first day.')),
                ('seed', models.CharField(max_length=40)),
            ],
            options={
                'ordering': ('-quarter', 'team', 'area_code'),
                'constraints': [models.UniqueConstraint(fields=('quarter', 'area_code'), name='rotation_once')],
            },
        ),
        migrations.CreateModel(
            name='ScoreEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('subject', models.CharField(choices=[('village', 'Village'), ('township', 'Township'), ('person', 'Individual'), ('unit', 'Unit'), ('team', 'Inspection team')], max_length=8)),
                ('subject_no', models.CharField(db_collation='C', help_text='User id, area or unit code.', max_length=40)),
                ('post_kind', models.CharField(blank=True, max_length=40)),
                ('role', models.CharField(blank=True, max_length=40)),
                ('points', models.DecimalField(decimal_places=6, max_digits=12)),
                ('month', models.DateField()),
                ('posted', models.DateField()),
                ('formula', models.CharField(max_length=20)),
                ('edition', models.CharField(max_length=64)),
                ('inputs', models.JSONField(default=dict)),
                ('why', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=120)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='oversight.problem')),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='oversight.scoreentry')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Seconded',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('team', models.CharField(help_text='Code of the unit.', max_length=40)),
                ('user_id', models.BigIntegerField()),
                ('name', models.CharField(max_length=40)),
                ('from_unit', models.CharField(max_length=120)),
                ('home_area', models.CharField(blank=True, db_collation='C', max_length=12)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'ordering': ('team', 'id'),
                'indexes': [models.Index(fields=['team', 'id'], name='seconded_team')],
            },
        ),
        migrations.CreateModel(
            name='Kin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('village', models.CharField(db_collation='C', max_length=12)),
                ('seconded', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kin', to='oversight.seconded')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('number', models.CharField(max_length=40, unique=True)),
                ('week', models.DateField(help_text='Its Monday.')),
                ('unit', models.CharField(blank=True, help_text='Code of the department; empty: the township.', max_length=40)),
                ('addressee', models.CharField(max_length=120)),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.CharField(max_length=120)),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('acknowledged_by', models.CharField(blank=True, max_length=120)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('-week', '-id'),
                'indexes': [models.Index(fields=['-issued_at', '-id'], name='sheet_newest'), models.Index(fields=['area_code', '-issued_at', '-id'], name='sheet_area')],
            },
        ),
        migrations.AddField(
            model_name='problem',
            name='sheet',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='problems', to='oversight.sheet'),
        ),
        migrations.CreateModel(
            name='TeamTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('number', models.CharField(max_length=40, unique=True)),
                ('team', models.CharField(max_length=40)),
                ('week', models.DateField(help_text='Its Monday.')),
                ('matters', models.JSONField(help_text='Matters in words, in order.')),
                ('villages_wanted', models.PositiveSmallIntegerField()),
                ('poor_wanted', models.PositiveSmallIntegerField(help_text='Registered households a village.')),
                ('other_wanted', models.PositiveSmallIntegerField(help_text='Other households a village.')),
                ('seed', models.CharField(help_text='Anyone can draw it again with this.', max_length=40)),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.CharField(max_length=120)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('-week', 'team'),
                'indexes': [models.Index(fields=['-issued_at', '-id'], name='task_newest')],
                'constraints': [models.UniqueConstraint(fields=('team', 'week'), name='task_once')],
            },
        ),
        migrations.AddField(
            model_name='inspection',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='oversight.teamtask'),
        ),
        migrations.CreateModel(
            name='FrozenScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('subject', models.CharField(choices=[('village', 'Village'), ('township', 'Township'), ('person', 'Individual'), ('unit', 'Unit'), ('team', 'Inspection team')], max_length=8)),
                ('subject_no', models.CharField(db_collation='C', max_length=40)),
                ('post_kind', models.CharField(blank=True, max_length=40)),
                ('label', models.CharField(max_length=160)),
                ('score', models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ('points', models.DecimalField(decimal_places=6, max_digits=14)),
                ('households', models.PositiveIntegerField()),
                ('frozen', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='oversight.frozenmonth')),
            ],
            options={
                'ordering': ('frozen', 'subject', 'id'),
                'indexes': [models.Index(fields=['subject', 'subject_no'], name='frozen_subject')],
                'constraints': [models.UniqueConstraint(fields=('frozen', 'subject', 'subject_no'), name='frozen_score_once')],
            },
        ),
        migrations.AddIndex(
            model_name='inspected',
            index=models.Index(fields=['household'], name='inspected_household'),
        ),
        migrations.AddConstraint(
            model_name='inspected',
            constraint=models.UniqueConstraint(fields=('inspection', 'household'), name='inspected_once'),
        ),
        migrations.AddIndex(
            model_name='extension',
            index=models.Index(fields=['-asked_at', '-id'], name='extension_newest'),
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(fields=['-asked_at', '-id'], name='appeal_newest'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('problem',), name='appeal_one_open'),
        ),
        migrations.AddConstraint(
            model_name='answerable',
            constraint=models.UniqueConstraint(fields=('problem', 'subject', 'subject_no'), name='answerable_once'),
        ),
        migrations.AddIndex(
            model_name='scoreentry',
            index=models.Index(fields=['subject', 'subject_no', 'posted', 'id'], name='score_subject'),
        ),
        migrations.AddIndex(
            model_name='scoreentry',
            index=models.Index(fields=['posted', 'subject', 'area_code'], name='score_month'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(fields=['area_code', '-listed_at', '-id'], name='problem_area'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(fields=['town_code', '-listed_at', '-id'], name='problem_town'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(fields=['-listed_at', '-id'], name='problem_newest'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(fields=['state', 'area_code', 'due'], name='problem_open'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(fields=['household'], name='problem_household'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(fields=['area_code', 'category', 'found_on'], name='problem_kind'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(fields=['team', 'found_on'], name='problem_team'),
        ),
        migrations.AddConstraint(
            model_name='problem',
            constraint=models.UniqueConstraint(condition=models.Q(('finding', None), _negated=True), fields=('finding',), name='problem_finding_once'),
        ),
        migrations.AddConstraint(
            model_name='problem',
            constraint=models.UniqueConstraint(condition=models.Q(('inspection_fact', None), _negated=True), fields=('inspection_fact',), name='problem_fact_once'),
        ),
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(fields=['-on', '-id'], name='inspection_newest'),
        ),
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(fields=['area_code', '-on', '-id'], name='inspection_area'),
        ),
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(fields=['team', 'on'], name='inspection_team'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(fields=('task', 'area_code', 'recheck'), name='inspection_once'),
        ),
        Numbers(),
        *(Wall(f"oversight_{name}", households="household_id") for name in PAIRED),
        *(Wall(f"oversight_{name}") for name in OTHERS),
        *(Revoke(f"oversight_{name}", "UPDATE", "DELETE") for name in APPENDED),
        *(Audited(f"oversight_{name}") for name in (*PAIRED, *OTHERS)),
    ]
