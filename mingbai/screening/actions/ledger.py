"""The ledger's side of a run: its snapshots, as files of the comparison."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from mingbai.compare.kept import Kept
from mingbai.compare.matching.answers import Answers
from mingbai.compare.reaching import Reached
from mingbai.kit.pack import installed
from mingbai.registry import snapshot
from mingbai.registry.models import IncomeStatement

TABLES = ("household", "person", "village")
VILLAGES = "village_sheet"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Ledger:
    """The snapshots of a day: how many rows each has, and the hash of what they say."""

    folder: Path
    rows: dict[str, int]
    digest: str

    def subjects(self) -> Kept:
        """Who is asked about."""
        return Kept(self.path("person"), self.path("household"), installed().county)

    def numbered(self, answers: Answers) -> Answers:
        """Answers about the ledger's people (ids as text) by the numbers that the run knows them by."""
        given = answers.given.join(self._people(), left_on="person", right_on="id", how="inner")
        told = given.select("mark", pl.col("person_no").alias("person"), "answer")
        return Answers(told.sort("mark", "person"), answers.faults)

    def identified(self, reached: Mapping[str, Reached]) -> dict[str, Reached]:
        """Doubtful pairs with the ledger's ids (as text) of their people; who is not in it is left out."""
        people = self._people().rename({"person_no": "person"})
        found = {
            code: replace(one, asked=one.asked.join(people, on="person", how="inner", maintain_order="left"))
            for code, one in reached.items()
        }
        return {
            code: replace(one, asked=one.asked.with_columns(person="id").drop("id"))
            for code, one in found.items()
            if len(one.asked)
        }

    def _people(self) -> pl.DataFrame:
        known = pl.scan_parquet(self.path("person")).filter(pl.col("person_id").is_not_null())
        return known.select("person_no", id=pl.col("person_id").cast(pl.String)).collect()

    def path(self, table: str) -> Path:
        """Where a table lies."""
        return self.folder / f"{table}.parquet"


def taken(folder: Path, *, as_of: date, households: Sequence[int] | None = None) -> Ledger:
    """Write the ledger's tables as of a day, of all or some households, in a transaction under a scope."""
    folder.mkdir(parents=True, exist_ok=True)
    year = newest_year(as_of)
    rows = {
        table: snapshot.write(table, folder / f"{table}.parquet", on=as_of, year=year, households=households)
        for table in TABLES
    }
    _number(folder / "village.parquet")
    digest = hashlib.sha256()
    for table in TABLES:
        with (folder / f"{table}.parquet").open("rb") as stream:
            while data := stream.read(CHUNK):
                digest.update(data)
    return Ledger(folder, rows, digest.hexdigest())


def _number(path: Path) -> None:
    """Rows of a sheet are numbered."""
    pl.read_parquet(path).with_row_index("row_no", offset=1).write_parquet(path, compression="zstd")


def newest_year(as_of: date) -> int:
    """The newest year that incomes are counted for, on a day."""
    counted = IncomeStatement.objects.filter(occasion="year", replaced_on=None, counted_on__lte=as_of)
    newest = counted.filter(year__lte=as_of.year).order_by("-year").values_list("year", flat=True).first()
    return newest or as_of.year
