"""One small county, compared once."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from mingbai.compare.running import Outcome, Wish, compare
from mingbai.demo.files.writing import write

AS_OF = date(2020, 11, 30)


@dataclass
class Compared:
    """A county on disk, what came of comparing it, and the truth about it."""

    county: Path
    out: Path
    outcome: Outcome
    planted: list[dict[str, str]]

    @property
    def rows(self) -> pl.DataFrame:
        """All findings."""
        return pl.read_parquet(self.out / "findings.parquet")

    def told(self, rule: str) -> set[str]:
        """Households of which the rule tells anything; helpers and villages by their own number.

        A person's number begins with their household's, wherever the record has led them astray.
        """
        told = self.rows.filter(pl.col("rule") == rule)
        home = pl.when(pl.col("subject") == "person").then(pl.col("no").str.head(-2))
        return set(told.select(home.otherwise(pl.coalesce("household_no", "no"))).to_series())


def quiet(_: object) -> None:
    """Says nothing."""


def household_of(row: dict[str, str]) -> str:
    """The household that a planted fact belongs to; a helper belongs to none and stands for themselves.

    A person's number ends in two digits of its own, a record of monitoring begins with two letters.
    """
    no = row["no"]
    return {"person": no[:-2], "monitoring": no[2:]}.get(row["subject"], no)


def wish_for(county: Path, out: Path) -> Wish:
    return Wish(people=county / "people", datasets=county / "departments", out=out, as_of=AS_OF)


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    return compared_in(tmp_path_factory.mktemp("compared"), people=20_000)


def compared_in(folder: Path, *, people: int) -> Compared:
    """A county of so many people, written and compared."""
    county = write(folder / "county", people=people, seed=2020, step=quiet)
    outcome = compare(wish_for(county, folder / "out"), say=quiet)
    with (county / "truth" / "planted.csv").open(encoding="utf-8", newline="") as stream:
        planted = list(csv.DictReader(stream))
    return Compared(county, folder / "out", outcome, planted)
