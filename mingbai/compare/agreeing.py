"""The three comparisons line by line: who agrees with the standard, with the register, with departments.

对户对标, 对人对网, 对网比对 as rows, from the tables that a run lays out (`tabling`), so that a figure and
the list behind it are the same rows. `agreement` makes township tables of the same questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from mingbai.compare.agreement import PAIRS, Pair, at_school, by_latest, gone, in_post, out_of_school

c = pl.col
STANDARD, GROUND, SYSTEMS = "standard", "ground", "systems"
BOARDS = {
    STANDARD: ("income", "house", "water", "insured", "school", "all"),
    GROUND: ("hukou",),
    SYSTEMS: tuple(pair.column for pair in PAIRS),
}
"""Each comparison with its items; those of the third are the national system's own facts."""
MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
BOTH, OURS_ONLY, THEIRS_ONLY, NEITHER = "both", "ours_only", "theirs_only", "neither"
COLUMNS = ("board", "item", "subject", "no", "standing", "area_code")
YES = pl.lit(value=True)


@dataclass(frozen=True)
class Tabled:
    """The tables of a run by name; a table that has not come is not among them."""

    paths: Mapping[str, Path]

    def has(self, name: str) -> bool:
        """Whether the table has come."""
        return name in self.paths

    def scan(self, name: str) -> pl.LazyFrame:
        """Its rows."""
        return pl.scan_parquet(self.paths[name])

    @property
    def homes(self) -> pl.LazyFrame:
        """Registered households that stand in a village."""
        return self.scan("household").filter("registered", c("area_code").is_not_null())

    @property
    def people(self) -> pl.LazyFrame:
        """Members of these, each with the village of the household."""
        homes = self.homes.select("household_no", "area_code")
        return self.scan("person").drop("area_code", strict=False).join(homes, on="household_no", how="inner")

    def of_homes(self, name: str) -> pl.LazyFrame:
        """The rows of a table that lead to a household: at once, or by the person."""
        rows = self.scan(name)
        if "household_no" in rows.collect_schema():
            return rows
        return rows.join(self.people.select("person_no", "household_no"), on="person_no", how="inner")


def agreed(paths: Mapping[str, Path], *, line_fen: int | None) -> pl.DataFrame:
    """Every line of the three comparisons. Columns: COLUMNS. `line_fen` is the income line of the day."""
    tabled = Tabled(paths)
    parts = [_standard(tabled, line_fen), *_ground(tabled), *_systems(tabled)]
    return pl.concat(part.select(COLUMNS) for part in parts).collect(engine="streaming")


def _standard(tabled: Tabled, line_fen: int | None) -> pl.LazyFrame:
    unknown = pl.lit(None, dtype=pl.Boolean)
    homes = tabled.homes.select(
        "household_no",
        "area_code",
        income=c("net_per_capita") >= line_fen if line_fen is not None else unknown,
    )
    answers = {
        "house": _latest(tabled, "house_safety", "grade", "appraised_on"),
        "water": _latest(tabled, "safe_water", "safe", "checked_on"),
        "insured": _insured(tabled),
        "school": _school(tabled),
    }
    for name, found in answers.items():
        if found is None:
            homes = homes.with_columns(unknown.alias(name))
        else:
            answer = found.select("household_no", c("answer").alias(name))
            homes = homes.join(answer, on="household_no", how="left")
    every = [name for name in BOARDS[STANDARD] if name != "all"]
    long = homes.with_columns(all=pl.all_horizontal(every)).unpivot(
        [*every, "all"], index=["household_no", "area_code"], variable_name="item", value_name="met"
    )
    said = (
        pl.when(c("met")).then(pl.lit(MET)).when(~c("met")).then(pl.lit(NOT_MET)).otherwise(pl.lit(UNKNOWN))
    )
    return long.select(
        "item", "area_code", board=pl.lit(STANDARD), subject=pl.lit("household"), no="household_no",
        standing=said,
    )  # fmt: skip


def _latest(tabled: Tabled, name: str, fact: str, day: str) -> pl.LazyFrame | None:
    """By the latest check of the household, of several on one day the worst."""
    if not tabled.has(name):
        return None
    return tabled.of_homes(name).group_by("household_no").agg(answer=by_latest(fact, day))


def _insured(tabled: Tabled) -> pl.LazyFrame | None:
    """Whether everybody of the household is insured, with residents or with an employer."""
    if not tabled.has("medical_insurance"):
        return None
    rows = tabled.scan("medical_insurance").filter("insured").select("person_no").unique()
    people = tabled.people.join(rows.with_columns(paid=YES), on="person_no", how="left")
    covered = c("paid").is_not_null() | c("employee_medical").fill_null(value=False)
    return people.group_by("household_no").agg(answer=covered.all())


def _school(tabled: Tabled) -> pl.LazyFrame | None:
    if not tabled.has("student_status"):
        return None
    out = tabled.of_homes("student_status").filter(out_of_school())
    gone_homes = out.select("household_no").unique().with_columns(gone=YES)
    homes = tabled.homes.select("household_no").join(gone_homes, on="household_no", how="left")
    return homes.select("household_no", answer=c("gone").is_null())


def _ground(tabled: Tabled) -> Iterator[pl.LazyFrame]:
    """Registered people: in the register of residence, or not."""
    if not tabled.has("hukou"):
        return
    here = tabled.scan("hukou").filter(~gone()).select("person_no").unique().with_columns(here=YES)
    people = tabled.people.select("person_no", "area_code").join(here, on="person_no", how="left")
    yield people.select(
        "area_code", board=pl.lit(GROUND), item=pl.lit("hukou"), subject=pl.lit("person"), no="person_no",
        standing=pl.when(c("here").is_null()).then(pl.lit(OURS_ONLY)).otherwise(pl.lit(BOTH)),
    )  # fmt: skip


def _systems(tabled: Tabled) -> Iterator[pl.LazyFrame]:
    """What the ledger says of registered people against what departments say of the same."""
    people = tabled.people.with_columns(post=in_post(), student=at_school())
    for pair in PAIRS:
        if tabled.has(pair.dataset):
            yield _agree(tabled, pair, people)


def _agree(tabled: Tabled, pair: Pair, people: pl.LazyFrame) -> pl.LazyFrame:
    rows = tabled.scan(pair.dataset).filter(pair.says).select("person_no").unique().with_columns(there=YES)
    both = people.select("person_no", "area_code", ours=pair.column).join(rows, on="person_no", how="left")
    there = c("there").is_not_null()
    standing = (
        pl.when(c("ours").is_null()).then(pl.lit(UNKNOWN))
        .when(c("ours") & there).then(pl.lit(BOTH))
        .when(c("ours")).then(pl.lit(OURS_ONLY))
        .when(there).then(pl.lit(THEIRS_ONLY))
        .otherwise(pl.lit(NEITHER))
    )  # fmt: skip
    return both.select(
        "area_code", board=pl.lit(SYSTEMS), item=pl.lit(pair.column), subject=pl.lit("person"),
        no="person_no", standing=standing,
    )  # fmt: skip
