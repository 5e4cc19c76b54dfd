"""A dataset's rows that carry no usable identity number, led to people by what else they say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from mingbai.compare.leading import Leading
from mingbai.compare.matching import paper
from mingbai.compare.matching.answers import Answers
from mingbai.compare.matching.matcher import CONFIRMED, Matched, matched
from mingbai.compare.matching.settings import Settings
from mingbai.compare.matching.shaping import ASKED
from mingbai.compare.subjects import PEOPLE
from mingbai.compare.workbench import Workbench, own, selected
from mingbai.tables.atomic import replacing

ROW, PERSON = "row_no", "person_no"
TAIL = "phone_tail"  # all that is left of a telephone beside its token


@dataclass(frozen=True)
class Reached:
    """What matching made of the rows without a number: pairs, how many rows, how many wait for a person."""

    pairs: pl.DataFrame
    rows: int
    doubtful: int
    asked: pl.DataFrame  # the doubtful pairs with their rows' marks, as `matched` gives them
    told: pl.DataFrame  # what those rows say of themselves, by `row_no`

    def counts(self) -> dict[str, int]:
        """How many rows there were, how many are matched (and confirmed), how many wait for a person."""
        confirmed = self.pairs.filter(pl.col("match_basis") == CONFIRMED).height
        matched_ = len(self.pairs)
        return {"rows": self.rows, "matched": matched_, "confirmed": confirmed, "doubtful": self.doubtful}


def reached(
    bench: Workbench,
    settings: Settings,
    answers: Answers,
    *,
    rows: str,
    dataset: str,
    identity: str,
    leading: Leading,
    folder: Path,
) -> Reached | None:
    """Matches the rows that have no usable number; None if there is none such, or rows carry no name.

    `rows` is the view of the dataset's rows. A number that is sound but nobody's is not tried: its owner is
    nobody of ours. Writes `<dataset>.parquet`, the pairs and their basis, and `<dataset>.xlsx`, the doubtful
    ones if any.
    """
    open_ = _open(bench, rows, identity, leading)
    if open_ is None or open_.is_empty():
        return None
    people = _people(bench)
    found = matched(open_, people, settings, row=ROW, person=PERSON, answers=answers)
    _write(found, open_, people, folder=folder, dataset=dataset)
    told = open_.filter(pl.col(ROW).cast(pl.String).is_in(found.doubtful["row"].implode()))
    return Reached(found.pairs, len(open_), found.doubtful["row"].n_unique(), found.doubtful, told)


def _open(bench: Workbench, rows: str, identity: str, leading: Leading) -> pl.DataFrame | None:
    name = f"{identity.removesuffix('id_no')}name"
    held = bench.columns(rows)
    if name not in held:
        return None
    columns = own([one for one in (ROW, "row_in_file", *ASKED) if one in held])
    columns |= {"name": name, "file": "file_name"}
    columns |= {"phone": TAIL} if TAIL in held else {}
    usable = f"coalesce({identity}_ok, FALSE)"
    led = f"SELECT id FROM leads WHERE id = {leading.sql(identity)}"  # noqa: S608 - declared names
    where = f"NOT {usable} AND {name} IS NOT NULL AND NOT EXISTS ({led})"
    return bench.frame(f"SELECT {selected(columns)} FROM {rows} WHERE {where} ORDER BY {ROW}")  # noqa: S608


def _people(bench: Workbench) -> pl.DataFrame:
    """Everybody, by what can be compared."""
    held = bench.columns(PEOPLE)
    columns = own([one for one in (PERSON, "row_in_file", *ASKED) if one in held])
    columns |= {"file": "file_name"} if "file_name" in held else {}
    phones = [one for one in ("member_phone", "household_phone") if one in held]
    columns |= {"phone": f"coalesce({', '.join([*phones, 'NULL'])})"}
    columns |= {"other_phone": "household_phone" if "household_phone" in held else "NULL"}
    return bench.frame(f"SELECT {selected(columns)} FROM {PEOPLE} ORDER BY n")  # noqa: S608 - our own names


def _write(found: Matched, rows: pl.DataFrame, people: pl.DataFrame, *, folder: Path, dataset: str) -> None:
    with replacing(folder / f"{dataset}.parquet") as part:
        found.pairs.write_parquet(part, compression="zstd")
    if len(found.doubtful) and "file" in people.columns:
        paper.written(folder / f"{dataset}.xlsx", found.doubtful, rows, people, row=ROW, person=PERSON)
