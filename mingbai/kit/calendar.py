"""Working days and deadlines, counted as Chinese law counts them.

The day something starts is not counted (Civil Code, article 201). The State Council's yearly notice moves
rest days about; the library knows those notices for certain years. Past them we count Monday to Friday,
corrected by the pack's table, and say so: a deadline that may move is shown with its warning.
"""

from __future__ import annotations

import calendar as month_lengths
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from chinese_calendar import constants
from chinese_calendar import is_workday as library_says_work
from django.utils.translation import gettext

from mingbai.kit import pack

Unit = Literal["days", "working_days", "months"]
ONE_DAY = timedelta(days=1)
FIRST_KNOWN_YEAR: int = min(constants.holidays).year
LAST_KNOWN_YEAR: int = max(constants.holidays).year
LAST_WEEKDAY = 4  # Friday
TABLE = ("rest", "work", "years")


@dataclass(frozen=True, slots=True)
class Span:
    """How long somebody has: a count of days, of working days or of months."""

    count: int
    unit: Unit = "working_days"


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which something is still in time, and a sentence when that day is not yet certain."""

    day: date
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked: the pack's own `rest` and `work` days, and the `years` it covers wholly."""

    rest: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Calendar:
        """Read a pack's `calendar` section (`rest`, `work`: dates; `years`: whole years) or ValueError."""
        unknown = set(table) - set(TABLE)
        if unknown:
            raise ValueError(f"calendar table: unknown keys {sorted(unknown)}")
        calendar = cls(_dates(table, "rest"), _dates(table, "work"), frozenset(table.get("years", ())))
        both = calendar.rest & calendar.work
        if both:
            raise ValueError(f"calendar table: both rest and work: {min(both).isoformat()}")
        return calendar

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`. The pack's table wins over the library."""
        if day in self.work:
            return True
        if day in self.rest:
            return False
        if _library_knows(day.year):
            return bool(library_says_work(day))
        return day.weekday() <= LAST_WEEKDAY

    def is_certain(self, year: int) -> bool:
        """Whether the rest days of `year` are known rather than guessed."""
        return _library_knows(year) or year in self.years

    def warning(self, start: date, end: date) -> str:
        """Say to the user which years between two days are guessed; empty when none is."""
        first, last = sorted((start.year, end.year))
        guessed = [str(year) for year in range(first, last + 1) if not self.is_certain(year)]
        if not guessed:
            return ""
        return gettext(
            "The rest days of %(years)s are not announced yet. Monday to Friday were counted: this may move."
        ) % {"years": ", ".join(guessed)}

    def add_working_days(self, start: date, count: int) -> date:
        """Return the `count`-th working day after `start` (before it when negative); 0 gives `start`."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        day = start
        for _each in range(abs(count)):
            day = self._next_working(day + step, step)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count working days after `start` up to and including `end`; negative when `end` comes first."""
        first, last = sorted((start, end))
        count = sum(self.is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
        return count if start <= end else -count

    def due(self, start: date, span: Span) -> Due:
        """Return the last day in time. A span in days or months that ends on a rest day ends on the next
        working day (Civil Code, article 203)."""
        day = self._end_of(start, span)
        return Due(day, self.warning(start, day))

    def _end_of(self, start: date, span: Span) -> date:
        if span.unit == "working_days":
            return self.add_working_days(start, span.count)
        plain = start + span.count * ONE_DAY if span.unit == "days" else add_months(start, span.count)
        return self._next_working(plain, ONE_DAY)

    def _next_working(self, day: date, step: timedelta) -> date:
        while not self.is_working(day):
            day += step
        return day


def installed() -> Calendar:
    """The calendar with the rest days and working days of this installation's pack."""
    section = pack.installed().section("calendar")
    return Calendar.from_table({key: section[key] for key in TABLE})


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def add_months(start: date, count: int) -> date:
    """Return the same day `count` months later, or that month's last day when it is shorter."""
    months = start.year * 12 + start.month - 1 + count
    year, month = divmod(months, 12)
    last = month_lengths.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def _library_knows(year: int) -> bool:
    return FIRST_KNOWN_YEAR <= year <= LAST_KNOWN_YEAR


def _dates(table: Mapping[str, Any], key: str) -> frozenset[date]:
    days: Iterable[Any] = table.get(key, ())
    return frozenset(day if isinstance(day, date) else date.fromisoformat(day) for day in days)
