"""Identity under seal: numbers, phones and accounts that the application may put in but not read.

Rows elsewhere hold what ``put`` returns: the vault's id, a keyed token to compare by, the last four
characters. The database gives sealed values out through ``kit_reveal`` alone, which checks the scope and
writes who looked in the same call; the keys lie outside the database.
"""

from mingbai.kit.vault.store import (
    New,
    RevealRefused,
    Sealed,
    Standing,
    Taken,
    erase,
    find,
    find_all,
    move,
    put,
    put_all,
    reveal,
    standing,
)

__all__ = [
    "New",
    "RevealRefused",
    "Sealed",
    "Standing",
    "Taken",
    "erase",
    "find",
    "find_all",
    "move",
    "put",
    "put_all",
    "reveal",
    "standing",
]
