"""Checks of the chain itself: codes, links, digests of entries, and the roots outside the database.

Blocks are read one after the other: years of minutes need no more memory than a day's.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop as _

from mingbai.kit.audit.blocks import from_row, roots
from mingbai.kit.audit.digest import digest
from mingbai.kit.audit.fault import Fault

MOST = 20
DIFFERING = """
SELECT coalesce(b.n, d.n) FROM kit_audit_block b
  FULL JOIN ({digest}) AS d (n, first_id, last_id, entries, row_count, digest) ON d.n = b.n
 WHERE (b.first_id, b.last_id, b.entries, b.row_count, b.digest)
       IS DISTINCT FROM (d.first_id, d.last_id, d.entries, d.row_count, d.digest)
 ORDER BY 1 LIMIT {most}
"""
DAYS = "SELECT DISTINCT (sealed_at AT TIME ZONE 'Asia/Shanghai')::date::text FROM kit_audit_block ORDER BY 1"


def faults(cursor: Any) -> Iterator[Fault]:
    """What is wrong with blocks, entries and roots."""
    yield from _links(cursor)
    cursor.execute(DIFFERING.format(digest=digest("IS NOT NULL"), most=MOST))
    for (n,) in cursor.fetchall():
        yield Fault("entries", str(n), _("Entries of this block were changed, added or removed."))
    yield from _roots(cursor)


def _links(cursor: Any) -> Iterator[Fault]:
    expected, previous = 1, b""
    for block in map(from_row, cursor.stream("SELECT * FROM kit_audit_block ORDER BY n")):
        if block.n != expected:
            yield Fault("chain", f"{expected}–{block.n - 1}", _("Blocks of the audit are missing."))
        elif block.previous != previous:
            yield Fault("chain", str(block.n), _("A block of the audit does not follow the one before it."))
        if block.code() != block.mac:
            yield Fault("chain", str(block.n), _("A block was changed, or the audit key is another."))
        expected, previous = block.n + 1, block.mac


def _roots(cursor: Any) -> Iterator[Fault]:
    known = sorted(roots().glob("*.json"))
    for path in known:
        root = json.loads(path.read_text(encoding="utf-8"))
        cursor.execute("SELECT mac FROM kit_audit_block WHERE n = %s", [root["block"]])
        found = cursor.fetchone()
        if found is None or bytes(found[0]).hex() != root["mac"]:
            yield Fault("roots", path.name, _("The audit no longer holds what was sealed on this day."))
    cursor.execute(DAYS)
    for (day,) in cursor.fetchall():
        if day not in {path.stem for path in known}:
            yield Fault(
                "roots", f"{day}.json", _("The root of a day is missing. Restore it from the backup.")
            )
