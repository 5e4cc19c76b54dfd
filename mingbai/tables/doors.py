"""Looks at a file before it is read: what it is, whether it is safe to unpack, which formulas are empty."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from mingbai.tables.problems import FileRefused

LIMIT_MB = 2048  # a county's largest sheet unpacks to about 400 MB; what passes this is refused unread
CHUNK = 1 << 20
OVERLAP = 512  # longer than a cell's opening tag, so that a match is never cut
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A formula whose value was never computed: openpyxl and report tools write these.
_EMPTY_FORMULA = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*><f[^>]*>[^<]*</f>(?:<v ?/>|<v></v>)?</c>')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


@dataclass(frozen=True)
class Kind:
    """What a file is: `workbook` or `text`; where formulas have no value, by sheet part."""

    name: str
    empty_formulas: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def look(path: Path, *, limit_mb: int = LIMIT_MB) -> Kind:
    """The file's kind by its contents, never by its name. Raises FileRefused."""
    if path.stat().st_size == 0:
        raise FileRefused("empty")
    with path.open("rb") as stream:
        start = stream.read(8)
    if start.startswith(_ZIP):
        return Kind("workbook", _unpacked(path, limit_mb))
    if start == _OLE:
        return _compound(path)
    _refuse_foreign(path, start)
    return Kind("text")


def _compound(path: Path) -> Kind:
    """Old XLS, or a new workbook sealed with a password: both lie in the same container."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise FileRefused("password")
    return Kind("workbook")


def _refuse_foreign(path: Path, start: bytes) -> None:
    known = {b"%PDF": "PDF", b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG"}
    for magic, name in known.items():
        if start.startswith(magic):
            raise FileRefused("not_a_table", detail=name)
    with path.open("rb") as stream:
        head = stream.read(4096)
    if re.match(rb"\s*(<!doctype|<html|<\?xml|<table)", head.lstrip(b"\xef\xbb\xbf"), re.IGNORECASE):
        raise FileRefused("not_a_table", detail="HTML/XML")
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused("not_a_table", detail="binary")


def _unpacked(path: Path, limit_mb: int) -> dict[str, list[tuple[int, int]]]:
    """Unpacks every part once, counting real bytes (headers can lie), and finds formulas without a value."""
    left = limit_mb * CHUNK
    found: dict[str, list[tuple[int, int]]] = {}
    try:
        with zipfile.ZipFile(path) as book:
            if not any(name.startswith("xl/") for name in book.namelist()):
                raise FileRefused("not_a_table", detail="ZIP")
            for name in book.namelist():
                cells, size = _scan(book, name, left)
                left -= size
                if left < 0:
                    raise FileRefused("too_big", limit=limit_mb)
                if cells:
                    found[name] = cells
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise FileRefused("broken", detail=type(error).__name__) from error
    return found


def _scan(book: zipfile.ZipFile, name: str, limit: int) -> tuple[list[tuple[int, int]], int]:
    """Empty formulas of one part (row and column from 0), and its unpacked size; stops past the limit."""
    cells, size, tail = set[tuple[int, int]](), 0, b""
    with book.open(name) as stream:
        while size <= limit and (data := stream.read(CHUNK)):
            size += len(data)
            window = tail + data
            if _SHEET.fullmatch(name) and b"<f" in window:
                cells |= {(int(row) - 1, _column(letters)) for letters, row in _EMPTY_FORMULA.findall(window)}
            tail = window[-OVERLAP:]
    return sorted(cells), size


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
