"""Fills cells of files that are no new workbooks: CSV as it was, old workbooks as a new one of their rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polars as pl

from mingbai.tables import delimited, grids
from mingbai.tables.atomic import replacing
from mingbai.tables.filling import Cells
from mingbai.tables.grids import Grid
from mingbai.tables.workbook import Page, write


def fill_csv(source: Path, target: Path, *, cells: Cells) -> None:
    """The file in its own encoding and separator; records without a filled cell keep every character."""
    encoding = delimited.encoding_of(source)
    text = source.read_bytes().decode(encoding)
    with grids.read_text(source) as (separator, _stream):
        mark = separator
    by_row: dict[int, dict[int, str]] = {}
    for (row_no, column), value in cells.items():
        by_row.setdefault(row_no, {})[column] = value
    parts = [
        _line(row, by_row[at], mark, raw) if at in by_row else raw
        for at, (row, raw) in enumerate(_records(text, mark))
    ]
    with replacing(target) as part:
        part.write_bytes("".join(parts).encode(encoding))


def _records(text: str, separator: str) -> Iterator[tuple[list[str], str]]:
    """Each record with the very characters that it was written in."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(iter(lines), delimiter=separator)
    start = 0
    for row in reader:
        yield row, "".join(lines[start : reader.line_num])
        start = reader.line_num


def _line(row: list[str], cells: Mapping[int, str], separator: str, raw: str) -> str:
    end = "\r\n" if raw.endswith("\r\n") else raw[-1:] if raw[-1:] in "\r\n" else ""
    width = max(len(row), max(cells) + 1)
    whole = [*row, *[""] * (width - len(row))]
    for column, value in cells.items():
        whole[column] = value
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator, lineterminator=end).writerow(whole)
    return made.getvalue()


def rewrite(found: Iterable[Grid], target: Path, *, sheets: Mapping[int, Cells]) -> None:
    """The same sheets, rows and columns as a new workbook of text, with these cells filled."""
    write(target, [_page(grid, sheets.get(grid.number, {})) for grid in found])


def _page(grid: Grid, cells: Cells) -> Page:
    rows = [list(row) for row in grid.rows]
    for (row_no, column), value in cells.items():
        rows[row_no] += [""] * (column + 1 - len(rows[row_no]))
        rows[row_no][column] = value
    width = max((len(row) for row in rows), default=1)
    padded: list[list[str | None]] = [
        [*(cell or None for cell in row), *[None] * (width - len(row))] for row in rows
    ] or [[None]]
    names = [str(at) for at in range(width)]
    body = pl.DataFrame(padded[1:], schema=dict.fromkeys(names, pl.String), orient="row")
    return Page(grid.name or "Sheet1", body, headers=[cell or "" for cell in padded[0]], titles=())
