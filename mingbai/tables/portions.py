"""Portions: the rows of one sheet, or of one batch of a CSV file, with their places in the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from mingbai.tables import delimited, doors, headers
from mingbai.tables.columns import Seen
from mingbai.tables.declared import EXACT, Dataset
from mingbai.tables.headers import Header
from mingbai.tables.identities import EXACT_DIGITS
from mingbai.tables.parsed import FAULTS
from mingbai.tables.problems import FileRefused
from mingbai.tables.sheets import Book, Sheet


@dataclass(frozen=True)
class Portion:
    """Rows to be checked. `first_row`: the number, from 1, that a spreadsheet shows for the first of them."""

    dataset: Dataset
    sheet: str
    first_row: int
    header: Header
    columns: tuple[Seen, ...]
    rows: int
    faults: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FAULTS))  # known before reading
    extra: pl.Series | None = None  # fields beyond the header, where a CSV line had any


@contextmanager
def portions(
    path: Path, dataset: Dataset, *, limit_mb: int = doors.LIMIT_MB, passed: list[str] | None = None
) -> Iterator[Iterator[Portion]]:
    """The file's portions in order, each read when asked for. Raises FileRefused, also while iterating.

    `passed` gathers the names of sheets without the dataset's header.
    """
    kind = doors.look(path, limit_mb=limit_mb)
    if kind.name == "workbook":
        yield _of_book(path, dataset, kind, passed if passed is not None else [])
        return
    with delimited.opened(path) as text:
        yield _of_text(text, dataset)


def _of_text(text: delimited.Delimited, dataset: Dataset) -> Iterator[Portion]:
    header = headers.find(text.head, dataset)
    start = 0
    for batch in text.batches():
        skip = max(header.first_data_row - start, 0)
        cells = batch.slice(skip)
        columns = tuple(Seen(column, label, cells[str(place)]) for place, column, label in header.places)
        beyond = cells.columns[header.width :]
        stray = cells.select(pl.coalesce(beyond)).to_series()
        extra = None if stray.is_null().all() else stray
        yield Portion(dataset, "", start + skip + 1, header, columns, len(cells), extra=extra)
        start += len(batch)


def _of_book(path: Path, dataset: Dataset, kind: doors.Kind, passed: list[str]) -> Iterator[Portion]:
    """Every sheet that has the dataset's header; one must. Others (notes, pivots) are only named."""
    book, found, refusal = Book(path), 0, None
    for sheet in book.sheets():
        try:
            header = headers.find(sheet_head(sheet), dataset, sheet=sheet.name)
        except FileRefused as error:
            refusal = refusal or error
            passed.append(sheet.name)
            continue
        found += 1
        yield _portion(
            book,
            sheet,
            dataset,
            header,
            kind.empty_formulas.get(f"xl/worksheets/sheet{sheet.number}.xml", []),
        )
    if not found:
        raise refusal or FileRefused("empty")


def sheet_head(sheet: Sheet) -> list[list[str | None]]:
    """The first rows, each as wide as the sheet reaches from its first column."""
    width = int(sheet.cells.columns[-1]) + 1
    rows = []
    for row in sheet.cells.head(headers.LOOK).iter_rows(named=True):
        rows.append([row.get(str(place)) for place in range(width)])
    return rows


def _portion(
    book: Book, sheet: Sheet, dataset: Dataset, header: Header, empty: list[tuple[int, int]]
) -> Portion:
    first = header.first_data_row
    cells = sheet.cells.slice(first)
    long = [place for place, column, _ in header.places if column.type in EXACT and _long(cells[str(place)])]
    typed = book.typed(sheet.name, long, first)
    columns = [
        Seen(column, label, cells[str(place)], typed.get(place)) for place, column, label in header.places
    ]
    faults = [_at(sheet.errors, "formula_error", header), _at(empty, "formula_empty", header)]
    return Portion(
        dataset, sheet.name, first + 1, header, tuple(columns), len(cells), faults=pl.concat(faults)
    )


def _long(cells: pl.Series) -> bool:
    """Whether any cell has more digits than Excel can keep in a number."""
    return bool((cells.str.len_bytes() > EXACT_DIGITS).any())


def _at(
    places: tuple[tuple[int, int], ...] | list[tuple[int, int]], reason: str, header: Header
) -> pl.DataFrame:
    named = {place: column.name for place, column, _ in header.places}
    rows = [
        {"row": row - header.first_data_row, "column": named[column], "reason": reason, "value": None}
        for row, column in places
        if column in named and row >= header.first_data_row
    ]
    return pl.DataFrame(rows, schema=FAULTS)
