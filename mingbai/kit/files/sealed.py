"""One encrypted file on disk, written and read as a stream.

Layout: `MBF1`, 32 bytes of salt, then chunks. Every file has its own AES-256 key, derived from the
installation's file key and the salt. A chunk is up to 64 KiB under AES-GCM; its nonce is its number and
whether it is the last one, and the header is authenticated with it. So a chunk that is changed, moved,
missing or cut off at the end is found.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"MBF1"
SALT_BYTES = 32
CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16


class Damaged(Exception):
    """The file is not what was written: changed, cut off, or sealed under another key."""


class Writer:
    """Seals bytes into `path`, which appears only when the whole was written and is on the disk."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path, self.part = path, path.with_suffix(".part")
        self.size = 0
        salt = os.urandom(SALT_BYTES)
        self._header = MAGIC + salt
        self._cipher = _cipher(key, salt)
        self._number = 0
        self._held = bytearray()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file: BinaryIO = os.fdopen(
            os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
        )

    def __enter__(self) -> Writer:
        self._file.write(self._header)
        return self

    def write(self, data: bytes) -> int:
        """Take `data`; whole chunks go to the disk at once, so memory stays constant."""
        self.size += len(data)
        self._held += data
        while len(self._held) > CHUNK_BYTES:
            self._seal(bytes(self._held[:CHUNK_BYTES]), last=False)
            del self._held[:CHUNK_BYTES]
        return len(data)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._away()

    def _away(self) -> None:
        """Closing writes what is left, which a full disk refuses too; the part goes in any case."""
        try:
            self._file.close()
        finally:
            self.part.unlink(missing_ok=True)

    def _finish(self) -> None:
        self._seal(bytes(self._held), last=True)
        self._file.flush()
        os.fsync(self._file.fileno())
        self.part.rename(self.path)

    def _seal(self, data: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), data, self._header))
        self._number += 1


def read(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield the content of `path` chunk by chunk, each checked before it is given out. Raises Damaged."""
    with path.open("rb") as file:
        header = file.read(len(MAGIC) + SALT_BYTES)
        if len(header) != len(MAGIC) + SALT_BYTES or not header.startswith(MAGIC):
            raise Damaged("The file does not begin as one of ours.")
        cipher = _cipher(key, header[len(MAGIC) :])
        chunk, number = file.read(CHUNK_BYTES + TAG_BYTES), 0
        while True:
            following = file.read(CHUNK_BYTES + TAG_BYTES)
            yield _open(cipher, _nonce(number, last=not following), chunk, header)
            if not following:
                return
            chunk, number = following, number + 1


def _open(cipher: AESGCM, nonce: bytes, chunk: bytes, header: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, chunk, header)
    except (InvalidTag, ValueError) as error:
        raise Damaged("The file was changed or cut off after it was written.") from error


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=b"mingbai file").derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")
