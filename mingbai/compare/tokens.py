"""Tokens in place of identity numbers, telephones and accounts.

The key is made from the input files' bytes by a hash that is published nowhere: the same inputs give the same
tokens, and whoever holds the tables without the files can neither invert nor guess them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from mingbai.rulebook.sql import DuckSql

DIGITS = 32  # of a token: no two of a million agree by chance
CHUNK = 1 << 20


class Tokens:
    """Turns numbers into tokens."""

    def __init__(self, key: bytes) -> None:
        self._key = key.hex()

    @classmethod
    def of(cls, files: Iterable[Path]) -> Tokens:
        """Tokens that belong to these files."""
        digest = hashlib.blake2b(digest_size=32, person=b"mingbai-tokens")
        for path in files:
            with path.open("rb") as stream:
                while data := stream.read(CHUNK):
                    digest.update(data)
        return cls(digest.digest())

    def sql(self, expression: str, *, kind: str) -> str:
        """The token of a text in SQL, NULL where there is none; different kinds never share a token.

        The key stands before the text and again before its hash, so that no token can be lengthened into
        another's.
        """
        quote = DuckSql().quote
        inner = f"sha256({quote(f'{self._key}:{kind}:')} || ({expression}))"
        return f"left(sha256({quote(self._key)} || {inner}), {DIGITS})"
