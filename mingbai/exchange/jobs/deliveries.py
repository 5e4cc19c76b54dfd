"""What the queue does for departments' files."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.exchange.actions import checking, moves
from mingbai.exchange.models import Delivery
from mingbai.kit.jobs import job
from mingbai.kit.jobs.run import Run

LONGEST = 600  # seconds that one statement may take


@job(moves.CHECK, title=_("Check of a department's file"), statement_seconds=LONGEST)
def check(run: Run, *, delivery: int) -> dict[str, Any]:
    """Read, keep and compare; goes on where a killed attempt ended."""
    with run.step():
        found = Delivery.objects.get(pk=delivery)
    done = checking.check(delivery=found, by=run.acting, at=run.at, steps=run)
    return {"rows": done.counts.get("rows", 0)}
