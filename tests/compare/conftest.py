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
        """Households of which the rule tells anything."""
        return set(self.rows.filter(pl.col("rule") == rule)["household_no"])


def quiet(_: object) -> None:
    """Says nothing."""


def household_of(row: dict[str, str]) -> str:
    """The household of a planted person or household; a person's number ends in two digits of its own."""
    return row["no"] if row["subject"] == "household" else row["no"][:-2]


def wish_for(county: Path, out: Path) -> Wish:
    return Wish(people=county / "people", datasets=county / "departments", out=out, as_of=AS_OF)


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    folder = tmp_path_factory.mktemp("compared")
    county = write(folder / "county", people=20_000, seed=2020, step=quiet)
    outcome = compare(wish_for(county, folder / "out"), say=quiet)
    with (county / "truth" / "planted.csv").open(encoding="utf-8", newline="") as stream:
        planted = list(csv.DictReader(stream))
    return Compared(county, folder / "out", outcome, planted)
