"""Any file of rows as plain grids of text, sheet by sheet, whatever its layout: for files nobody declared."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mingbai.tables import delimited, doors
from mingbai.tables.identities import EXACT_DIGITS
from mingbai.tables.problems import FileRefused
from mingbai.tables.sheets import Book, Sheet

WORKBOOK, TEXT = "workbook", "text"
_LONG = re.compile(r"[0-9]{16,}")


@dataclass(frozen=True)
class Grid:
    """One sheet from its first row: cells as text, empty ones "". `number` counts from 0, empty sheets too.

    `lost` are places (row and column from 0) of long numbers that Excel keeps as numbers: their last digits
    are gone.
    """

    name: str
    number: int
    rows: list[list[str]]
    lost: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def grids(path: Path) -> tuple[str, list[Grid]]:
    """What the file is (WORKBOOK or TEXT) and its sheets in order, also empty ones. Raises FileRefused."""
    kind = doors.look(path)
    found = _of_book(path) if kind.name == WORKBOOK else [_of_text(path)]
    if not any(grid.rows for grid in found):
        raise FileRefused("empty")
    return kind.name, found


def _of_book(path: Path) -> list[Grid]:
    book = Book(path)
    sheets = {sheet.number: sheet for sheet in book.sheets()}
    return [
        _grid(book, sheets[at], at - 1) if at in sheets else Grid(name, at - 1, [])
        for at, name in enumerate(book.names, start=1)
    ]


def _grid(book: Book, sheet: Sheet, number: int) -> Grid:
    places = [int(name) for name in sheet.cells.columns]
    width = max(places) + 1
    rows = []
    for cells in sheet.cells.iter_rows():
        row = [""] * width
        for place, cell in zip(places, cells, strict=True):
            row[place] = cell or ""
        rows.append(row)
    return Grid(sheet.name, number, rows, _lost(book, sheet, places))


def _lost(book: Book, sheet: Sheet, places: list[int]) -> frozenset[tuple[int, int]]:
    """Cells that Excel holds as numbers longer than it can keep."""
    long = [place for place in places if bool((sheet.cells[str(place)].str.len_bytes() > EXACT_DIGITS).any())]
    found = set()
    for place, typed in book.typed(sheet.name, long, 0).items():
        cells = sheet.cells[str(place)]
        found |= {(at, place) for at in typed.arg_true() if _LONG.match(cells[at] or "")}
    return frozenset(found)


def _of_text(path: Path) -> Grid:
    with read_text(path) as (separator, stream):
        rows = list(csv.reader(stream, delimiter=separator))
    width = max((len(row) for row in rows), default=0)
    return Grid("", 0, [[*row, *[""] * (width - len(row))] for row in rows])


@contextmanager
def read_text(path: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """The separator and the lines of a CSV file in whichever encoding. Raises FileRefused."""
    with delimited.opened(path) as text, text.path.open(encoding="utf-8-sig", newline="") as stream:
        yield text.separator, stream
