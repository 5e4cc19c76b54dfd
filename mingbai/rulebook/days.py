"""Days as people write them, and the period of a benefit that a day falls in."""

from __future__ import annotations

import argparse
import re
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


def day(written: str) -> date:
    """A day, or the last day of a month. Raises argparse.ArgumentTypeError."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", written):
            first = date.fromisoformat(f"{written}-01")
            return first.replace(day=monthrange(first.year, first.month)[1])
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{written}”不是日期，请写成 2020-11 或 2020-11-30 · not a day: write 2020-11 or 2020-11-30"
        ) from None
