"""Giving an installation a new key for its vault, and taking an old one away."""

import json
import os
import secrets
from typing import Any

from django.db import connections

from mingbai.kit.home import Home, read, write_private
from mingbai.kit.vault.ciphers import AES, KEY_BYTES
from mingbai.kit.vault.holdings import holdings

USED = "SELECT EXISTS (SELECT FROM {table} WHERE key_id = %s)"
# Answers are kept for a day only; a key waits for them.
ANSWERS = "kit_answer"


class KeyInUse(Exception):
    """A key cannot be dropped: something is still sealed with it, or new values use it."""


def add_key(home: Home, *, algorithm: str = AES) -> Home:
    """Give the home a new current key; programs that run close with it when they start next."""
    number = str(max(map(int, home.keys["vault"]["keys"])) + 1)
    key = secrets.token_hex(KEY_BYTES[algorithm])
    keys = home.keys["vault"]["keys"] | {number: {"algorithm": algorithm, "key": key}}
    return _written(home, {"current": number, "keys": keys})


def drop_key(home: Home, number: str, *, using: str = "owner") -> Home:
    """Take a key away that nothing is sealed with any more; raises KeyInUse."""
    tables = [ANSWERS, *(holding.table for holding in holdings())]
    with connections[using].cursor() as cursor:
        if number == home.keys["vault"]["current"] or any(_used(cursor, table, number) for table in tables):
            raise KeyInUse(f"The key {number!r} is still in use.")
    left = {name: key for name, key in home.keys["vault"]["keys"].items() if name != number}
    return _written(home, {"current": home.keys["vault"]["current"], "keys": left})


def _used(cursor: Any, table: str, number: str) -> bool:
    cursor.execute(USED.format(table=table), [number])
    return bool(cursor.fetchone()[0])


def _written(home: Home, vault: dict[str, Any]) -> Home:
    """Write keys.json whole or not at all, also when the machine dies meanwhile: nothing opens without it."""
    part = home / "keys.json.part"
    write_private(part, json.dumps(home.keys | {"vault": vault}, indent=1))
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(home / "keys.json")
    return read(home.path)
