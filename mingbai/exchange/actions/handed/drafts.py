"""Rows of a list as they are read: numbers become tokens at the door, other columns lose them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from mingbai.exchange.queries.handed_sheets import SENSITIVE, Sheet, vocabulary
from mingbai.kit.redact import masked
from mingbai.kit.vault import bulk
from mingbai.kit.vault.store import SHOWN, normal
from mingbai.packs.text import Text
from mingbai.tables.declared import Column
from mingbai.tables.declaring import shipped
from mingbai.tables.folding import header_core
from mingbai.tables.grids import Grid
from mingbai.tables.guessing import Vocabulary, meant
from mingbai.tables.headers import LINE_NUMBERS
from mingbai.tables.identities import id_no

DOCUMENT = "id_no"
NUMBER = Column(DOCUMENT, Text(zh="证件号码", en="Document number"), DOCUMENT, (), keep_faulty=True)
MOST_FACTS, LONGEST_FACT, LONGEST_DOUBT = 20, 200, 1_000
SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class Draft:
    """One row that is not blank. ``row_no`` counts from 1 as a spreadsheet shows it."""

    sheet: int
    row_no: int
    name: str = ""
    token: bytes | None = None
    last4: str = ""
    fault: str = ""
    household_no: str = ""
    town: str = ""
    village: str = ""
    place: str = ""
    doubt: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def whereabouts(self) -> str:
        """Township, village and address as the sender wrote them."""
        return " ".join(filter(None, (self.town, self.village, self.place)))


def drafts(grid: Grid, sheet: Sheet, *, doubt: str, today: date) -> list[Draft]:
    """The sheet's rows; ``doubt`` stands where no column says what is doubted."""
    words = vocabulary()
    found = [_draft(grid, sheet, at, doubt, words) for at in _filled(grid, sheet)]
    _number(found, grid, sheet, today)
    return found


def _filled(grid: Grid, sheet: Sheet) -> Iterator[int]:
    rows = enumerate(grid.rows[sheet.first_row :], start=sheet.first_row)
    return (at for at, row in rows if any(cell.strip() for cell in row))


def _draft(grid: Grid, sheet: Sheet, at: int, doubt: str, words: Vocabulary) -> Draft:
    row = grid.rows[at]

    def cell(meaning: str) -> str:
        place = sheet.place(meaning)
        return "" if place is None or place >= len(row) else row[place].strip()

    said = "；".join(filter(None, (row[place].strip() for place in sheet.places("doubt"))))
    return Draft(
        sheet.number, at + 1, name=plain(cell("name"))[:60],
        household_no=normal(cell("household_no"))[:32],
        town=masked(cell("town"))[:40], village=masked(cell("village"))[:40],
        place=masked(cell("place"))[:40], doubt=masked(said or doubt)[:LONGEST_DOUBT],
        facts=_facts(row, sheet, words),
    )  # fmt: skip


def _facts(row: Sequence[str], sheet: Sheet, words: Vocabulary) -> list[tuple[str, str]]:
    """The other columns that say something, without numbers of people."""
    found = []
    for label, meaning, cell in zip(sheet.labels, sheet.meanings, row, strict=False):
        if (
            meaning
            or not cell.strip()
            or header_core(label) in LINE_NUMBERS
            or meant(label, words) in SENSITIVE
        ):
            continue
        found.append((label, masked(cell.strip())[:LONGEST_FACT]))
    return found[:MOST_FACTS]


def _number(found: Sequence[Draft], grid: Grid, sheet: Sheet, today: date) -> None:
    """Tokens and last four for the whole column at once; what Excel has cut is no number."""
    place = sheet.place(DOCUMENT)
    if place is None or not found:
        return
    rows = [draft.row_no - 1 for draft in found]
    cells = pl.Series([grid.rows[at][place].strip() or None for at in rows], dtype=pl.String)
    typed = pl.Series([(at, place) in grid.lost for at in rows], dtype=pl.Boolean)
    read = id_no(cells, NUMBER, typed=typed, today=today, provinces=shipped().provinces)
    reasons = shipped().reasons
    faults = {
        at: reason
        for at, reason in read.faults.select("row", "reason").iter_rows()
        if reasons[reason].level == "reject"
    }
    numbers = [normal(value or "") for value in read.values[DOCUMENT]]
    tokens = bulk.tokens(DOCUMENT, numbers)
    for at, (draft, number, token) in enumerate(zip(found, numbers, tokens, strict=True)):
        draft.fault = faults.get(at, "")
        if number and draft.fault != "id_lost_digits":
            draft.token, draft.last4 = token, number[-SHOWN:]


def plain(name: str) -> str:
    """A name without spaces, half width."""
    return SPACES.sub("", unicodedata.normalize("NFKC", masked(name)))
