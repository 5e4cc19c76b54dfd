"""One small county for all tests here."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from mingbai.demo.files.writing import write
from mingbai.tables.declaring import shipped
from mingbai.tables.taking import Account, take

AS_OF = date(2020, 11, 30)
PEOPLE = 20_000


@dataclass
class Disk:
    """A county on disk, taken in."""

    folder: Path
    people: int
    accounts: dict[str, Account]
    files: dict[str, dict[str, Any]]
    planted: list[dict[str, str]]

    def frame(self, code: str, year: str = "") -> pl.DataFrame:
        """The accepted rows of a dataset, of an earlier year if one is given."""
        return pl.read_parquet(self.folder / "taken" / year / f"{code}.parquet")

    def nos(self, plant: str) -> set[str]:
        """Whom a plant was put on."""
        return {row["no"] for row in self.planted if row["plant"] == plant}


def taken_in(folder: Path, people: int) -> Disk:
    write(folder / "county", people=people, seed=2020, step=lambda _: None)
    catalogue = shipped()
    files = json.loads((folder / "county" / "truth" / "files.json").read_text(encoding="utf-8"))
    accounts = {
        code: take(
            folder / "county" / file["file"],
            catalogue.datasets[code.split()[0]],
            out=folder / "taken" / code.partition(" ")[2],
            catalogue=catalogue,
            today=AS_OF,
        )
        for code, file in files.items()
    }
    with (folder / "county" / "truth" / "planted.csv").open(encoding="utf-8", newline="") as stream:
        planted = list(csv.DictReader(stream))
    return Disk(folder, people, accounts, files, planted)


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Disk:
    return taken_in(tmp_path_factory.mktemp("small"), PEOPLE)
