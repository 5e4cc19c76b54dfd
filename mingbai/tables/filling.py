"""Fills cells of a workbook and leaves every other byte of its parts as it was.

A library that reads a workbook and writes it anew loses what it does not know: drawings, stamps, lists to
choose from, a printer's settings. What goes back to a superior must be their own file. So only the cells that
are filled are replaced inside the sheet's XML, found by their offsets; their format stays.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.parsers import expat
from xml.sax.saxutils import escape

from mingbai.tables.atomic import replacing
from mingbai.tables.problems import FileRefused
from mingbai.tables.workbook import letters

Cells = Mapping[tuple[int, int], str]  # row and column from 0
_RELS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]+)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CHAIN = "xl/calcChain.xml"
_CHAIN_PARTS = (
    ("[Content_Types].xml", re.compile(rb"<Override[^>]*calcChain\.xml[^>]*/>")),
    ("xl/_rels/workbook.xml.rels", re.compile(rb"<Relationship\b[^>]*calcChain\.xml[^>]*/>")),
)


def fill(source: Path, target: Path, *, sheets: Mapping[int, Cells]) -> None:
    """Write `target`: the workbook with these cells as text, by the sheets' numbers from 0.

    Raises FileRefused for what is no new workbook (XLSX).
    """
    try:
        with zipfile.ZipFile(source) as book:
            parts = sheet_parts(book)
            changed = {
                parts[number]: _filled(book.read(parts[number]), cells) for number, cells in sheets.items()
            }
            with replacing(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as made:
                _copy(book, made, changed)
    except (zipfile.BadZipFile, KeyError, IndexError, ET.ParseError, expat.ExpatError) as error:
        raise FileRefused("broken", detail=type(error).__name__) from error


def sheet_parts(book: zipfile.ZipFile) -> list[str]:
    """The paths of the worksheets' XML in the workbook's order."""
    rels = {
        each.get("Id"): posixpath.normpath(posixpath.join("xl", each.get("Target", "")))
        for each in _xml(book, "xl/_rels/workbook.xml.rels")
    }
    sheets = [each for each in _xml(book, "xl/workbook.xml").iter() if each.tag.rpartition("}")[2] == "sheet"]
    return [rels[each.get(_RELS)].lstrip("/") for each in sheets]


def _xml(book: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(book.read(name))  # noqa: S314 - expat itself stops entities that grow


def _copy(book: zipfile.ZipFile, made: zipfile.ZipFile, changed: Mapping[str, tuple[bytes, bool]]) -> None:
    """Every part in its order; without the chain of formulas if a formula was replaced."""
    unchained = any(formulas for _data, formulas in changed.values())
    for info in book.infolist():
        if unchained and info.filename == _CHAIN:
            continue
        data = changed[info.filename][0] if info.filename in changed else book.read(info)
        for name, pattern in _CHAIN_PARTS if unchained else ():
            data = pattern.sub(b"", data) if info.filename == name else data
        made.writestr(info, data, info.compress_type)


@dataclass(slots=True)
class _Cell:
    start: int
    end: int = 0
    style: str = ""
    formula: bool = False


@dataclass(slots=True)
class _Row:
    """A row of the sheet: where a cell may be put at its end, and its cells by column."""

    start: int
    open_end: int = 0
    end: int = 0
    empty: bool = False
    cells: dict[int, _Cell] = field(default_factory=dict)


class _Reader:
    """Offsets of rows and cells in a sheet's XML."""

    def __init__(self, data: bytes) -> None:
        self.data, self.rows, self.prefix = data, dict[int, _Row](), ""
        self._row_no, self._column = -1, -1
        self._cell: _Cell | None = None
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(data, True)

    def _start(self, name: str, given: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        at = self._parser.CurrentByteIndex
        if local == "row":
            self.prefix = f"{prefix}:" if prefix else ""
            self._row_no = int(given["r"]) - 1 if "r" in given else self._row_no + 1
            self._column = -1
            close = _tag_end(self.data, at)
            row = _Row(at, open_end=close, empty=self.data[close - 2 : close - 1] == b"/")
            self.rows[self._row_no] = row
        elif local == "c" and self._row_no >= 0:
            self._column = _column(given["r"]) if "r" in given else self._column + 1
            self._cell = _Cell(at, style=given.get("s", ""))
            self.rows[self._row_no].cells[self._column] = self._cell
        elif local == "f" and self._cell is not None:
            self._cell.formula = True

    def _end(self, name: str) -> None:
        local, at = name.rpartition(":")[2], self._parser.CurrentByteIndex
        if local == "c" and self._cell is not None:
            # of <c/> the parser gives the end, of </c> the beginning
            self._cell.end = _tag_end(self.data, at) if self.data.startswith(b"</", at) else at
            self._cell = None
        elif local == "row":
            row = self.rows[self._row_no]
            row.end = row.open_end if row.empty else at


def _filled(data: bytes, cells: Cells) -> tuple[bytes, bool]:
    """The sheet's XML with the cells, and whether a formula gave way to one of them."""
    read = _Reader(data)
    pieces, done, formulas = [], 0, False
    for start, end, text, formula in sorted(_changes(read, cells)):
        pieces += [data[done:start], text]
        done, formulas = end, formulas or formula
    return b"".join([*pieces, data[done:]]), formulas


def _changes(read: _Reader, cells: Cells) -> Iterator[tuple[int, int, bytes, bool]]:
    by_row: dict[int, dict[int, str]] = {}
    for (row_no, column), text in cells.items():
        by_row.setdefault(row_no, {})[column] = text
    styles: dict[int, str] = {}
    for row_no in sorted(by_row):
        row, new = read.rows[row_no], dict[int, str]()
        for column, text in sorted(by_row[row_no].items()):
            known = row.cells.get(column)
            if known is None:
                new[column] = text
                continue
            styles[column] = known.style
            yield known.start, known.end, _cell(read, row_no, column, text, known.style), known.formula
        yield from _new(read, row, row_no, new, styles)


def _new(
    read: _Reader, row: _Row, row_no: int, new: Mapping[int, str], styles: Mapping[int, str]
) -> Iterator[tuple[int, int, bytes, bool]]:
    """Cells that were not there, each before the first one that stands right of it."""
    by_place: dict[int, list[bytes]] = {}
    for column, text in sorted(new.items()):
        right = [cell.start for at, cell in row.cells.items() if at > column]
        left = [cell.style for at, cell in sorted(row.cells.items()) if at < column]
        style = styles.get(column, left[-1] if left else "")
        by_place.setdefault(min(right, default=row.end), []).append(_cell(read, row_no, column, text, style))
    for place, made in by_place.items():
        if row.empty:
            opened = read.data[row.start : row.open_end - 2] + b">"
            close = f"</{read.prefix}row>".encode()
            yield row.start, row.open_end, b"".join([opened, *made, close]), False
        else:
            yield place, place, b"".join(made), False


def _cell(read: _Reader, row_no: int, column: int, text: str, style: str) -> bytes:
    p, styled = read.prefix, f' s="{style}"' if style else ""
    if not text:
        return f'<{p}c r="{letters(column)}{row_no + 1}"{styled}/>'.encode()
    plain = escape(_CONTROL.sub("", text))
    return (
        f'<{p}c r="{letters(column)}{row_no + 1}"{styled} t="inlineStr"><{p}is><{p}t xml:space="preserve">'
        f"{plain}</{p}t></{p}is></{p}c>"
    ).encode()


def _tag_end(data: bytes, at: int) -> int:
    """Just behind the tag that begins here; a quoted value may hold the closing mark."""
    end = data.index(b">", at) + 1
    if not data.count(b'"', at, end) % 2 and not data.count(b"'", at, end) % 2:
        return end
    quote = 0
    for place in range(at, len(data)):
        mark = data[place]
        if quote:
            quote = 0 if mark == quote else quote
        elif mark in b"\"'":
            quote = mark
        elif mark == ord(">"):
            return place + 1
    raise KeyError("tag")


def _column(place: str) -> int:
    found = _PLACE.fullmatch(place)
    if found is None:
        raise KeyError(place)
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
