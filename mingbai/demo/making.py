"""Everything of the demo, from its areas to the answers of its villages; what is there is left alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from pathlib import Path

from mingbai.demo import (
    book,
    deliveries,
    findings,
    handed,
    ledger,
    people,
    screening,
    supervision,
)
from mingbai.demo.files.beside import Files
from mingbai.demo.together import Together, hands
from mingbai.kit import clock
from mingbai.kit.spoken import _

Step = Callable[[str], AbstractContextManager[None]]


def make(home: Path, files: Files, *, step: Step, dot: Callable[[str], None]) -> str:
    """Make what is missing; gives the table of accounts. ``step`` and ``dot`` tell how far it is."""
    with step(_("Areas, posts and accounts")):
        people.load()
        table = people.table()
    with hands() as together:
        with step(_("Households and people since 2016")):
            ledger.load(home, files=files, at=clock.read(), say=dot, together=together)
        with step(_("Half a year of supervision, departments' files and their first comparison")):
            _today(files.all(dot), together, at=clock.read())
    with step(_("Lists handed down")):
        handed.load(home, at=clock.read())
    with step(_("Findings sent and answered")):
        findings.load(at=clock.read())
        book.load(at=clock.read())
    return table


def _today(county: Path, together: Together, *, at: datetime) -> None:
    """Both at once; no process is begun for what is there."""
    if not (supervision.lived(at=at) and screening.compared()):
        together([partial(supervision.load, at=at), partial(departments, county, at=at)])


def departments(county: Path, *, at: datetime) -> None:
    """What the departments sent, and what it says against the ledger."""
    deliveries.load(county, at=at)
    screening.load(at=at)
