"""The comparison itself: the ledger's people, what others sent, and the book; the headless job's own code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from mingbai.compare.agreement import Agreement, agreed
from mingbai.compare.engines import asked
from mingbai.compare.findings import Told, told
from mingbai.compare.leading import TOKENS
from mingbai.compare.matching.answers import Answers
from mingbai.compare.matching.settings import of as matching
from mingbai.compare.memory import given_back
from mingbai.compare.running import income_line
from mingbai.compare.standing import stood
from mingbai.compare.subjects import HOMES, PEOPLE
from mingbai.compare.tabling import Tables, made
from mingbai.compare.taken import Taken
from mingbai.compare.workbench import Workbench
from mingbai.kit.pack import installed
from mingbai.rulebook.book import Book
from mingbai.screening.actions import policies, standing
from mingbai.screening.actions.ledger import VILLAGES, Ledger
from mingbai.screening.actions.sent import Laid
from mingbai.tables.declaring import shipped

Step = Callable[[str], None]


@dataclass(frozen=True)
class Compared:
    """What came of it; every path lies in the run's folder."""

    book: Book
    folder: Path
    findings: Path
    told: Told
    tables: Tables
    three: Agreement
    unknown: frozenset[int]  # of the findings that held before those that cannot be told of today

    @property
    def standings(self) -> Path:
        """Where every registered household and person stands with every policy (`compare.standing`)."""
        return self.folder / "standing.parquet"

    @property
    def policies(self) -> Path:
        """Every policy and whom it holds for, is unknown for, is received by."""
        return self.folder / "policies.parquet"


def compared(
    *,
    book: Book,
    as_of: date,
    ledger: Ledger,
    laid: Laid,
    answers: Answers,
    held: pl.DataFrame,
    folder: Path,
    step: Step,
) -> Compared:
    """Ask the whole book. `held`: the findings that held before this run, as `upserting.held` gives them."""
    taken = taken_of(ledger, laid, folder / "work")
    step("tables")
    bench = Workbench(taken.folder)
    tables = tabled(book, taken, ledger, answers, bench=bench, folder=folder / "tables")
    given_back()
    step("rules")
    with asked("duckdb", book, tables.paths, as_of=as_of, work=taken.folder) as one:
        step("findings")
        path = folder / "findings.parquet"
        found = told(one.run, tables, out=path)
        policies.written(one.run, folder / "policies.parquet")
        stood(one.run, tables, out=folder / "standing.parquet")
        unknown = standing.unknown(one.run, numbered(held, tables.folder), findings=path)
    given_back()
    step("agreement")
    bench.close()
    three = agreed(taken, line_fen=income_line(book, as_of), leading=TOKENS)
    return Compared(book, folder, path, found, tables, three, unknown)


def tabled(
    book: Book, taken: Taken, ledger: Ledger, answers: Answers, *, bench: Workbench, folder: Path
) -> Tables:
    """The tables of the book, and from the numbers in them to the ledger's rows."""
    tables = Tables(folder, bench, matching(installed()), answers, TOKENS)
    made(book, taken, shipped(), ledger.subjects(), tables=tables)
    keys_poured(bench, tables.folder)
    return tables


def taken_of(ledger: Ledger, laid: Laid, work: Path) -> Taken:
    """What others sent, and the village's sheet from the ledger unless somebody sent a newer one."""
    work.mkdir(parents=True, exist_ok=True)
    parts = {VILLAGES: [ledger.path("village")]} | laid.parts if ledger.rows["village"] else dict(laid.parts)
    names = {path: path.stem for paths in parts.values() for path in paths}
    return Taken(work, parts, names)


def numbered(held: pl.DataFrame, folder: Path) -> pl.DataFrame:
    """With `no`, the number by which the run knows the subject; who is no longer there has their old one."""
    people = pl.read_parquet(folder / "keys_person.parquet", columns=["person_id", "person_no"])
    homes = pl.read_parquet(folder / "keys_household.parquet", columns=["household_id", "household_no"])
    keys = pl.concat(
        [
            people.select(subject_kind=pl.lit("person"), subject_no=pl.col("person_id"), no="person_no"),
            homes.select(
                subject_kind=pl.lit("household"), subject_no=pl.col("household_id"), no="household_no"
            ),
        ]
    ).with_columns(pl.col("subject_no").cast(pl.String))
    found = held.join(keys, on=["subject_kind", "subject_no"], how="left")
    return found.with_columns(no=pl.coalesce("no", "subject_no"))


def keys_poured(bench: Workbench, folder: Path) -> None:
    """From the numbers that the run speaks of to the ledger's rows."""
    columns = "household_no, household_id, area_code"
    homes = f"SELECT {columns}, head_name FROM {HOMES} ORDER BY n"  # noqa: S608 - our own names
    people = f"SELECT person_no, person_id, {columns} FROM {PEOPLE} ORDER BY n"  # noqa: S608 - our own names
    bench.poured(folder / "keys_household.parquet", homes)
    bench.poured(folder / "keys_person.parquet", people)
