"""Working a what-if out, and clearing away what nobody saved."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mingbai.kit.jobs import job
from mingbai.kit.jobs.clockwork import as_machine
from mingbai.kit.jobs.run import JobFailed, Run
from mingbai.screening.actions import what_if as actions
from mingbai.screening.actions.sent import Exchange
from mingbai.screening.jobs.runs import LONGEST
from mingbai.screening.models import WhatIf

ASKED = gettext_noop("The county's tables are asked before and after the change")


@job(actions.WORK_OUT, title=_("What-if"), statement_seconds=LONGEST)
def work_out(run: Run, *, what_if: int) -> dict[str, Any]:
    """Ask the newest comparison's tables before and after the change; nothing for one that is worked out."""
    with run.step():
        row = WhatIf.objects.select_related("run").filter(pk=what_if).first()
        worked = row is not None and _worked(row, run)
    if not worked:
        raise JobFailed(gettext_noop("It could not be worked out; its page says why."))
    return {}


def _worked(row: WhatIf, run: Run) -> bool:
    """The action, with the run's progress."""
    return actions.work_out(
        row=row,
        sent=Exchange(),
        by=run.acting,
        at=run.at,
        told=lambda done, total: run.progress(done, total, ASKED),
    )


def hourly(*, at: datetime) -> None:
    """Clear away what nobody saved in time."""
    with as_machine(at) as machine:
        actions.clear(by=machine, at=at)
