"""Residences and frozen households stand in addresses by a random key; rows are ordered without joins."""

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models

from mingbai.kit.audit import Audited

ROWS = ("frozenhousehold", "residence")
# By the column and not by the row behind it: a join would hide what a former village may still see.
ORDERS = {
    "formernumber": ("person_id", "until"),
    "frozenhousehold": ("freeze_id", "area_code", "head_sort", "id"),
    "householdground": ("household_id", "ground", "rank"),
    "householdstate": ("household_id", "valid_from"),
    "incomestatement": ("household_id", "-year", "-counted_on"),
    "membership": ("household_id", "valid_from", "id"),
    "pairing": ("household_id", "valid_from", "id"),
    "personstate": ("person_id", "valid_from"),
    "residence": ("household_id", "valid_from"),
}


class Migration(migrations.Migration):
    dependencies = [("registry", "0007_changes")]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="key",
                field=models.UUIDField(db_default=RandomUUID(), help_text="Used in addresses.", unique=True),
            )
            for name in ROWS
        ),
        migrations.AlterField(
            model_name="freeze",
            name="kind",
            field=models.CharField(
                choices=[
                    ("month_end", "End of month"),
                    ("run", "Comparison run"),
                    ("publication", "Publication"),
                    ("by_hand", "Frozen by hand"),
                ],
                max_length=12,
            ),
        ),
        *(
            migrations.AlterModelOptions(name=name, options={"ordering": order})
            for name, order in ORDERS.items()
        ),
        *(Audited(f"registry_{name}") for name in ROWS),
    ]
