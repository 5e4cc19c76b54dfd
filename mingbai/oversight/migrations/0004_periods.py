"""A frozen month becomes a frozen period; what was found in it is counted; a year proposes for units.

The table of months keeps its name: sealed blocks of the audit name it. Wall and triggers stay where they are;
the audit takes the new columns at the end, and what is frozen can no longer be changed or deleted.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import mingbai.kit.scoped
from mingbai.kit.audit import Audited, Reshaped, Reshaping
from mingbai.kit.rls import Revoke, Wall

RESHAPED = ("oversight_frozenmonth", "oversight_frozenscore")


class Migration(migrations.Migration):
    dependencies = [("oversight", "0003_visits")]

    operations = [
        *(Reshaping(table) for table in RESHAPED),
        migrations.AlterModelTable(name="frozenmonth", table="oversight_frozenmonth"),
        migrations.RenameModel(old_name="FrozenMonth", new_name="FrozenPeriod"),
        migrations.RenameField(model_name="frozenperiod", old_name="month", new_name="begins"),
        migrations.AlterField(
            model_name="frozenperiod",
            name="begins",
            field=models.DateField(help_text="Its first day."),
        ),
        migrations.AddField(
            model_name="frozenperiod",
            name="kind",
            field=models.CharField(
                choices=[
                    ("month", "Circular of the month"),
                    ("quarter", "Summary of the quarter"),
                    ("year", "Rewards and penalties of the year"),
                ],
                default="month",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="frozenperiod",
            name="since",
            field=models.DateField(
                help_text="The first month that counts, in the first year of use. NULL: all of them.", null=True
            ),
        ),
        migrations.AddField(
            model_name="frozenperiod",
            name="frozen_user",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AlterModelOptions(name="frozenperiod", options={"ordering": ("-begins", "kind")}),
        migrations.AddConstraint(
            model_name="frozenperiod",
            constraint=models.UniqueConstraint(fields=("kind", "begins"), name="frozen_period_once"),
        ),
        migrations.AddField(
            model_name="frozenscore",
            name="inputs",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterModelOptions(name="frozenscore", options={"ordering": ("frozen_id", "subject", "id")}),
        migrations.CreateModel(
            name="FrozenTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", mingbai.kit.scoped.AreaCodeField()),
                ("owner", models.CharField(blank=True, max_length=40)),
                ("category", models.CharField(max_length=20)),
                ("matter", models.CharField(blank=True, max_length=120)),
                ("found", models.PositiveIntegerField()),
                ("due", models.PositiveIntegerField(help_text="With a deadline.")),
                (
                    "in_time",
                    models.PositiveIntegerField(
                        help_text="Of these rectified in time, closed, never reopened."
                    ),
                ),
                ("closed", models.PositiveIntegerField()),
                ("returned", models.PositiveIntegerField()),
                ("reopened", models.PositiveIntegerField()),
                ("raised", models.PositiveIntegerField()),
                ("critical", models.PositiveIntegerField()),
                (
                    "frozen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="oversight.frozenperiod",
                    ),
                ),
            ],
            options={
                "ordering": ("frozen_id", "area_code", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("frozen", "area_code", "owner", "category", "matter"),
                        name="frozen_tally_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", mingbai.kit.scoped.AreaCodeField()),
                ("key", models.UUIDField(default=uuid.uuid4, help_text="Used in addresses.", unique=True)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "frozen_user",
                    models.BigIntegerField(help_text="Who froze the year, and so does not decide.", null=True),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[("township", "Township"), ("village", "Village"), ("unit", "Unit")], max_length=8
                    ),
                ),
                ("subject_no", models.CharField(db_collation="C", max_length=40)),
                ("label", models.CharField(max_length=160)),
                ("score", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("grade", models.CharField(blank=True, max_length=20)),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("raise", "Raise: commend it, let others learn from it"),
                            ("step_up", "Step up: say what is short, help it to the next class"),
                            ("transform", "Transform: a named leader and a plan with its days"),
                            ("discuss", "Discuss the critical problems with the unit"),
                        ],
                        max_length=12,
                    ),
                ),
                ("critical", models.JSONField(default=list)),
                ("found", models.PositiveIntegerField()),
                ("due_count", models.PositiveIntegerField()),
                ("in_time", models.PositiveIntegerField()),
                ("reopened", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed, to be decided"),
                            ("adopted", "Decided as proposed"),
                            ("otherwise", "Decided otherwise"),
                            ("refused", "Not followed"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                (
                    "decided",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("raise", "Raise: commend it, let others learn from it"),
                            ("step_up", "Step up: say what is short, help it to the next class"),
                            ("transform", "Transform: a named leader and a plan with its days"),
                            ("discuss", "Discuss the critical problems with the unit"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000)),
                (
                    "leader",
                    models.CharField(blank=True, help_text="Who answers for the change.", max_length=120),
                ),
                ("until", models.DateField(help_text="When the plan has run its days.", null=True)),
                ("decided_by", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "frozen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="oversight.frozenperiod",
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "-id"),
                "indexes": [
                    models.Index(fields=["-made_at", "-id"], name="proposal_newest"),
                    models.Index(fields=["frozen", "state"], name="proposal_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("frozen", "subject", "subject_no"), name="proposal_once")
                ],
            },
        ),
        Wall("oversight_frozentally"),
        Wall("oversight_proposal"),
        Revoke("oversight_frozenmonth", "UPDATE", "DELETE"),
        Revoke("oversight_frozentally", "UPDATE", "DELETE"),
        Revoke("oversight_proposal", "DELETE"),
        Audited("oversight_frozentally"),
        Audited("oversight_proposal"),
        *(Reshaped(table) for table in RESHAPED),
    ]
