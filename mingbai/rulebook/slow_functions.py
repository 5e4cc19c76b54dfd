"""The oracle's own functions, written from their definitions and not from the engines' expansions."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any


def _known(function: Callable[..., Any]) -> Callable[..., Any]:
    """Unknown in, unknown out."""

    def wrapped(*args: Any) -> Any:
        return None if None in args else function(*args)

    return wrapped


def _date(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def add_months(day: date, months: Fraction) -> date:
    """The same day of a later month, or its last day."""
    moved = day.year * 12 + day.month - 1 + int(months)
    return _date(moved // 12, moved % 12 + 1, day.day)


def age_on(birth: date, day: date) -> Fraction | None:
    """Birthdays passed; born on 29 February, the birthday of a common year is 1 March."""
    if birth > day:
        return None
    passed = 0
    for year in range(birth.year + 1, day.year + 1):
        common = (birth.month, birth.day) == (2, 29) and not calendar.isleap(year)
        birthday = date(year, 3, 1) if common else date(year, birth.month, birth.day)
        passed += birthday <= day
    return Fraction(passed)


def _spans(start: date, end: date, months: int) -> Fraction:
    count = (end - start).days // 28 // months + 2
    while add_months(start, Fraction(count * months)) > end:
        count -= 1
    return Fraction(count)


def rounded(value: Fraction, scale: Fraction, mode: str) -> Fraction:
    """To `scale` decimals; half_up and up go away from zero, down towards it."""
    size = abs(value) * 10 ** int(scale)
    whole = {"half_up": math.floor(size + Fraction(1, 2)), "down": math.floor(size), "up": math.ceil(size)}[
        mode
    ]
    return Fraction(whole if value >= 0 else -whole, 10 ** int(scale))


def safe_div(top: Fraction, bottom: Fraction, scale: Fraction, mode: str) -> Fraction | None:
    """The rounded quotient; unknown when divided by nothing."""
    return rounded(top / bottom, scale, mode) if bottom else None


def id_birth(number: str) -> date | None:
    """The birth date inside an eighteen-character number, if there is such a day since 1900."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return None
    try:
        found = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return found if found >= date(1900, 1, 1) else None


def id_check_ok(number: str) -> bool:
    """GB 11643 by ISO 7064 mod 11-2: doubling from the left, not the table of weights."""
    if id_birth(number) is None:
        return False
    product = 0
    for digit in number[:17]:
        product = (product + int(digit)) * 2 % 11
    return "0123456789X"[(12 - product) % 11] == number[17]


def id_sex(number: str) -> str | None:
    """1 for an odd seventeenth digit, 2 for an even one."""
    return "21"[int(number[16]) % 2] if re.fullmatch(r"[0-9]{17}[0-9X]", number) else None


def _coalesce(*args: Any) -> Any:
    return next((arg for arg in args if arg is not None), None)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": _known(abs),
    "add_days": _known(lambda day, days: day + timedelta(days=int(days))),
    "add_months": _known(add_months),
    "age_on": _known(age_on),
    "between_days": _known(lambda start, end: Fraction((end - start).days)),
    "coalesce": _coalesce,
    "day": _known(lambda day: Fraction(day.day)),
    "first": _known(lambda text, length: text[: int(length)]),
    "full_months": _known(lambda start, end: _spans(start, end, 1)),
    "full_years": _known(lambda start, end: _spans(start, end, 12)),
    "greatest": _known(max),
    "id_birth": _known(id_birth),
    "id_check_ok": _known(id_check_ok),
    "id_sex": _known(id_sex),
    "least": _known(min),
    "length": _known(lambda text: Fraction(len(text))),
    "lookup": _known(lambda table, key: Fraction(table[key]) if key in table else None),
    "month": _known(lambda day: Fraction(day.month)),
    "month_end": _known(lambda day: _date(day.year, day.month, 31)),
    "month_start": _known(lambda day: day.replace(day=1)),
    "rounded": _known(rounded),
    "safe_div": _known(safe_div),
    "starts_with": _known(lambda text, start: text.startswith(start)),
    "year": _known(lambda day: Fraction(day.year)),
    "yuan": _known(lambda amount: amount * 100),
}
