"""A table under audit gets other columns: the first and the last operation of such a migration.

operations = [Reshaping("room_table"), migrations.AddField(...), Reshaped("room_table")]
"""

from __future__ import annotations

from typing import Any

from mingbai.kit.audit.triggers import Audited


class Reshaped(Audited):
    """At the end: the audit takes the columns as they stand once the migration has run."""

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Nothing: the columns are still to be dropped."""


class Reshaping(Audited):
    """At the beginning, and so last on the way back: the audit takes the columns that are left."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Nothing: the columns are still to be added."""

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        with schema_editor.connection.cursor() as cursor:
            self.lay(cursor)
