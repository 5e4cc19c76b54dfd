"""The operations of every migration that has run, in the order in which they ran."""

from typing import Any

from django.db import connections
from django.db.migrations.loader import MigrationLoader


def operations(using: str) -> list[Any]:
    """Operations of all rooms, as this version of the program has them."""
    loader = MigrationLoader(connections[using])
    found: list[Any] = []
    seen: set[tuple[str, str]] = set()
    for leaf in loader.graph.leaf_nodes():
        for node in loader.graph.forwards_plan(leaf):
            if node in loader.applied_migrations and node not in seen:
                seen.add(node)
                found += loader.get_migration(*node).operations
    return found
