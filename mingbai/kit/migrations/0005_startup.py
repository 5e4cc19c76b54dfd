"""What is asked before serving, and the clearing of answers that have had their day."""

from django.db import migrations

from mingbai.kit.audit.tables import UNSHAPED
from mingbai.kit.rls import Definer
from mingbai.kit.vault.tables import UNOPENED


class Migration(migrations.Migration):
    dependencies = [("kit", "0004_vault")]

    operations = [
        Definer("kit_audit_unshaped", returns="TABLE (table_name text)", language="sql", body=UNSHAPED),
        Definer(
            "kit_vault_unopened",
            arguments="text[]",
            returns="TABLE (key_id text)",
            language="sql",
            body=UNOPENED,
        ),
        Definer(
            "kit_answer_forget",
            arguments="timestamptz",
            returns="bigint",
            language="sql",
            body="WITH old AS (DELETE FROM kit_answer WHERE made_at < $1 RETURNING 1) SELECT count(*) FROM old",
        ),
    ]
