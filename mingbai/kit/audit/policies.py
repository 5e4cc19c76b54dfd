"""Checks of wall two itself: each table's policies are those that the migrations laid, no more and no fewer.

The same policies are laid on an empty copy of the table, and both are compared as the server writes them.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop as _

from mingbai.kit.audit.fault import Fault
from mingbai.kit.rls import Statements

POLICY = re.compile(r"CREATE POLICY (\w+) ON (\w+) (.*)", re.DOTALL)
STANDING = """
SELECT polname, polcmd, polpermissive, polroles, pg_get_expr(polqual, polrelid),
       pg_get_expr(polwithcheck, polrelid)
  FROM pg_policy WHERE polrelid = %s::regclass ORDER BY polname
"""
WALLED = "SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass"
COPY = "wall_as_laid"


def faults(cursor: Any, laid: list[Any]) -> Iterator[Fault]:
    """What differs from the operations that have run."""
    for table, policies in sorted(_policies(laid).items()):
        cursor.execute(WALLED, [table])
        if not cursor.fetchone()[0] or _standing(cursor, table) != _laid(cursor, table, policies):
            yield Fault("walls", table, _("The wall before this table was opened or changed."))


def _policies(laid: list[Any]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for operation in laid:
        for statement in operation.forwards() if isinstance(operation, Statements) else ():
            if match := POLICY.match(statement):
                name, table, rule = match.groups()
                found.setdefault(table, []).append((name, rule))
    return found


def _laid(cursor: Any, table: str, policies: list[tuple[str, str]]) -> list[tuple[Any, ...]]:
    cursor.execute(f"CREATE TEMP TABLE {COPY} (LIKE {table})")
    for name, rule in policies:
        cursor.execute(f"CREATE POLICY {name} ON {COPY} {rule}")
    found = _standing(cursor, COPY)
    cursor.execute(f"DROP TABLE {COPY}")
    return found


def _standing(cursor: Any, table: str) -> list[tuple[Any, ...]]:
    cursor.execute(STANDING, [table])
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
