"""The night's run through the web against the headless comparison of the same county. The size counts people.

Both tell the same findings. Headless reads and checks every workbook; the web opens what was accepted already,
takes the ledger as it stands, and ends when the findings are there to be seen.
"""

import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import polars as pl
from django.db import transaction

from bench.importing import AT, COUNTY, MERGER, SENDER
from bench.timing import peak
from mingbai.compare.running import Wish, compare
from mingbai.demo.files.writing import write
from mingbai.demo.ledger import MONITORED, ROSTER, SHEET, TODAYS, stated_amounts, watched
from mingbai.demo.past import opening
from mingbai.kit.scope import entered
from mingbai.org.actions import areas
from mingbai.org.queries.founder import founder
from mingbai.org.queries.machine import machine
from mingbai.registry.actions import importing, incomes_bulk
from mingbai.registry.models import Household
from mingbai.screening.actions import running, runs
from mingbai.screening.models import Finding
from mingbai.screening.states import RunOccasion
from tests.screening.runs.sending import FromFiles

SIZE = 925_000
AS_OF = date(2020, 11, 30)


def run(size: int) -> None:
    """Print both, the web's steps and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        county = write(folder / "county", people=size, seed=2020, step=lambda _text: None)
        start = time.perf_counter()
        headless = compare(
            Wish(county / "people", county / "departments", folder / "out", AS_OF), say=lambda _t: None
        )
        whole = time.perf_counter() - start
        told = pl.read_parquet(folder / "out" / "findings.parquet")
        without_reading = whole - headless.times["files"]
        print(
            f"  headless             {whole:7.1f} s, of which reading files {headless.times['files']:.1f} s, {len(told)} findings"
        )
        _ledger(county)
        _web(county, folder, without_reading, told)


def _ledger(county: Path) -> None:
    with entered(founder()), transaction.atomic():
        areas.load_county(by=founder(), at=AT - timedelta(days=30))
    uploads = [importing.Upload.of(county / "people" / one) for one in (*TODAYS, ROSTER, SHEET)]
    with entered(SENDER), transaction.atomic():
        batch = importing.stage(files=uploads, as_of=date(2020, 1, 1), by=SENDER, at=AT, category="graduated")
        importing.check(batch=batch, by=SENDER, at=AT)
        importing.ask(batch=batch, by=SENDER, at=AT)
    with entered(MERGER), transaction.atomic():
        importing.merge_now(batch=batch, by=MERGER, at=AT)
        homes = {home.number: home.pk for home in Household.objects.filter(registered=True)}
        rows = [
            {
                "household_id": homes[no],
                "area_code": COUNTY,
                "year": 2019,
                "counted_on": date(2019, 12, 10),
                **stated_amounts(row),
            }
            for no, row in opening.stated(county / "people", 2019).items()
            if no in homes
        ]
        incomes_bulk.count_many(pl.DataFrame(rows), counted_by="bench", at=AT)
        watched(county / "people" / f"{MONITORED}.xlsx", by=MERGER, at=AT)


def _web(county: Path, folder: Path, headless: float, told: pl.DataFrame) -> None:
    by, sent = machine(), FromFiles(county, folder / "sent")
    sent.lay(
        folder=folder / "laid", as_of=AS_OF, by=by, at=AT
    )  # what exchange has done long before the night
    laid = Kept(sent, folder / "laid")
    with entered(by):
        with transaction.atomic():
            made = runs.begin(occasion=RunOccasion.NIGHT, as_of=AS_OF, by=by, at=AT)
        start = time.perf_counter()
        done = running.carry_out(run=made, sent=laid, by=by, at=AT)
        taken = time.perf_counter() - start
        with transaction.atomic():
            found = set(Finding.objects.values_list("rule", "kind", "subject_kind"))
            count = Finding.objects.count()
    same = count == len(told) and found == set(told.select("rule", "kind", "subject").iter_rows())
    print(
        f"  web, start to seen   {taken:7.1f} s, {taken / headless:.2f} of headless without reading, {count} findings, the same: {same}"
    )
    for step, seconds in done.times.items():
        print(f"    {step:18} {seconds:7.1f} s")
    print(f"  {peak()}")


class Kept:
    """What was laid open before is handed over as it is."""

    def __init__(self, sent: FromFiles, folder: Path) -> None:
        self.sent, self.folder = sent, folder

    def lay(self, **_given: object) -> object:
        return self.sent.laid

    def answers(self) -> object:
        return self.sent.answers()

    def ask(self, reached: object, **_given: object) -> None:
        """Nobody is asked."""
