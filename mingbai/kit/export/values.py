"""How one value is written so that a spreadsheet shows it and never runs it."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), full-width forms included.
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠|%")
# Characters that XML 1.0 cannot carry.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A spreadsheet keeps fifteen digits of a number; a longer one must be text.
DIGITS = 15


def is_number(value: Any) -> bool:
    """Whether a cell may hold the value as a number without losing digits."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    if not isfinite(value):
        return False
    return len(re.sub(r"\D", "", str(value))) <= DIGITS


def text(value: Any) -> str:
    """The value as the list shows it: dates as 2026-11-23, nothing as an empty cell."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return UNWRITABLE.sub("", str(value))


def harmless(value: Any) -> str:
    """The value for a file without cell types: what might be a formula begins with an apostrophe."""
    plain = text(value)
    return f"'{plain}" if not is_number(value) and like_formula(plain) else plain


def like_formula(plain: str) -> bool:
    """Whether a spreadsheet might run the text."""
    return plain.lstrip(" ").startswith(DANGEROUS)
