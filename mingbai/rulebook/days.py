"""The period of a benefit that a day falls in."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def period(day: date, cycle: str) -> tuple[date, date]:
    """First and last day of the month, quarter, half-year or year around `day`; `once` is the day itself."""
    if cycle not in MONTHS:
        return day, day
    months = MONTHS[cycle]
    first = (day.month - 1) // months * months + 1
    start = date(day.year, first, 1)
    last = first + months - 1
    return start, date(day.year, last, monthrange(day.year, last)[1])
