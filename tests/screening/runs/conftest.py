"""A small county on disk, compared headless, and its ledger made from the same files."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from mingbai.compare.running import Wish, compare
from mingbai.demo.files.writing import write
from mingbai.kit.scope import entered
from mingbai.org.queries.machine import machine
from mingbai.screening.actions import running, runs
from mingbai.screening.models import Finding, Run
from mingbai.screening.states import RunOccasion
from tests.factories import county
from tests.factories.county import AT
from tests.screening.runs import ledgers
from tests.screening.runs.sending import FromFiles

AS_OF = AT.date()
PEOPLE = 2_000


@dataclass
class Town:
    """Files, the headless job's tables and findings, what was sent, and the truth."""

    county: Path
    tables: Path
    headless: pl.DataFrame
    sent: FromFiles
    planted: list[dict[str, str]]

    def run(self, *, as_of: date = AS_OF, at=AT, sent: FromFiles | None = None) -> Run:
        """A run, asked for and carried out by the machine."""
        by = machine()
        with entered(by):
            with transaction.atomic():
                run = runs.begin(occasion=RunOccasion.HAND, as_of=as_of, by=by, at=at)
            return running.carry_out(run=run, sent=sent or self.sent, by=by, at=at)


def quiet(_: object) -> None:
    """Says nothing."""


def headless(folder: Path, out: Path) -> pl.DataFrame:
    compare(Wish(folder / "people", folder / "departments", out, AS_OF), say=quiet)
    return pl.read_parquet(out / "findings.parquet")


def planted_in(folder: Path) -> list[dict[str, str]]:
    with (folder / "truth" / "planted.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder = tmp_path_factory.mktemp("screening")
    made = write(folder / "county", people=PEOPLE, seed=2020, step=quiet)
    found = headless(made, folder / "out")
    return Town(made, folder / "out" / "tables", found, FromFiles(made, folder / "sent"), planted_in(made))


@pytest.fixture(scope="module")
def town(files: Town, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """The ledger stands for the module, in a transaction that is undone at its end."""
    with django_db_blocker.unblock():
        county.load()
        with transaction.atomic():
            ledgers.of_today(files.county)
            yield files
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def once(town: Town) -> Town:
    """After a first run."""
    town.run()
    return town


@pytest.fixture
def ran(once: Town) -> Iterator[Town]:
    """After a first run; whatever a test does is undone."""
    with transaction.atomic():
        yield once
        transaction.set_rollback(True)


def findings(**wanted: object) -> list[Finding]:
    with entered(machine()), transaction.atomic():
        return list(Finding.objects.filter(**wanted).select_related("household", "person"))


def told(rows: list[Finding]) -> set[tuple[str, str, str, str]]:
    """Rule, kind, subject and its number, as the headless job tells of it."""
    return {(row.rule, row.kind, row.subject_kind, number(row)) for row in rows}


def number(row: Finding) -> str:
    """The nation's number of a household or person, which the headless job knows them by."""
    if row.subject_kind == "person" and row.person is not None:
        return row.person.number
    if row.subject_kind == "household" and row.household is not None:
        return row.household.number
    return row.subject_no


def told_headless(rows: pl.DataFrame) -> set[tuple[str, str, str, str]]:
    return set(rows.select("rule", "kind", "subject", "no").iter_rows())
