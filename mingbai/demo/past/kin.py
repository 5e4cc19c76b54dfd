"""Who married into a household, and where husband and wife changed places as its head, since the opening."""

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from mingbai.demo.past.gone import Happening, checks, of_row
from mingbai.demo.past.story import dice_of, told

HEAD, SPOUSE, CHILDREN = "户主", "配偶", frozenset({"之子", "之女"})
MARRIAGEABLE = timedelta(days=365 * 20 + 5)
Row = dict[str, str]


def kin(persons: pl.DataFrame, *, left: frozenset[str]) -> Iterator[Happening]:
    """At most one for a household; households that somebody has ``left`` since have had their share."""
    for (number,), members in persons.group_by("户编号", maintain_order=True):
        rows = list(members.iter_rows(named=True))
        if number not in left and _plain(rows):
            yield from _of(str(number), rows)


def _plain(rows: list[Row]) -> bool:
    """A couple with or without children, whose numbers are in order: nothing planted is touched."""
    relations = sorted(row["与户主关系"] for row in rows if row["与户主关系"] not in CHILDREN)
    numbers = {row["证件号码"] for row in rows}
    return relations == sorted((HEAD, SPOUSE)) and len(numbers) == len(rows) and all(map(checks, numbers))


def _of(number: str, rows: list[Row]) -> Iterator[Happening]:
    dice, share = dice_of(number, "kin"), told()["share"]
    head, spouse = (next(row for row in rows if row["与户主关系"] == one) for one in (HEAD, SPOUSE))
    on = told()["opening"] + timedelta(days=dice.randint(60, 365 * 3 + 300))
    luck = dice.random()
    if _may_wed(head, spouse, on, rows) and luck < share["married_in"]:
        yield of_row("marry_in", on, spouse)
    elif luck > 1 - share["head_changed"] and not _born_in(on.year, rows):
        yield of_row("head_change", on, head)


def _may_wed(head: Row, spouse: Row, on: date, rows: list[Row]) -> bool:
    """Both old enough, and no child before the wedding."""
    grown = all(_born(row) + MARRIAGEABLE <= on for row in (head, spouse))
    return grown and all(_born(row) > on for row in rows if row["与户主关系"] in CHILDREN)


def _born_in(year: int, rows: list[Row]) -> bool:
    """Whether a year of its own has more to tell: relations are those of its beginning."""
    return any(_born(row).year == year for row in rows)


def _born(row: Row) -> date:
    return date.fromisoformat(row["证件号码"][6:14])


def turned_back(persons: pl.DataFrame, changed: frozenset[str]) -> pl.DataFrame:
    """The rows of persons as they stood before the head of these households changed."""
    then = pl.col("户编号").is_in(changed)
    heads = _spouses(persons, changed)
    relation = pl.col("与户主关系").replace({HEAD: SPOUSE, SPOUSE: HEAD})
    turned = persons.join(heads, on="户编号", how="left", maintain_order="left").with_columns(
        与户主关系=pl.when(then).then(relation).otherwise("与户主关系"),
        户主姓名=pl.when(then).then("then_name").otherwise("户主姓名"),
        户主证件号码=pl.when(then).then("then_id").otherwise("户主证件号码"),
    )
    return turned.select(persons.columns)


def heads_back(households: pl.DataFrame, persons: pl.DataFrame, changed: frozenset[str]) -> pl.DataFrame:
    """The rows of households with the head of then."""
    heads = _spouses(persons, changed)
    turned = households.join(heads, on="户编号", how="left", maintain_order="left").with_columns(
        户主编号=pl.coalesce("then_no", "户主编号"),
        户主姓名=pl.coalesce("then_name", "户主姓名"),
        户主证件号码=pl.coalesce("then_id", "户主证件号码"),
    )
    return turned.select(households.columns)


def _spouses(persons: pl.DataFrame, changed: frozenset[str]) -> pl.DataFrame:
    """The husband or wife of today's head, by household."""
    those = persons.filter(pl.col("户编号").is_in(changed), pl.col("与户主关系") == SPOUSE)
    return those.select("户编号", then_no="人口编号", then_name="姓名", then_id="证件号码")
