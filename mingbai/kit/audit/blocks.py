"""Sealing: every minute what was entered since is linked into blocks under the audit key.

A block's code covers its digest and the block before it, so that none can be changed, left out or put in
between without the key, which lies outside the database. The newest block of each day is written to the
home's ``roots``: cutting off the end of the chain is found too.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from mingbai.kit.clock import SHANGHAI

MOST_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of entries, in the order of the columns of kit_audit_block."""

    n: int
    first_id: int
    last_id: int
    entries: int
    row_count: int
    digest: bytes
    previous: bytes
    sealed_at: datetime
    mac: bytes = b""

    def code(self) -> bytes:
        """The block's code under the audit key."""
        key = bytes.fromhex(settings.HOME.keys["audit"])
        numbers = (self.n, self.first_id, self.last_id, self.entries, self.row_count)
        said = [*map(str, numbers), self.digest.hex(), self.previous.hex(), str(self.sealed_at.timestamp())]
        return hmac.digest(key, "|".join(said).encode(), hashlib.sha256)

    def day(self) -> str:
        """The day of sealing, in the county's time."""
        return self.sealed_at.astimezone(SHANGHAI).date().isoformat()


def seal() -> int:
    """Seal every entry of finished transactions; returns how many blocks that took.

    Runs as the application, once a minute. Where the day's root cannot be written (a full disk), nothing is
    sealed, and the next minute tries again.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        blocks = list(_sealed(cursor))
        if blocks:
            write_root(blocks[-1])
        return len(blocks)


def from_row(row: Any) -> Block:
    """A block from a row of kit_audit_block."""
    n, first, last, entries, rows, digest, previous, sealed_at, mac = row
    return Block(n, first, last, entries, rows, bytes(digest), bytes(previous), sealed_at, bytes(mac))


def write_root(block: Block) -> None:
    """Write the newest block of its day where the database cannot reach it; whole or not at all."""
    path = roots() / f"{block.day()}.json"
    part = path.with_suffix(".part")
    root = {"block": block.n, "mac": block.mac.hex(), "day": block.day()}
    part.write_text(json.dumps(root), encoding="utf-8")
    part.replace(path)


def roots() -> Path:
    """Where the days' roots lie."""
    path: Path = settings.HOME / "roots"
    return path


def _sealed(cursor: Any) -> Iterator[Block]:
    while (block := _open(cursor)) is not None:
        closed = replace(block, mac=block.code())
        cursor.execute("SELECT kit_audit_close_block(%s, %s, %s, %s, %s, %s, %s, %s, %s)", astuple(closed))
        yield closed


def _open(cursor: Any) -> Block | None:
    cursor.execute("SELECT * FROM kit_audit_open_block(%s)", [MOST_ENTRIES])
    row = cursor.fetchone()
    return None if row is None else from_row([*row, b""])
