"""Finds what was changed behind the audit's back; run by ``doctor`` with the owner's rights.

Nothing that the owner could have replaced is trusted: no function of ours is called, and names of built-in
ones are looked up in ``pg_catalog`` first. Every check reads one snapshot of the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections, transaction

from mingbai.kit.audit import chain, contents, functions, laid, policies
from mingbai.kit.audit.fault import Fault
from mingbai.kit.rls import PINNED_LOCALLY, SEARCH_PATH
from mingbai.kit.scope import entered

FIGURES = """
SELECT (SELECT count(*) FROM kit_audit_block), count(*),
       (SELECT count(DISTINCT table_name) FROM kit_audit_shape),
       count(*) FILTER (WHERE op = 'base'),
       count(*) FILTER (WHERE block IS NULL), min(recorded_at) FILTER (WHERE block IS NULL)
  FROM kit_audit
"""


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what was wrong.

    The ``unsealed`` entries, made since ``unsealed_since``, could still be forged unseen. ``bases`` counts
    how often a migration entered a table's rows as they stood.
    """

    faults: tuple[Fault, ...]
    blocks: int
    entries: int
    tables: int
    bases: int
    unsealed: int
    unsealed_since: datetime | None


def verify(using: str = "owner") -> Report:
    """Check the chain, the roots, every entry and every audited row. Takes seconds for each million rows."""
    with entered(None), transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(f"{PINNED_LOCALLY}; SET LOCAL {SEARCH_PATH}")
        faults = tuple(_faults(cursor, using))
        return Report(faults, *_figures(cursor))


def _faults(cursor: Any, using: str) -> Iterator[Fault]:
    yield from chain.faults(cursor)
    operations = laid.operations(using)
    yield from functions.faults(cursor, operations)
    yield from policies.faults(cursor, operations)
    yield from contents.faults(cursor)


def _figures(cursor: Any) -> tuple[int, int, int, int, int, datetime | None]:
    cursor.execute(FIGURES)
    found: tuple[int, int, int, int, int, datetime | None] = cursor.fetchone()
    return found
