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
from mingbai.kit.vault.store import place

BATCH = 5_000

TAKE = """
SELECT id, kind, key_id, sealed FROM kit_vault
 WHERE key_id <> %s ORDER BY id LIMIT %s FOR UPDATE
"""
WRITE = """
UPDATE kit_vault v SET key_id = n.key_id, sealed = n.sealed
  FROM unnest(%s::bigint[], %s::text[], %s::bytea[]) AS n (id, key_id, sealed) WHERE v.id = n.id
"""
USED = """
SELECT EXISTS (SELECT FROM kit_vault WHERE key_id = %(key)s)
    OR EXISTS (SELECT FROM kit_answer WHERE key_id = %(key)s)
"""


class KeyInUse(Exception):
    """A key cannot be dropped: something is still sealed with it, or new values use it."""


def add_key(home: Home, *, algorithm: str = seal.AES) -> Home:
    """Give the home a new current key; programs that run take it when they start next."""
    number = str(max(map(int, home.keys["vault"]["keys"])) + 1)
    key = secrets.token_hex(seal.KEY_BYTES[algorithm])
    keys = home.keys["vault"]["keys"] | {number: {"algorithm": algorithm, "key": key}}
    return _written(home, {"current": number, "keys": keys})


def rotate(*, using: str = "owner", batch: int = BATCH) -> int:
    """Seal one batch of values anew under the current key; returns how many, 0 when all are."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(TAKE, [seal.current_key(), batch])
        fresh = [_again(*row) for row in cursor.fetchall()]
        if fresh:
            cursor.execute(WRITE, [list(column) for column in zip(*fresh, strict=True)])
        return len(fresh)


def drop_key(home: Home, number: str, *, using: str = "owner") -> Home:
    """Take a key away that nothing is sealed with any more; raises KeyInUse."""
    with connections[using].cursor() as cursor:
        cursor.execute(USED, {"key": number})
        if cursor.fetchone()[0] or number == home.keys["vault"]["current"]:
            raise KeyInUse(f"The key {number!r} is still in use.")
    left = {name: key for name, key in home.keys["vault"]["keys"].items() if name != number}
    return _written(home, {"current": home.keys["vault"]["current"], "keys": left})


def _again(id_: int, kind: str, key_id: str, sealed: Any) -> tuple[int, str, bytes]:
    bound = place(id_, kind)
    closed = seal.close(seal.open_(seal.Closed(key_id, bytes(sealed)), place=bound), place=bound)
    return id_, closed.key_id, closed.sealed


def _written(home: Home, vault: dict[str, Any]) -> Home:
    write_private(home / "keys.json", json.dumps(home.keys | {"vault": vault}, indent=1))
    return read(home.path)
