"""Made-up rows for a dataset: the template that a department is sent, and what tests read back."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import polars as pl

from mingbai.tables.declared import Column, Dataset
from mingbai.tables.identities import credit_check
from mingbai.tables.identity import check_character

# No county has ever been 410000: numbers beginning so check and can belong to nobody.
NOBODY = "410000"
SURNAMES, GIVEN = "张王李赵刘陈杨周", "建国秀英海燕志强桂兰玉梅永红"


def sample(dataset: Dataset, *, rows: int, seed: int = 0) -> pl.DataFrame:
    """Rows as a careful sender would write them, under the declared headers. All text."""
    dice = random.Random(seed)  # noqa: S311 - made-up rows, not secrets
    return pl.DataFrame(
        {column.title.zh: [written(column, dice) for _ in range(rows)] for column in dataset.columns},
        schema={column.title.zh: pl.String for column in dataset.columns},
    )


def written(column: Column, dice: random.Random) -> str:
    """One value of the column's type, as text."""
    if column.choices:
        return dice.choice(column.choices).words.zh
    return MAKERS[column.type](dice, column)


def resident_number(dice: random.Random) -> str:
    """A number that checks and belongs to nobody."""
    born = date(1935, 1, 1) + timedelta(days=dice.randrange(31_000))
    first = f"{NOBODY}{born:%Y%m%d}{dice.randrange(1000):03}"
    return first + check_character(first)


def _name(dice: random.Random, _: Column) -> str:
    return dice.choice(SURNAMES) + "".join(dice.choice(GIVEN) for _ in range(dice.choice((1, 2))))


def _day(dice: random.Random, _: Column) -> str:
    return (date(2019, 1, 1) + timedelta(days=dice.randrange(690))).isoformat()


def _credit(dice: random.Random, _: Column) -> str:
    first = f"92410000MA{dice.randrange(10**7):07}"
    return first + credit_check(first)


def _whole(dice: random.Random, column: Column) -> str:
    return str(dice.randint(column.least or 0, column.most if column.most is not None else 30))


MAKERS: dict[str, Callable[[random.Random, Column], str]] = {
    "account": lambda dice, _: f"62{dice.randrange(10**17):017}",
    "area_code": lambda dice, _: f"41172600{dice.randrange(1, 4)}{dice.randrange(1, 9):03}",
    "bool": lambda dice, _: dice.choice(("是", "否")),
    "credit_code": _credit,
    "date": _day,
    "decimal": lambda dice, column: f"{dice.randrange(0, min(column.most or 100, 100) * 10) / 10}",
    "id_no": lambda dice, _: resident_number(dice),
    "int": _whole,
    "money": lambda dice, _: f"{dice.randrange(0, 1_000_000) / 100:.2f}",
    "month": lambda dice, _: f"2020-{dice.randint(1, 12):02}",
    "name": _name,
    "phone": lambda dice, _: f"1{dice.randrange(3, 9)}{dice.randrange(10**9):09}",
    "text": lambda dice, column: f"{column.title.zh}{dice.randrange(1000)}",
    "year": lambda dice, _: str(dice.randint(2016, 2020)),
}
