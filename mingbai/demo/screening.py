"""The first comparison of the demo's county: what its departments sent against its ledger."""

from datetime import datetime

from django.db import transaction

from mingbai.kit import scope
from mingbai.org.queries.machine import machine
from mingbai.screening.actions import running, runs, sent
from mingbai.screening.models import Run
from mingbai.screening.states import RunOccasion


def compared() -> bool:
    """Whether it has been."""
    with transaction.atomic(), scope.entered(machine()):
        return Run.objects.exists()


def load(*, at: datetime) -> None:
    """Run once, as the machine does by night."""
    if compared():
        return
    by = machine()
    with scope.entered(by):
        with transaction.atomic():
            run = runs.begin(occasion=RunOccasion.NIGHT, as_of=at.date(), by=by, at=at)
        running.carry_out(run=run, sent=sent.Exchange(), by=by, at=at)
