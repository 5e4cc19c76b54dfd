"""A value of the ledger as the national layouts say it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from mingbai.tables.declared import Column

FEN_IN_YUAN = 100
YES, NO = "是", "否"


def said(column: Column, value: Any) -> Any:
    """Codes by their words, days as 20201130, money in yuan; nothing is an empty cell."""
    if value is None or value == "":
        return ""
    say = SAYERS.get(column.type)
    return say(column, value) if say else value


def _code(column: Column, code: str) -> str:
    """A code that the list no longer has stays as it is."""
    return next((choice.words.zh for choice in column.choices if choice.code == code), code)


def _codes(column: Column, codes: str) -> str:
    return ",".join(_code(column, code) for code in codes.split(","))


def _bool(_column: Column, value: bool) -> str:
    return YES if value else NO


def _date(_column: Column, value: date) -> str:
    return f"{value:%Y%m%d}"


def _money(_column: Column, fen: int) -> Decimal:
    return Decimal(fen) / FEN_IN_YUAN


SAYERS: Mapping[str, Callable[[Column, Any], Any]] = {
    "code": _code, "codes": _codes, "bool": _bool, "date": _date, "money": _money,
}  # fmt: skip
