"""Files on their way in and out: named bytes, their hash as they pass, sealed files laid open."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from mingbai.kit.files import store

PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes: its name and its bytes."""

    title: str
    pieces: Iterable[bytes]

    @classmethod
    def of(cls, path: Path) -> Upload:
        """A file on the disk."""
        return cls(path.name, pieces(path))


class Hashed:
    """Bytes on their way, and what they hash to when they have passed."""

    def __init__(self, given: Iterable[bytes]) -> None:
        self._pieces, self._hash = given, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._hash.update(piece)
            yield piece

    @property
    def digest(self) -> str:
        """SHA-256 of what has passed."""
        return self._hash.hexdigest()


def pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a file on the disk, a mebibyte at a time."""
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece


@contextmanager
def opened(code: object, *, name: str = "file") -> Iterator[Path]:
    """A sealed file in the open, in a folder that only this process reads and that goes at the end.

    Raises store.Gone.
    """
    with tempfile.TemporaryDirectory(prefix="mingbai-open-") as folder:
        yield laid(code, Path(folder) / name)


def laid(code: object, path: Path) -> Path:
    """The same, written to a path of the caller's, who looks after it. Raises store.Gone."""
    with transaction.atomic():
        kept = store.kept(str(code))
    if kept is None:
        raise store.Gone(code)
    with path.open("wb") as stream:
        for piece in store.content(kept):
            stream.write(piece)
    return path
