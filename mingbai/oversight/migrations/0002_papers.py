"""Papers that prove a problem or its mending."""

import django.db.models.deletion
from django.db import migrations, models

import mingbai.kit.scoped
from mingbai.kit.audit import Audited
from mingbai.kit.rls import Wall


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ProblemPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", mingbai.kit.scoped.AreaCodeField()),
                ("household_id", models.BigIntegerField(null=True)),
                ("file", models.UUIDField(help_text="The code of the sealed file.")),
                ("title", models.CharField(max_length=200)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=120)),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="oversight.problem",
                    ),
                ),
            ],
            options={"ordering": ("problem", "id")},
        ),
        Wall("oversight_problempaper", households="household_id"),
        Audited("oversight_problempaper"),
    ]
