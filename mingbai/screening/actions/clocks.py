"""The clock of new findings begins with the run that found them."""

from django.db.models import F, Q
from django.db.models.functions import TruncDate

from mingbai.kit.shown import day_of
from mingbai.screening.events import RunDone
from mingbai.screening.flow import finding as flow
from mingbai.screening.models import Finding
from mingbai.screening.states import FindingState


def on_run(event: RunDone) -> None:
    """Say by when what a run found, or found again, is to be sent."""
    due = flow.due(FindingState.NEW, day_of(event.at), Finding())
    if due is None:
        return
    without = Q(due=None) | Q(due__lt=TruncDate(F("found_at")))
    Finding.objects.filter(without, state=FindingState.NEW).update(due=due.day)
