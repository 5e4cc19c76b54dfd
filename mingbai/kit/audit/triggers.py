"""The migration operation that puts a table under audit.

Statement-level triggers read the transition tables: one entry for each statement, one row for each row it
changed. The columns are written out, so a column added later counts only after another ``Audited`` for the
table; until then ``mingbai.kit.startup`` refuses to start. Columns in ``leave_out`` (a job's heartbeat) are
not looked at.
"""

from collections.abc import Sequence
from typing import Any

from mingbai.kit.rls import PINNED_LOCALLY, Definer, Statements

COLUMNS = """
SELECT attname FROM pg_attribute
 WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
LAST_SHAPE = "SELECT id, columns FROM kit_audit_shape WHERE table_name = %s ORDER BY id DESC LIMIT 1"
NEW_SHAPE = """
INSERT INTO kit_audit_shape (table_name, row_key, columns, left_out) VALUES (%s, %s, %s, %s) RETURNING id
"""

BODY = """
DECLARE
    this bigint := nextval('kit_audit_id_seq');
    touched bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO kit_audit_row (entry, row_id, new_hash)
        SELECT this, n.{key}, {new} FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO kit_audit_row (entry, row_id, old_hash)
        SELECT this, o.{key}, {old} FROM old_rows o;
    ELSE
        INSERT INTO kit_audit_row (entry, row_id, old_hash, new_hash, changed)
        SELECT * FROM (
            SELECT this, coalesce(n.{key}, o.{key}),
                   CASE WHEN o.{key} IS NOT NULL THEN {old} END AS was,
                   CASE WHEN n.{key} IS NOT NULL THEN {new} END AS now,
                   array_remove(ARRAY[{changed}], NULL)
              FROM old_rows o FULL JOIN new_rows n ON n.{key} = o.{key}) pairs
         WHERE was IS DISTINCT FROM now;
    END IF;
    GET DIAGNOSTICS touched = ROW_COUNT;
    IF touched > 0 THEN
        PERFORM kit_audit_enter(this, lower(TG_OP), {shape}, touched, NULL);
    END IF;
    RETURN NULL;
END
"""

BASE = """
DO $base$
DECLARE
    this bigint := nextval('kit_audit_id_seq');
    touched bigint;
BEGIN
    INSERT INTO kit_audit_row (entry, row_id, old_hash, new_hash)
    SELECT this, t.{key}, {old}, {new} FROM {table} t;
    GET DIAGNOSTICS touched = ROW_COUNT;
    IF touched > 0 THEN
        PERFORM kit_audit_enter(this, 'base', {shape}, touched, NULL);
    END IF;
END $base$
"""

TRIGGERS = {
    "insert": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows",
    "update": "AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows",
    "truncate": "BEFORE TRUNCATE ON {table}",
}


def content_hash(columns: Sequence[str], alias: str) -> str:
    """SQL for the hash of a row's content over the columns of a shape."""
    listed = ", ".join(f'{alias}."{column}"' for column in columns)
    return f"sha256(convert_to(ROW({listed})::text, 'UTF8'))"


def body(columns: Sequence[str], key: str, shape: int) -> str:
    """The body of a table's trigger function; ``verify`` compares it with the one that stands."""
    changed = ", ".join(
        f'CASE WHEN o."{column}" IS DISTINCT FROM n."{column}" THEN \'{column}\' END' for column in columns
    )
    old, new = content_hash(columns, "o"), content_hash(columns, "n")
    return BODY.format(key=f'"{key}"', old=old, new=new, changed=changed, shape=shape)


def function_name(table: str) -> str:
    """The trigger function of a table."""
    return f"kit_audit_on_{table}"


class Audited(Statements):
    """Put a table under audit, or take its present columns as the new shape if it is already.

    ``key`` is its integer primary key. Rows that are there already are entered as they stand.
    """

    def __init__(self, table: str, *, key: str = "id", leave_out: Sequence[str] = ()) -> None:
        self.table, self.key, self.leave_out = table, key, tuple(leave_out)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            self.lay(cursor)

    def lay(self, cursor: Any) -> None:
        """Do it on a cursor of the owner, inside a transaction."""
        columns = present_columns(cursor, self.table, self.leave_out)
        cursor.execute(PINNED_LOCALLY)
        cursor.execute(LAST_SHAPE, [self.table])
        known = cursor.fetchone()
        shape = known[0] if known and known[1] == columns else self._new_shape(cursor, columns, known)
        function = self._function(columns, shape)
        for statement in [*function.forwards(), *self.forwards()]:
            cursor.execute(statement)

    def forwards(self) -> list[str]:
        """The triggers; shape and function depend on the table's columns at the time."""
        return self._triggers()

    def backwards(self) -> list[str]:
        dropped = [f"DROP TRIGGER audit_{verb} ON {self.table}" for verb in TRIGGERS]
        return [*dropped, f"DROP FUNCTION {function_name(self.table)}"]

    def describe(self) -> str:
        return f"Audit of {self.table}"

    def _new_shape(self, cursor: Any, columns: list[str], known: tuple[int, list[str]] | None) -> int:
        cursor.execute(NEW_SHAPE, [self.table, self.key, columns, list(self.leave_out)])
        shape = int(cursor.fetchone()[0])
        # The hash over the former columns links the new base to what was entered before.
        linked = known is not None and set(known[1]) <= set(columns)
        old = content_hash(known[1], "t") if known and linked else "NULL"
        new = content_hash(columns, "t")
        cursor.execute(BASE.format(table=self.table, key=f'"{self.key}"', old=old, new=new, shape=shape))
        return shape

    def _function(self, columns: list[str], shape: int) -> Definer:
        return Definer(
            function_name(self.table),
            returns="trigger",
            body=body(columns, self.key, shape),
            for_application=False,
        )

    def _triggers(self) -> list[str]:
        statements = []
        for verb, when in TRIGGERS.items():
            named = "kit_audit_no_truncate" if verb == "truncate" else function_name(self.table)
            statements += [
                f"DROP TRIGGER IF EXISTS audit_{verb} ON {self.table}",
                f"CREATE TRIGGER audit_{verb} {when.format(table=self.table)}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {named}()",
            ]
        return statements


def present_columns(cursor: Any, table: str, leave_out: Sequence[str] = ()) -> list[str]:
    """The columns of a table that count for its audit."""
    cursor.execute(COLUMNS, [table])
    return [name for (name,) in cursor.fetchall() if name not in leave_out]
