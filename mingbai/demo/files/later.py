"""The same county some years later: days, months, years and births of its files moved on alike.

What had happened by the county's day has happened by today too: a day that would still lie ahead is today,
the row of such a month is left out. What lay ahead then (a loan that falls due) lies ahead still. Incomes and
amounts stay what they were, and so does the truth about the files, which speaks of numbers that do not move.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from mingbai.demo.files.families import AS_OF
from mingbai.tables.declared import Dataset
from mingbai.tables.identities import RESIDENT
from mingbai.tables.identity import CHECKS, check_character
from mingbai.tables.parsed import once_each

BIRTH, TERM, MONTH = "birth_date", "term", "month"
BORN = slice(6, 14)  # where in a number the birth stands
LEAP_DAY = (2, 29)
# A whole county has some seventy of a day; even, for the last digit tells the sex.
HELD_APART, LEAP_APART = 250, 500


@dataclass(frozen=True, slots=True)
class Later:
    """The county on a day of the same year or a later one than it was made for."""

    today: date

    @property
    def years(self) -> int:
        """How many years on."""
        return self.today.year - AS_OF.year

    def moved(self, frame: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
        """A dataset's rows as they would be on the day."""
        if not self.years:
            return frame
        movers = {column.name: self._mover(column.name, column.type) for column in dataset.columns}
        frame = frame.with_columns(_each(frame[name], mover) for name, mover in movers.items() if mover)
        if MONTH not in movers:
            return frame
        return frame.filter((pl.col(MONTH) <= f"{self.today:%Y-%m}") | (pl.col(MONTH) == ""))

    def _mover(self, name: str, kind: str) -> Callable[[str], str] | None:
        if name in (BIRTH, TERM):
            return self.birth if name == BIRTH else self.term
        return {"id_no": self.number, "date": self.day, "month": self.year, "year": self.year}.get(kind)

    def year(self, text: str) -> str:
        """2020 and what stands behind it."""
        return f"{int(text[:4]) + self.years}{text[4:]}" if text[:4].isdigit() else text

    def term(self, text: str) -> str:
        """2020-2021学年第一学期."""
        return "-".join(self.year(part) for part in text.split("-"))

    def day(self, text: str) -> str:
        """2020-11-30."""
        if not text:
            return text
        before = date.fromisoformat(text)
        after = self._on(before, self.years)
        return f"{min(after, self.today) if before <= AS_OF else after}"

    def birth(self, text: str) -> str:
        """20201101, never ahead of today."""
        return f"{self._born(date.fromisoformat(text)):%Y%m%d}" if text else text

    def number(self, text: str) -> str:
        """An identity number of the same person, born later; a wrong one stays wrong."""
        if len(text) < RESIDENT or not text[: RESIDENT - 1].isdigit():
            return text
        before = date.fromisoformat(text[BORN])
        order = int(text[14:17]) + self._apart(before)
        first = f"{text[:6]}{self._born(before):%Y%m%d}{order:03}"
        right = check_character(first)
        if check_character(text[:17]) != text[17].upper():
            right = CHECKS[CHECKS.index(right) - 1]
        return first + right + text[RESIDENT:]

    def _apart(self, before: date) -> int:
        """Those who come to a day that is others' too take numbers there that the others leave free."""
        leap, held_back = (before.month, before.day) == LEAP_DAY, self._on(before, self.years) > self.today
        return (LEAP_APART if leap else 0) + (HELD_APART if held_back else 0)

    def _born(self, before: date) -> date:
        after = self._on(before, self.years)
        return after if after <= self.today else self._on(before, self.years - 1)

    def _on(self, before: date, years: int) -> date:
        leap = (before.month, before.day) == LEAP_DAY
        return before.replace(year=before.year + years, day=28 if leap else before.day)


def _each(cells: pl.Series, mover: Callable[[str], str]) -> pl.Series:
    return once_each(cells, lambda few: few.map_elements(mover, return_dtype=pl.String))
