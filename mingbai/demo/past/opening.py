"""The county on disk as it would have stood at the beginning of 2016, and what has happened since.

Made from the files of November 2020: who was born since is not there yet, some who have died or gone are,
incomes are below the line, some houses are dangerous.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl

from mingbai.demo.past import gone
from mingbai.demo.past import kin as met
from mingbai.demo.past.incomes import poor_factor, scaled, yuan
from mingbai.demo.past.story import dice_of, told

PERSONS, HOUSEHOLDS, ROSTER = "国家系统人员信息", "国家系统户信息", "农户花名册"


@dataclass(frozen=True)
class Past:
    """``folder`` holds the opening's files; ``happened`` is in the order of days."""

    folder: Path
    happened: list[gone.Happening]


def write(people: Path, folder: Path) -> Past:
    """Write the opening's files into a new folder, from the county's people of today."""
    folder.mkdir(parents=True)
    persons, households = sheet(people / f"{PERSONS}.xlsx"), sheet(people / f"{HOUSEHOLDS}.xlsx")
    opening = told()["opening"]
    born = pl.col("证件号码").str.slice(6, 8)
    before = born < f"{opening:%Y%m%d}"
    left = list(gone.gone(persons))
    kin = list(met.kin(persons, left=frozenset(one.household_no for one in left)))
    wed = [one.person_no for one in kin if one.kind == "marry_in"]
    changed = frozenset(one.household_no for one in kin if one.kind == "head_change")
    there = met.turned_back(persons.filter(before, ~pl.col("人口编号").is_in(wed)), changed)
    was_there = pl.concat([there, gone.rows(left, persons)])
    was_there.with_columns(年度=pl.lit(str(told()["first_year"]))).write_csv(folder / f"{PERSONS}.csv")
    _poor(met.heads_back(households, persons, changed), was_there).write_csv(folder / f"{HOUSEHOLDS}.csv")
    _roster(people / f"{ROSTER}.csv", f"{opening:%Y%m%d}").sink_csv(folder / f"{ROSTER}.csv")
    came = [
        gone.birth(row)
        for row in persons.filter(~before).iter_rows(named=True)
        if gone.checks(row["证件号码"])
    ]
    return Past(folder, sorted([*came, *left, *kin], key=lambda one: (one.on, one.person_no)))


def graduation(household_no: str) -> int | None:
    """The year at whose end a household graduated."""
    left = dice_of(household_no, "graduated").random()
    for year, share in told()["graduated"].items():
        left -= share
        if left < 0:
            return int(year)
    return None


def households_of(people: Path) -> Iterator[dict[str, str]]:
    """The registered households of today's files, each once."""
    yield from (
        sheet(people / f"{HOUSEHOLDS}.xlsx")
        .unique("户编号", keep="first", maintain_order=True)
        .iter_rows(named=True)
    )


def stated(people: Path, year: int) -> dict[str, dict[str, str]]:
    """The national sheet of households of a year gone by, where the county has kept it, by household."""
    path = people / f"{HOUSEHOLDS}{year}.xlsx"
    if not path.exists():
        return {}
    rows = sheet(path).unique("户编号", keep="first", maintain_order=True).iter_rows(named=True)
    return {row["户编号"]: row for row in rows}


def sheet(path: Path, *, key: str = "户编号") -> pl.DataFrame:
    """A national sheet as text, below the row of its titles."""
    raw = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string").to_polars()
    at = next(number for number, row in enumerate(raw.iter_rows()) if key in row)
    titles = [str(title).strip() for title in raw.row(at)]
    return raw.slice(at + 1).rename(dict(zip(raw.columns, titles, strict=True))).fill_null("")


def _poor(households: pl.DataFrame, was_there: pl.DataFrame) -> pl.DataFrame:
    members = dict(was_there.group_by("户编号").len().iter_rows())
    rows = [_poor_row(row, members.get(row["户编号"], 0)) for row in households.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=households.schema)


def _poor_row(row: dict[str, str], members: int) -> dict[str, str]:
    share, dice = told()["share"], dice_of(row["户编号"], "home")
    fewer = members / max(int(row["家庭人口数"] or 0), members, 1)
    fen = scaled(row, poor_factor(row) * fewer)
    changed = {name: yuan(amount) for name, amount in fen.items()}
    changed |= {"年度": str(told()["first_year"]), "家庭人口数": str(members)}
    changed["人均纯收入"] = yuan(round(fen["纯收入"] / members)) if members else ""
    if dice.random() < share["dangerous_house"]:
        changed |= {"是否危房户": "是", "危房级别": dice.choice(["C级", "D级"])}
    if dice.random() < share["unsafe_water"]:
        changed["是否解决安全饮用水"] = "否"
    return {**row, **changed}


def _roster(path: Path, opening: str) -> pl.LazyFrame:
    """The ordinary households' people who were born by then; nobody's household is left without its head."""
    rows = pl.scan_csv(path, infer_schema=False)
    return rows.filter((pl.col("身份证号").str.slice(6, 8) < opening) | (pl.col("与户主关系") == "户主"))
