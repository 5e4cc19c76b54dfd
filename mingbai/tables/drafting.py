"""Drafts the declaration of a new kind of file, from nothing or from a file in hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from mingbai.packs.text import Text
from mingbai.tables import columns, delimited, doors
from mingbai.tables.columns import Seen
from mingbai.tables.declared import UNITS, Catalogue, Column
from mingbai.tables.folding import header_core, header_parts
from mingbai.tables.headers import LINE_NUMBERS, LOOK
from mingbai.tables.sheets import Book

HEAD = """\
# {zh}
# 大写英文处请填写，没有用途的列请删去；然后检查：  mingbai dataset --folder FOLDER check
# Fill in every word in capitals, remove what no purpose allows, then run the line above.
code: {code}
name: {{zh: {zh}, en: NAME IN ENGLISH}}
owner: {{zh: 报送单位, en: SENDER}}
subject: person          # person 人 | household 户 | village 村 | organisation 单位
period: month            # month | quarter | term | year | once | event
retention_months: 12
purposes: [PURPOSE]      # match | risk | exclusion | benefit | quality | income | entry
source: WHERE THE COLUMNS ARE FROM
columns:
"""
GUESSED = ("date", "int", "money", "decimal", "bool")  # the first that reads every cell is taken
KEYS = ("id_no", "head_id_no", "household_no", "person_no")  # which of them there is, tells rows apart


@dataclass(frozen=True, slots=True)
class Label:
    """A header as written and the cells below it, empty ones left out."""

    written: str
    cells: Sequence[str]


def draft(code: str, *, zh: str, like: Path | None, catalogue: Catalogue, today: date) -> str:
    """The YAML. What the shipped datasets know keeps its meaning; other types are guessed from the cells.

    Raises FileRefused.
    """
    labels = _labels(like) if like else [Label("身份证号", ()), Label("姓名", ())]
    shared = _shared(catalogue)
    meant = {shared.get(header_core(label.written)) for label in labels}
    key = next((name for name in KEYS if name in meant), "")
    text = HEAD.format(code=code, zh=zh)
    for at, label in enumerate(labels, start=1):
        name = shared.get(header_core(label.written))
        text += _used(name, key) if name else _own(label, f"column_{at}", catalogue, today)
    return text


def _labels(path: Path) -> list[Label]:
    """The widest of the first rows, most often the header, with what stands below."""
    if doors.look(path).name == "workbook":
        sheet = next(iter(Book(path).sheets()))
        rows = [[cell or "" for cell in row] for row in sheet.cells.head(LOOK).iter_rows()]
    else:
        with delimited.opened(path) as text:
            rows = [[cell or "" for cell in row] for row in text.head]
    widest = max(range(min(len(rows), 10)), key=lambda at: sum(1 for cell in rows[at] if cell))
    found = []
    for place, label in enumerate(rows[widest]):
        if header_core(label) not in LINE_NUMBERS:
            below = [row[place] for row in rows[widest + 1 :] if place < len(row) and row[place]]
            found.append(Label(label.strip(), below))
    return found


def _shared(catalogue: Catalogue) -> Mapping[str, str]:
    """The shared columns' names by the headers that mean them."""
    return {
        header_core(header): name
        for name, column in catalogue.shared.items()
        for header in (column.title.zh, *column.aliases)
    }


def _used(name: str, key: str) -> str:
    return f"  - {{use: {name}{', required: true, key: true' if name == key else ''}}}\n"


def _own(label: Label, name: str, catalogue: Catalogue, today: date) -> str:
    unit = header_parts(label.written)[1]
    kind = _guessed(label, unit, catalogue, today)
    more = f", unit: {unit}" if kind == "money" and unit in UNITS else ""
    return (
        f"  - {{name: {name}, type: {kind}{more}, title: {{zh: {label.written}, en: COLUMN IN ENGLISH}}}}\n"
    )


def _guessed(label: Label, unit: str, catalogue: Catalogue, today: date) -> str:
    """A unit of money says money; otherwise the first type that reads every cell, else text."""
    if unit in UNITS:
        return "money"
    cells = pl.Series(label.written, label.cells, dtype=pl.String)
    for kind in GUESSED if len(cells) else ():
        column = Column("column", Text(zh=label.written, en=""), kind, ())
        parsed = columns.read(Seen(column, label.written, cells), catalogue=catalogue, today=today)
        if parsed.faults.is_empty() and not parsed.values["column"].has_nulls():
            return kind
    return "text"
