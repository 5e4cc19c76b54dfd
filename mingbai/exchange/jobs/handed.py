"""What the queue does for long lists from above: reads, splits, sends them, makes their feedback files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mingbai.exchange.actions import handed as actions
from mingbai.exchange.actions.handed import asking
from mingbai.exchange.actions.refusal import BadList
from mingbai.exchange.models import HandedList
from mingbai.exchange.states import HandedState
from mingbai.kit.jobs import JobFailed, job
from mingbai.kit.jobs.run import Run
from mingbai.tables.problems import FileRefused

LONGEST = 300  # seconds for one statement over a whole list
UNREADABLE = gettext_noop("The file cannot be read as a table. Please save it again and send it anew.")
NOTHING = gettext_noop("There was nothing to do: open the list and see what it asks for.")


def _in_step(run: Run, number: int, work: Callable[[HandedList], Any], *, until: tuple[str, ...]) -> None:
    """Do the work in one step unless an earlier attempt has done it."""
    with run.step():
        found = HandedList.objects.get(pk=number)
        if found.state in until:
            return
        try:
            work(found)
        except FileRefused as refused:
            raise JobFailed(UNREADABLE) from refused
        except BadList as refused:
            raise JobFailed(NOTHING) from refused


@job(asking.READ, title=_("Reading of a list from above"), statement_seconds=LONGEST)
def read(run: Run, *, handed: int) -> dict[str, Any]:
    """Read it, and split it too if nothing needs to be asked."""

    def work(found: HandedList) -> None:
        actions.read(handed=found, by=run.acting, at=run.at)
        if actions.known(found):
            actions.split(handed=found, by=run.acting, at=run.at, report=run.progress)

    _in_step(run, handed, work, until=(HandedState.COLUMNS, HandedState.SPLIT, HandedState.SENT))
    return {}


@job(asking.SPLIT, title=_("Matching of a list from above"), statement_seconds=LONGEST)
def split(run: Run, *, handed: int) -> dict[str, Any]:
    """Match and split; done again it gives the same."""

    def work(found: HandedList) -> None:
        actions.split(handed=found, by=run.acting, at=run.at, report=run.progress)

    _in_step(run, handed, work, until=(HandedState.SENT, HandedState.RETURNED, HandedState.WITHDRAWN))
    return {}


@job(asking.SEND, title=_("Sending of a list from above"), statement_seconds=LONGEST)
def send(run: Run, *, handed: int) -> dict[str, Any]:
    """Send it in one piece."""
    sent = (HandedState.SENT, HandedState.RETURNED)
    _in_step(run, handed, lambda found: actions.send(handed=found, by=run.acting, at=run.at), until=sent)
    return {}


@job(asking.GIVE_BACK, title=_("Feedback file of a list from above"), statement_seconds=LONGEST)
def give_back(run: Run, *, handed: int) -> dict[str, Any]:
    """Make the file from the answers so far."""
    _in_step(
        run, handed, lambda found: actions.give_back(handed=found, by=run.acting, at=run.at),
        until=(HandedState.WITHDRAWN,),
    )  # fmt: skip
    return {}
