"""Opens a sealed file for reading, finds out what it is, and gives it out checked, slice by slice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from mingbai.kit.files import uploads
from mingbai.registry.actions.importing.rows import DATASETS
from mingbai.registry.models import ImportFile
from mingbai.tables import delimited, doors, headers
from mingbai.tables.checking import Checked, check
from mingbai.tables.declared import Dataset
from mingbai.tables.declaring import shipped
from mingbai.tables.portions import Portion, portions, sheet_head
from mingbai.tables.problems import FileRefused
from mingbai.tables.returning import COLUMN, MEND, ROW, WHY
from mingbai.tables.sheets import Book

SLICE = 25_000  # rows staged at once: what a killed worker loses at most
OURS = {
    word for text in (COLUMN, WHY, MEND, ROW) for word in (text.zh, text.en)
}  # columns that we add to what we send back


@dataclass(frozen=True)
class Slice:
    """Some rows of a file: its accepted rows, its rejected ones, their faults; `end` counts rows so far."""

    checked: Checked
    portion: Portion
    start: int
    end: int


def opened(file: ImportFile) -> AbstractContextManager[Path]:
    """The file in the open, in a folder that only this process reads and that goes at the end."""
    return uploads.opened(file.stored)


def kind_of(path: Path) -> Dataset:
    """Which of our datasets the file is: the one that knows most of its headers. Raises FileRefused."""
    heads = _heads(path)
    best: tuple[int, Dataset] | None = None
    refusal: FileRefused | None = None
    for dataset in (shipped().datasets[code] for code in DATASETS):
        for head in heads:
            try:
                known = len(headers.find(head, dataset).places)
            except FileRefused as error:
                refusal = refusal or error
                continue
            if best is None or known > best[0]:
                best = (known, dataset)
    if best is None:
        raise refusal or FileRefused("empty")
    return best[1]


def _heads(path: Path) -> list[list[list[str | None]]]:
    """The first rows of every sheet, read once for all datasets."""
    if doors.look(path).name == "workbook":
        return [sheet_head(sheet) for sheet in Book(path).sheets()]
    with delimited.opened(path) as text:
        return [text.head]


def read(path: Path, dataset: Dataset, *, today: date, done: int = 0) -> Iterator[Slice]:
    """The file checked, in slices of at most SLICE rows, from row `done` of all its rows on."""
    start = 0
    with portions(path, dataset) as found:
        for portion in found:
            end = start + portion.rows
            if end > done or portion.rows == 0:
                checked = check(portion, catalogue=shipped(), today=today)
                yield from _sliced(checked, portion, start, done)
            start = end


def _sliced(checked: Checked, portion: Portion, before: int, done: int) -> Iterator[Slice]:
    for start in range(max(done - before, 0), max(portion.rows, 1), SLICE):
        end = min(start + SLICE, portion.rows)
        first, last = portion.first_row + start, portion.first_row + end
        part = Checked(
            sheet=checked.sheet,
            accepted=_between(checked.accepted, "row_no", first, last),
            rejected=_between(checked.rejected, "row_no", first, last),
            faults=_between(checked.faults, "row", first, last),
            rows=end - start,
            blank=0,
            prints=checked.prints,
            keys=checked.keys,
        )
        yield Slice(part, portion, before + start, before + end)


def _between(frame: pl.DataFrame, column: str, first: int, last: int) -> pl.DataFrame:
    return frame.filter(pl.col(column).is_between(first, last, closed="left"))


def strangers(portion: Portion) -> list[str]:
    """Headers that no purpose allows; those that we ourselves add to what we send back are none."""
    return [label for label in portion.header.refused if label not in OURS]
