"""Figures of the newest run with the rows behind them; whose move a due benefit is."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import mingbai.kit.scoped
from django.db import migrations, models

from mingbai.kit.audit import Audited
from mingbai.kit.rls import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('screening', '0003_tried'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('town_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Concat(django.db.models.functions.text.Left(models.F('area_code'), 9), models.Value('000')), output_field=models.CharField(db_collation='C', max_length=12))),
                ('as_of', models.DateField(help_text="The run's day: posts below the county do not see runs.")),
                ('board', models.CharField(choices=[('benefits', 'Due and not received'), ('standard', 'Households against the standard'), ('ground', 'People against the register'), ('systems', 'System against system')], max_length=10)),
                ('item', models.CharField(db_collation='C', max_length=40)),
                ('line', models.CharField(blank=True, help_text='Line of work that the item belongs to.', max_length=32)),
                ('restricted', models.BooleanField(default=False, help_text='As the findings of this policy are.')),
                ('standing', models.CharField(choices=[('received', 'Due and received'), ('missing', 'Due, not received'), ('unseen', 'Due, receipt not visible in any data'), ('unknown', 'Not known'), ('met', 'Met'), ('not_met', 'Not met'), ('both', 'Both agree'), ('ours_only', 'Only in our ledger'), ('theirs_only', "Only in the department's data"), ('neither', 'In neither')], max_length=12)),
                ('subject', models.CharField(help_text='person or household', max_length=12)),
                ('count', models.PositiveIntegerField()),
                ('subjects', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='screening.run')),
            ],
            options={
                'indexes': [models.Index(fields=['board', 'town_code', 'area_code'], name='cell_town'), models.Index(fields=['board', 'area_code'], name='cell_area')],
                'constraints': [models.UniqueConstraint(fields=('board', 'area_code', 'item', 'standing', 'subject'), name='cell_once')],
            },
        ),
        migrations.CreateModel(
            name='DueCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('household_id', models.BigIntegerField(null=True)),
                ('whose', models.CharField(choices=[('open', 'Not yet recorded'), ('not_applied', 'Not applied for'), ('papers', 'Papers missing'), ('review', 'Under review'), ('on_the_way', 'Paid, not arrived'), ('account', 'Account wrong')], default='open', max_length=12)),
                ('told', models.CharField(blank=True, choices=[('', 'nobody yet'), ('file', 'payment file'), ('post', 'recorded by a post')], max_length=4)),
                ('since', models.DateField(null=True)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('mark', models.CharField(blank=True, max_length=60)),
                ('noted_by', models.CharField(blank=True, max_length=120)),
                ('noted_at', models.DateTimeField(null=True)),
                ('cleared_on', models.DateField(null=True)),
                ('arrived', models.BooleanField(null=True)),
                ('finding', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='due_case', to='screening.finding')),
            ],
            options={
                'indexes': [models.Index(fields=['whose', 'area_code'], name='due_whose')],
            },
        ),
        Wall("screening_cell"),
        Wall("screening_duecase", households="household_id"),
        Audited("screening_duecase"),
    ]
