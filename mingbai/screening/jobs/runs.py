"""The comparison run, as the queue does it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mingbai.compare.refusal import CannotCompare
from mingbai.kit.jobs import JobFailed, job
from mingbai.kit.jobs.run import Run as Work
from mingbai.packs.problems import PackError
from mingbai.rulebook.plan import NoValue
from mingbai.rulebook.tables import BadTable
from mingbai.screening.actions import running, runs, sent
from mingbai.screening.actions.workroom import AnotherRuns
from mingbai.screening.models import Run

LONGEST = 300  # seconds that one statement may take: the snapshot of a whole county, its findings at once
CALLED_OFF = gettext_noop("This comparison was called off. Nothing was changed.")
ANOTHER = gettext_noop("Another comparison was running. Ask again when it is over.")
BOOK = gettext_noop("The rule book or the data is not as it should be: %(why)s")


@job(runs.JOB, title=_("Comparison"), statement_seconds=LONGEST)
def compare(work: Work, *, run: int) -> dict[str, Any]:
    """Compare the ledger with what was sent; safe to begin again after it was killed."""
    with work.step():
        found = Run.objects.get(pk=run)
    try:
        running.carry_out(run=found, sent=sent.Exchange(), by=work.acting, at=work.at, steps=work)
    except running.CalledOff as off:
        raise JobFailed(CALLED_OFF) from off
    except AnotherRuns as other:
        raise JobFailed(ANOTHER) from other
    except (CannotCompare, NoValue, BadTable) as wrong:
        raise JobFailed(BOOK, why=wrong.words.zh) from wrong
    except PackError as wrong:
        raise JobFailed(BOOK, why="；".join(one.said("zh") for one in wrong.problems[:3])) from wrong
    return {"run": str(found.key)}
