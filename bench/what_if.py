"""A what-if through the page against the headless command on the same tables. The size counts persons.

Ours goes the whole way of a request: asked by a form, the job opens the sealed facts of the newest run, loads
them, works it out, keeps the numbers and seals the names; then the page's figures
are added up (drawing is left out). The plain way is what
`mingbai rules simulate` does once its tables are loaded. Loading is told apart: the aim of 5 s counts after it.
"""

import statistics
import tempfile
import time
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from mingbai.kit.scope import ActingPost, entered, range_of
from mingbai.org.actions import areas
from mingbai.org.queries.founder import founder
from mingbai.rulebook.on_duckdb import Session, connect
from mingbai.rulebook.simulating import simulated
from mingbai.screening.actions import what_if
from mingbai.screening.queries import editions
from mingbai.screening.queries import what_if as asking
from mingbai.screening.queries import what_if_told as telling
from mingbai.screening.states import WhatIfState
from tests.screening.facts import AS_OF, compared, run_on

SIZE = 925_000
AIM = 5.0  # seconds after loading
COUNTY = "411726000000"
LO, HI = range_of(COUNTY)
CLERK = ActingPost(1, 1, "county_office_officer", "bench", COUNTY, LO, HI, LO, HI)
# A value that touches one rule of persons, one that touches policies of households, one of a rule's own limits.
ASKED = (
    ("medical_alert_inpatient_graduated", "", "1000"),
    ("industry_award", "", "3500"),
    ("X05", "c-car-0", "1"),
)
TIMES = 3


def run(size: int) -> None:
    """Ask each question a few times in turn with the headless way."""
    with tempfile.TemporaryDirectory(prefix="mingbai-bench-") as name:
        tables = compared(Path(name), people=size)
        with entered(founder()), transaction.atomic():
            areas.load_county(by=founder(), at=timezone.now() - timedelta(days=1))
        run_on(tables, CLERK)
        print(f"{'':<40}{'load s':>8}{'page s':>8}{'headless s':>12}{'ratio':>8}")
        for code, field, typed in ASKED:
            _measured(code, field, typed, tables, Path(name))


def _measured(code: str, field: str, typed: str, tables: dict[str, Path], folder: Path) -> None:
    loads, ours, plain = [], [], []
    for _n in range(TIMES):
        load, took, effects = _page(code, field, typed)
        same, told = _headless(code, field, typed, tables, folder)
        if told != effects:
            raise SystemExit(f"{code}: the page and the command tell different numbers")
        loads.append(load)
        ours.append(took)
        plain.append(same)
    middle = statistics.median
    print(
        f"{code + ' ' + field:<40}{middle(loads):>8.2f}{middle(ours):>8.2f}{middle(plain):>12.2f}"
        f"{middle(ours) / middle(plain):>7.2f}x{'' if middle(ours) <= AIM else '  over the aim of 5 s'}"
    )


def _setting(code: str, field: str, typed: str) -> asking.Setting:
    book = editions.book(AS_OF)
    knobs = asking.of_rule(book, code, AS_OF) if field else asking.of_parameter(book, code, AS_OF)
    found = asking.turned(book, next(one for one in knobs if not field or one.field == field), typed)
    if found is None:
        raise SystemExit(f"{code}: nothing is changed")
    return found


def _page(code: str, field: str, typed: str) -> tuple[float, float, list]:
    """Seconds of loading, seconds of all the rest, the numbers."""
    began = time.perf_counter()
    with entered(CLERK), transaction.atomic():
        row = what_if.ask(settings=[_setting(code, field, typed)], by=CLERK, at=timezone.now())
    with entered(CLERK), transaction.atomic():
        what_if.work_out(row=row, by=CLERK, at=timezone.now(), told=lambda _done, _total: None)
        row.refresh_from_db()
        if row.state != WhatIfState.DONE:
            raise SystemExit(str(row.trouble))
        told = telling.told(row)
    whole = time.perf_counter() - began
    load = row.seconds["open"] + row.seconds["load"]
    return load, whole - load, row.effects if told else []


def _headless(code: str, field: str, typed: str, tables: dict[str, Path], folder: Path) -> tuple[float, list]:
    with entered(CLERK), transaction.atomic():
        laid, setting = editions.of_era("2016-2020"), [_setting(code, field, typed)]
    known = {one.dataset for one in laid.book.entities.values() if one.distinct is None}
    session = Session(
        laid.book,
        {k: v for k, v in tables.items() if k in known},
        connect(memory="1GB", spill=folder / "spill"),
    )
    began = time.perf_counter()
    book = asking.changed_book(laid, setting, editions.papers(laid.book))
    changed = asking.changed_values(laid.book, setting)
    rules = None if changed else [code]
    found = simulated(session, as_of=AS_OF, changed=changed, book=book, rules=rules)
    told = [asdict(one) for one in found.effects()]
    took = time.perf_counter() - began
    session.connection.close()
    return took, told
