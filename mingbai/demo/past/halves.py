"""The opening shared out between two halves of the county, which are brought in and live side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from mingbai.demo.past import opening
from mingbai.demo.past.gone import Happening
from mingbai.demo.past.opening import HOUSEHOLDS, PERSONS, ROSTER, Past

HALVES = ("一片", "二片")  # as counties call townships that go together
HOUSEHOLD, TOWN = "户编号", "乡"
NUMBERS = {PERSONS: "证件号码", ROSTER: "身份证号"}


@dataclass(frozen=True)
class Half:
    """One half: the opening's files, what has happened there since, the rows of its registered households."""

    files: list[Path]
    happened: list[Happening]
    rows: list[dict[str, str]]


def of(past: Past, people: Path) -> list[Half]:
    """Both halves, their files written beside the opening's; ``people`` are the files of today."""
    read = {
        name: pl.read_csv(past.folder / f"{name}.csv", infer_schema=False).fill_null("")
        for name in (HOUSEHOLDS, PERSONS, ROSTER)
    }
    halves = _of_households(pl.concat([_people(read[name], number) for name, number in NUMBERS.items()]))
    rows = list(opening.households_of(people))
    return [
        Half(
            [
                _written(frame, halves, past.folder / f"{name}（{called}）.csv", half)
                for name, frame in read.items()
            ],
            [one for one in past.happened if halves.get(one.household_no, 0) == half],
            [row for row in rows if halves.get(row[HOUSEHOLD], 0) == half],
        )
        for half, called in enumerate(HALVES)
    ]


def _people(frame: pl.DataFrame, number: str) -> pl.DataFrame:
    return frame.select(town=TOWN, household=HOUSEHOLD, person="人口编号", number=number)


def _of_households(people: pl.DataFrame) -> dict[str, int]:
    """By household its half: townships in turn, by their size.

    Households that stand in two townships, or share a person or a number with one of the other half, belong
    to the first: the import that finds such faults has to see both.
    """
    sizes = people.group_by("town").len().sort("len", "town", descending=[True, False])
    towns = sizes.select("town", half=pl.int_range(pl.len()) % len(HALVES))
    homes = people.join(towns, on="town").group_by("household").agg(pl.col("half").min())
    placed = people.drop("town").join(homes, on="household")
    across = pl.concat([_across(placed, column) for column in ("person", "number")]).implode()
    half = pl.when(pl.col("household").is_in(across)).then(0).otherwise("half")
    return dict(homes.select("household", half).iter_rows())


def _across(placed: pl.DataFrame, column: str) -> pl.Series:
    """Households that share a value with the other half."""
    said = placed.filter(pl.col(column) != "")
    shared = said.group_by(column).agg(pl.col("half").n_unique()).filter(pl.col("half") > 1)
    return said.join(shared, on=column, how="semi")["household"]


def _written(frame: pl.DataFrame, halves: Mapping[str, int], path: Path, half: int) -> Path:
    theirs = frame[HOUSEHOLD].replace_strict(halves, default=0, return_dtype=pl.Int64) == half
    frame.filter(theirs).write_csv(path)
    return path
