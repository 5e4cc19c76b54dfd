"""Checks of the chain itself: codes, links, digests of entries, and the roots outside the database."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop as _

from mingbai.kit.audit.blocks import Block, from_row, roots
from mingbai.kit.audit.digest import digest
from mingbai.kit.audit.fault import Fault


def faults(cursor: Any) -> Iterator[Fault]:
    """What is wrong with blocks, entries and roots."""
    cursor.execute("SELECT * FROM kit_audit_block ORDER BY n")
    blocks = [from_row(row) for row in cursor.fetchall()]
    yield from _links(blocks)
    yield from _digests(cursor, {block.n: block for block in blocks})
    yield from _roots({block.n: block for block in blocks})


def _links(blocks: list[Block]) -> Iterator[Fault]:
    expected, previous = 1, b""
    for block in blocks:
        if block.n != expected:
            yield Fault("chain", f"{expected}–{block.n - 1}", _("Blocks of the audit are missing."))
        elif block.previous != previous:
            yield Fault("chain", str(block.n), _("A block of the audit does not follow the one before it."))
        if block.code() != block.mac:
            yield Fault("chain", str(block.n), _("A block was changed, or the audit key is another."))
        expected, previous = block.n + 1, block.mac


def _digests(cursor: Any, blocks: dict[int, Block]) -> Iterator[Fault]:
    cursor.execute(digest("IS NOT NULL"))
    found = {row[0]: (row[1:5], bytes(row[5])) for row in cursor.fetchall()}
    for n in sorted(found.keys() | blocks.keys()):
        block = blocks.get(n)
        said = block and ((block.first_id, block.last_id, block.entries, block.row_count), block.digest)
        if found.get(n) != said:
            yield Fault("entries", str(n), _("Entries of this block were changed, added or removed."))


def _roots(blocks: dict[int, Block]) -> Iterator[Fault]:
    known = {}
    for path in sorted(roots().glob("*.json")):
        root = json.loads(path.read_text(encoding="utf-8"))
        known[path.stem] = root
        block = blocks.get(root["block"])
        if block is None or block.mac.hex() != root["mac"]:
            yield Fault("roots", path.name, _("The audit no longer holds what was sealed on this day."))
    for day in sorted({block.day() for block in blocks.values()} - known.keys()):
        yield Fault("roots", f"{day}.json", _("The root of a day is missing. Restore it from the backup."))
