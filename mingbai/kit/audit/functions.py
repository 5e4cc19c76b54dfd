"""Checks of the functions that run with the owner's rights: each is as the migrations laid it.

Whoever could replace ``kit_reveal`` would look without a trace.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext_noop as _

from mingbai.kit.audit.fault import Fault
from mingbai.kit.rls import Definer

STANDING = """
SELECT p.proname, p.prosrc FROM pg_proc p
 WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.proname = ANY (%s)
"""


def faults(cursor: Any, using: str) -> Iterator[Fault]:
    """What differs from the migrations that have run."""
    laid = _laid(using)
    cursor.execute(STANDING, [list(laid)])
    standing = dict(cursor.fetchall())
    for name in sorted(laid):
        if standing.get(name) != laid[name]:
            yield Fault("functions", name, _("A function that runs with the owner's rights was replaced."))


def _laid(using: str) -> dict[str, str]:
    """The bodies of all such functions by name; of one laid twice, the later."""
    loader = MigrationLoader(connections[using])
    found: dict[str, str] = {}
    for leaf in loader.graph.leaf_nodes():
        for node in loader.graph.forwards_plan(leaf):
            if node in loader.applied_migrations:
                operations = loader.get_migration(*node).operations
                found |= {one.name: one.body for one in operations if isinstance(one, Definer)}
    return found
