"""Periods of which files speak: months, quarters, school terms, years, single days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

MONTHS = {"month": 1, "quarter": 3, "term": 6, "year": 12}
SPRING, AUTUMN = 2, 8  # the months in which school terms begin
WRITTEN = re.compile(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|Q([1-4])|([AS])))?")


class BadPeriod(ValueError):
    """Not the code of a period."""


@dataclass(frozen=True, slots=True)
class Period:
    """``code`` stands in addresses and keys; ``starts`` and ``ends`` are its first and last day."""

    code: str
    starts: date
    ends: date

    @property
    def words(self) -> str:
        """As people say it."""
        return _said(self.code, self.starts)


def of(day: date, kind: str) -> Period:
    """The period of a kind (a dataset's: month, quarter, term, year, once, event) that holds a day."""
    if kind not in MONTHS:
        return Period(day.isoformat(), day, day)
    if kind == "term":
        return _term(day)
    length = MONTHS[kind]
    first = (day.month - 1) // length * length + 1
    starts, ends = date(day.year, first, 1), _month_end(day.year, first + length - 1)
    code = {1: f"{day.year}-{first:02}", 3: f"{day.year}-Q{first // 3 + 1}", 12: str(day.year)}[length]
    return Period(code, starts, ends)


def before(period: Period, kind: str) -> Period:
    """The one that ended when this one began."""
    return of(period.starts - timedelta(days=1), kind)


def read(code: str, kind: str) -> Period:
    """The period that a code means, for a dataset of this kind. Raises BadPeriod."""
    found = WRITTEN.fullmatch(code)
    if found is None:
        raise BadPeriod(code)
    year, month, day, quarter, term = found.groups()
    try:
        start = date(int(year), _first_month(month, quarter, term), int(day or 1))
    except ValueError:
        raise BadPeriod(code) from None
    period = of(start, kind)
    if period.code != code:
        raise BadPeriod(code)
    return period


def _first_month(month: str | None, quarter: str | None, term: str | None) -> int:
    if quarter:
        return int(quarter) * 3 - 2
    if term:
        return SPRING if term == "S" else AUTUMN
    return int(month or 1)


def _term(day: date) -> Period:
    """Spring from February to July, autumn from August to January."""
    if SPRING <= day.month < AUTUMN:
        return Period(f"{day.year}-S", date(day.year, SPRING, 1), _month_end(day.year, AUTUMN - 1))
    year = day.year if day.month >= AUTUMN else day.year - 1
    return Period(f"{year}-A", date(year, AUTUMN, 1), date(year + 1, 1, 31))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _said(code: str, starts: date) -> str:
    year = {"year": starts.year}
    if code.endswith("-S"):
        return _("spring term of %(year)s") % year
    if code.endswith("-A"):
        return _("autumn term of %(year)s") % year
    if "-Q" in code:
        return _("quarter %(n)s of %(year)s") % {**year, "n": code[-1]}
    if code == str(starts.year):
        return _("the year %(year)s") % year
    return code
