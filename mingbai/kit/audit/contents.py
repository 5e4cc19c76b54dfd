"""Checks of audited tables: each row against its last entry, each entry against the one before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from mingbai.kit.audit import triggers
from mingbai.kit.audit.fault import Fault

MOST = 20

SHAPES = """
SELECT DISTINCT ON (table_name) id, table_name, row_key, columns, to_regclass(table_name) IS NOT NULL
  FROM kit_audit_shape ORDER BY table_name, id DESC
"""

# Rows whose content is not what their last entry says: changed, removed or put in with the triggers off.
CONTENTS = """
WITH last AS (
    SELECT DISTINCT ON (r.row_id) r.row_id, r.new_hash
      FROM kit_audit_row r JOIN kit_audit e ON e.id = r.entry JOIN kit_audit_shape s ON s.id = e.shape
     WHERE s.table_name = %s ORDER BY r.row_id, r.entry DESC)
SELECT coalesce(l.row_id, t."{key}"), t."{key}" IS NULL, l.new_hash IS NULL
  FROM last l FULL JOIN {table} t ON t."{key}" = l.row_id
 WHERE l.new_hash IS DISTINCT FROM CASE WHEN t."{key}" IS NOT NULL THEN {content} END
 ORDER BY 1 LIMIT {most}
"""

# Entries that found a row otherwise than the entry before had left it: it was changed in between. A column
# removed or renamed cannot be hashed as before: such a table begins anew, with a base of another shape.
LINKS = """
SELECT row_id, entry FROM (
    SELECT r.row_id, r.entry, e.op, r.old_hash, lag(r.entry) OVER rows AS earlier,
           lag(r.new_hash) OVER rows AS left_as,
           e.op = 'base' AND r.old_hash IS NULL AND e.shape <> lag(e.shape) OVER rows AS begins_anew
      FROM kit_audit_row r JOIN kit_audit e ON e.id = r.entry JOIN kit_audit_shape s ON s.id = e.shape
     WHERE s.table_name = %s
    WINDOW rows AS (PARTITION BY r.row_id ORDER BY r.entry)) linked
 WHERE CASE WHEN earlier IS NULL THEN op NOT IN ('insert', 'base')
            WHEN begins_anew THEN false
            ELSE left_as IS DISTINCT FROM old_hash END
 ORDER BY entry LIMIT {most}
"""

SOURCE = "SELECT prosrc FROM pg_proc WHERE oid = to_regproc(%s)"
ARMED = """
SELECT count(*) FROM pg_trigger
 WHERE tgrelid = to_regclass(%s) AND tgname LIKE 'audit\\_%%' AND tgenabled = 'O'
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """The present shape of an audited table."""

    id: int
    table: str
    key: str
    columns: list[str]
    stands: bool


def shapes(cursor: Any) -> list[Shape]:
    """Every audited table as it was last taken under audit."""
    cursor.execute(SHAPES)
    return [Shape(*row) for row in cursor.fetchall()]


def faults(cursor: Any) -> Iterator[Fault]:
    """What is wrong with audited tables."""
    for shape in shapes(cursor):
        if not shape.stands:
            yield Fault("table", shape.table, _("An audited table is gone."))
            continue
        yield from _unarmed(cursor, shape)
        yield from _unlinked(cursor, shape)
        yield from _differing(cursor, shape)


def _unarmed(cursor: Any, shape: Shape) -> Iterator[Fault]:
    cursor.execute(ARMED, [shape.table])
    armed = cursor.fetchone()[0] == len(triggers.TRIGGERS)
    cursor.execute(SOURCE, [triggers.function_name(shape.table)])
    found = cursor.fetchone()
    if not armed or not found or found[0] != triggers.body(shape.columns, shape.key, shape.id):
        yield Fault("triggers", shape.table, _("The audit of this table was switched off or replaced."))


def _unlinked(cursor: Any, shape: Shape) -> Iterator[Fault]:
    cursor.execute(LINKS.format(most=MOST), [shape.table])
    for row, entry in cursor.fetchall():
        where = f"{shape.table} {row} ({entry})"
        yield Fault("links", where, _("A row was changed behind the audit's back before this entry."))


def _differing(cursor: Any, shape: Shape) -> Iterator[Fault]:
    content = triggers.content_hash(shape.columns, "t")
    query = CONTENTS.format(table=shape.table, key=shape.key, content=content, most=MOST)
    cursor.execute(query, [shape.table])
    for row, gone, never in cursor.fetchall():
        yield Fault("contents", f"{shape.table} {row}", _sentence(gone=gone, never=never))


def _sentence(*, gone: bool, never: bool) -> str:
    if gone:
        return _("A row was removed behind the audit's back.")
    if never:
        return _("A row was put in behind the audit's back.")
    return _("A row was changed behind the audit's back.")
