"""A village's cards as one file."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mingbai.kit.jobs import job
from mingbai.kit.jobs.run import JobFailed, Run
from mingbai.registry.actions import cards

MAKE = cards.MAKE


@job(MAKE, title=_("Household cards of a village"))
def make_cards(run: Run, *, village: str) -> dict[str, Any]:
    """One PDF with a page for each registered or monitored family that the asker's post reaches."""
    with run.step():
        file, count = cards.keep_village(village=village, by=run.acting, at=run.at, told=run.progress)
    if file is None:
        raise JobFailed(gettext_noop("No family of this village has a card."))
    return {"file": file, "cards": count}
