"""What happens to a department's rows before they arrive: harmless untidiness, spoiled rows, rows sent twice.

Untidiness falls on real rows and must be read through. Spoiled rows are added and concern outsiders, so that
what is true of the county's people never depends on a row that must be sent back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import polars as pl

from mingbai.tables.declared import Column, Dataset
from mingbai.tables.sampling import sample

UNTIDY = 0.02  # share of rows that somebody typed by hand
SPOILED = 0.002
TWICE = 0.0005
FEW = 20  # a file of fewer rows is typed carefully
WIDE = str.maketrans("0123456789.-Xx", "０１２３４５６７８９．－Ｘｘ")


@dataclass(frozen=True)
class Dirty:
    """The rows as they are sent; how many must be sent back and why; how many are one of identical rows."""

    frame: pl.DataFrame
    spoiled: dict[str, int]
    twice: int


def dirtied(frame: pl.DataFrame, dataset: Dataset, dice: Random) -> Dirty:
    """The same rows, untidy, with others among them."""
    rows = len(frame)
    if rows < FEW:
        return Dirty(frame, {}, 0)
    untidy = _untidy(frame, dataset, dice)
    spoiled, reasons = _spoiled(dataset, max(round(rows * SPOILED), 3), dice)
    again = _sampled(dataset, max(round(rows * TWICE), 1), dice)
    whole = pl.concat([untidy, spoiled, again, again])
    order = list(range(len(whole)))
    dice.shuffle(order)
    return Dirty(whole[order], reasons, 2 * len(again))


def _untidy(frame: pl.DataFrame, dataset: Dataset, dice: Random) -> pl.DataFrame:
    at = sorted(dice.sample(range(len(frame)), max(round(len(frame) * UNTIDY), 1)))
    for column in dataset.columns:
        change = HANDS.get(column.type)
        if change is None:
            continue
        series = frame[column.name]
        cells = [change(cell, column, dice) if cell else cell for cell in series.gather(at)]
        frame = frame.with_columns(series.scatter(at, cells))
    return frame


def _sampled(dataset: Dataset, rows: int, dice: Random) -> pl.DataFrame:
    frame = sample(dataset, rows=rows, seed=dice.randrange(10**9))
    return frame.rename({column.title.zh: column.name for column in dataset.columns})


def _spoiled(dataset: Dataset, rows: int, dice: Random) -> tuple[pl.DataFrame, dict[str, int]]:
    frame = _sampled(dataset, rows, dice)
    ways = [way for way in WAYS if any(_spoils(column, way) for column in dataset.columns)]
    counted: Counter[str] = Counter()
    for at in range(rows):
        kind, reason, cell = ways[at % len(ways)]
        column = next(one for one in dataset.columns if _spoils(one, (kind, reason, cell)))
        frame[at, column.name] = _wrong(frame[at, column.name]) if cell is None else cell
        counted[reason] += 1
    return frame, dict(sorted(counted.items()))


def _spoils(column: Column, way: tuple[str, str, str | None]) -> bool:
    return column.type == way[0] and column.required


WAYS: tuple[tuple[str, str, str | None], ...] = (
    ("id_no", "id_lost_digits", "4.11726E+17"),
    ("id_no", "id_check", None),
    ("name", "missing", ""),
    ("date", "date_form", "不详"),
    ("money", "number_form", "待定"),
    ("text", "missing", ""),
)


def _wrong(number: str) -> str:
    return number[:17] + ("1" if number[17] != "1" else "2") + number[18:]


def _number(cell: str, _: Column, dice: Random) -> str:
    ways: list[Callable[[str], str]] = [
        str.lower, lambda one: one.translate(WIDE), lambda one: f"{one[:6]} {one[6:14]} {one[14:]}",
        lambda one: f"\u200b{one}", lambda one: f"'{one}", _old,
    ]  # fmt: skip
    return dice.choice(ways)(cell)


def _old(number: str) -> str:
    """The fifteen digits of a card of the first generation, for those born in the last century."""
    return number[:6] + number[8:17] if len(number) == 18 and number[6:8] == "19" else number  # noqa: PLR2004


def _name(cell: str, _: Column, dice: Random) -> str:
    return dice.choice((f"{cell[0]} {cell[1:]}", f"{cell}\ufeff", f" {cell}\u3000"))


def _day(cell: str, _: Column, dice: Random) -> str:
    year, month, day = cell.split("-") if "-" in cell else (cell[:4], cell[4:6], cell[6:8])
    return dice.choice(
        (f"{year}.{int(month)}.{int(day)}", f"{year}年{int(month)}月{int(day)}日", f"{year}{month}{day}",
         f"{year}/{month}/{day}", f"{year}-{month}-{day} 00:00:00", f"{year}．{month}．{day}".translate(WIDE))
    )  # fmt: skip


def _month(cell: str, _: Column, dice: Random) -> str:
    year, month = cell.split("-")
    return dice.choice((f"{year}{month}", f"{year}年{int(month)}月", f"{year}.{month}"))


def _money(cell: str, _: Column, dice: Random) -> str:
    return dice.choice((f"{cell}元", cell.translate(WIDE), f"￥{cell}", f" {cell} "))


def _yes(cell: str, _: Column, dice: Random) -> str:
    return dice.choice(("√", "1", "有") if cell == "是" else ("0", "×", "否 "))


def _code(cell: str, column: Column, dice: Random) -> str:
    also = next(choice.also for choice in column.choices if choice.words.zh == cell)
    return dice.choice((*also, f"{cell} "))


HANDS: dict[str, Callable[[str, Column, Random], str]] = {
    "id_no": _number,
    "name": _name,
    "date": _day,
    "month": _month,
    "money": _money,
    "bool": _yes,
    "code": _code,
}
