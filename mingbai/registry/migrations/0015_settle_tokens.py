"""What people are found by is told to the planner too: without it the first changes after an import read it whole."""

from django.db import migrations

from mingbai.kit.rls import Definer

SETTLE = """
BEGIN
    ANALYZE registry_searchtoken;
END
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0014_ledger_settle")]

    operations = [Definer("registry_tokens_settle", returns="void", body=SETTLE)]
