"""The planner learns of what an import has written, in its own transaction: only an owner may tell it."""

from django.db import migrations

from mingbai.kit.rls import Definer

SETTLE = """
BEGIN
    ANALYZE registry_household, registry_person, registry_membership, registry_residence,
            registry_householdstate, registry_personstate, registry_incomestatement;
END
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0013_token_household")]

    operations = [Definer("registry_ledger_settle", returns="void", body=SETTLE)]
