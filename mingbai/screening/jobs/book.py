"""The check of a change of the rule book."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mingbai.kit.jobs import job
from mingbai.kit.jobs.run import JobFailed, Run
from mingbai.screening.actions import book
from mingbai.screening.models import BookChange

ANSWERED = gettext_noop("Examples answered, rule by rule")


@job(book.CHECK, title=_("Check of a change of the rule book"))
def check(run: Run, *, change: int) -> dict[str, Any]:
    """Load every era's book with it and answer every example; safe to do twice."""
    with run.step():
        found = BookChange.objects.get(pk=change)
        loads = book.carry_out_check(
            change=found,
            by=run.acting,
            at=run.at,
            told=lambda done, total: run.progress(done, total, ANSWERED),
        )
    if not loads:
        raise JobFailed(gettext_noop("The rule book does not load with this change; the draft says why."))
    return {}
