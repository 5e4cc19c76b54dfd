"""Replacing the key that values are sealed with; run by the owner while the program works on.

First ``add_key`` (from then on new values use it), then ``rotate`` until it returns nothing, then
``drop_key``. The keyed tokens stay: they depend on the index key alone.
"""

import json
import secrets
from typing import Any

from django.db import connections, transaction

from mingbai.kit.home import Home, read, write_private
from mingbai.kit.vault import seal
from mingbai.kit.vault.holdings import Holding, holdings

BATCH = 5_000

TAKE = "SELECT id, {of}, key_id, sealed FROM {table} WHERE key_id <> %s ORDER BY id LIMIT %s FOR UPDATE"
WRITE = """
UPDATE {table} v SET key_id = n.key_id, sealed = n.sealed
  FROM unnest(%s::bigint[], %s::text[], %s::bytea[]) AS n (id, key_id, sealed) WHERE v.id = n.id
"""
USED = "SELECT EXISTS (SELECT FROM {table} WHERE key_id = %s)"
# Answers are kept for a day only; a key waits for them.
ANSWERS = "kit_answer"


class KeyInUse(Exception):
    """A key cannot be dropped: something is still sealed with it, or new values use it."""


def add_key(home: Home, *, algorithm: str = seal.AES) -> Home:
    """Give the home a new current key; programs that run take it when they start next."""
    number = str(max(map(int, home.keys["vault"]["keys"])) + 1)
    key = secrets.token_hex(seal.KEY_BYTES[algorithm])
    keys = home.keys["vault"]["keys"] | {number: {"algorithm": algorithm, "key": key}}
    return _written(home, {"current": number, "keys": keys})


def rotate(*, using: str = "owner", batch: int = BATCH) -> int:
    """Seal one batch of each table's values anew under the current key; returns how many, 0 when all are."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        return sum(_rotate(cursor, holding, batch) for holding in holdings())


def drop_key(home: Home, number: str, *, using: str = "owner") -> Home:
    """Take a key away that nothing is sealed with any more; raises KeyInUse."""
    tables = [ANSWERS, *(holding.table for holding in holdings())]
    with connections[using].cursor() as cursor:
        if number == home.keys["vault"]["current"] or any(_used(cursor, table, number) for table in tables):
            raise KeyInUse(f"The key {number!r} is still in use.")
    left = {name: key for name, key in home.keys["vault"]["keys"].items() if name != number}
    return _written(home, {"current": home.keys["vault"]["current"], "keys": left})


def _rotate(cursor: Any, holding: Holding, batch: int) -> int:
    cursor.execute(TAKE.format(table=holding.table, of=", ".join(holding.of)), [seal.current_key(), batch])
    fresh = [_again(holding, *row) for row in cursor.fetchall()]
    if fresh:
        columns = [list(column) for column in zip(*fresh, strict=True)]
        cursor.execute(WRITE.format(table=holding.table), columns)
    return len(fresh)


def _again(holding: Holding, id_: int, *found: Any) -> tuple[int, str, bytes]:
    *of, key_id, sealed = found
    bound = holding.place(*of)
    closed = seal.close(seal.open_(seal.Closed(key_id, bytes(sealed)), place=bound), place=bound)
    return id_, closed.key_id, closed.sealed


def _used(cursor: Any, table: str, number: str) -> bool:
    cursor.execute(USED.format(table=table), [number])
    return bool(cursor.fetchone()[0])


def _written(home: Home, vault: dict[str, Any]) -> Home:
    write_private(home / "keys.json", json.dumps(home.keys | {"vault": vault}, indent=1))
    return read(home.path)
