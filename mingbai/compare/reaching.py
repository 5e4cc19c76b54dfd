"""A dataset's rows that carry no usable identity number, led to people by what else they say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from mingbai.compare.matching import paper
from mingbai.compare.matching.matcher import Matched, matched
from mingbai.compare.matching.settings import Settings
from mingbai.tables.atomic import replacing

ROW, PERSON = "row_no", "person_no"


@dataclass(frozen=True)
class Reached:
    """The rows without a number, the people, and what matching made of them."""

    rows: pl.DataFrame
    people: pl.DataFrame
    matched: Matched

    def counts(self) -> dict[str, int]:
        """How many rows there were, how many are matched, how many wait for a person."""
        return {
            "rows": len(self.rows),
            "matched": len(self.matched.pairs),
            "doubtful": self.matched.doubtful["row"].n_unique(),
        }

    def write(self, folder: Path, dataset: str) -> None:
        """`<dataset>.parquet`, the pairs and their basis; `<dataset>.xlsx`, the doubtful ones if any."""
        with replacing(folder / f"{dataset}.parquet") as part:
            self.matched.pairs.write_parquet(part, compression="zstd")
        if len(self.matched.doubtful):
            path = folder / f"{dataset}.xlsx"
            paper.written(path, self.matched.doubtful, self.rows, self.people, row=ROW, person=PERSON)


def reached(led: pl.DataFrame, persons: pl.DataFrame, settings: Settings, *, identity: str) -> Reached | None:
    """Matches the rows that have no usable number; None if there is none such, or rows carry no name.

    A number that is sound but nobody's is not tried: its owner is nobody of ours.
    """
    name = f"{identity.removesuffix('id_no')}name"
    if name not in led.columns:
        return None
    usable = pl.col(f"{identity}_ok").fill_null(value=False)
    rows = led.filter(~usable & pl.col(PERSON).is_null() & pl.col(name).is_not_null())
    if rows.is_empty():
        return None
    rows = rows.with_columns(name=pl.col(name))
    people = persons.with_columns(
        phone=pl.coalesce(_known(persons, "member_phone"), _known(persons, "household_phone")),
        other_phone=_known(persons, "household_phone"),
    )
    return Reached(rows, people, matched(rows, people, settings, row=ROW, person=PERSON))


def _known(frame: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name) if name in frame.columns else pl.lit(None, dtype=pl.String)
