"""The night's run through the web against the headless comparison of the same county. The size counts people.

Both tell the same findings. Headless reads and checks every workbook; the web opens what was accepted already,
takes the ledger as it stands, and ends when the findings are there to be seen.
"""

import tempfile
import time
from datetime import date
from pathlib import Path

import polars as pl
from django.db import transaction

from bench.timing import peak
from mingbai.compare.running import Wish, compare
from mingbai.demo.files.writing import write
from mingbai.kit.scope import entered
from mingbai.org.queries.machine import machine
from mingbai.screening.actions import running, runs
from mingbai.screening.states import RunOccasion
from tests.factories import county
from tests.factories.county import AT
from tests.screening.runs import ledgers
from tests.screening.runs.conftest import findings, told, told_headless
from tests.screening.runs.sending import FromFiles

SIZE = 925_000
AS_OF = date(2020, 11, 30)


def run(size: int) -> None:
    """Print both, the web's steps and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = write(folder / "county", people=size, seed=2020, step=lambda _text: None)
        start = time.perf_counter()
        headless = compare(
            Wish(made / "people", made / "departments", folder / "out", AS_OF), say=lambda _t: None
        )
        whole = time.perf_counter() - start
        found = pl.read_parquet(folder / "out" / "findings.parquet")
        without_reading = whole - headless.times["files"]
        print(
            f"  headless             {whole:7.1f} s, of which reading files {headless.times['files']:.1f} s, {len(found)} findings"
        )
        county.load()
        ledgers.of_today(made)
        _web(made, folder, without_reading, told_headless(found))


def _web(files: Path, folder: Path, headless: float, wanted: set[tuple[str, str, str, str]]) -> None:
    by, sent = machine(), FromFiles(files, folder / "sent")
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
    seen = told(findings(holds=True))
    print(
        f"  web, start to seen   {taken:7.1f} s, {taken / headless:.2f} of headless without reading, {len(seen)} findings, "
        f"{len(wanted - seen)} missing, {len(seen - wanted)} extra"
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
