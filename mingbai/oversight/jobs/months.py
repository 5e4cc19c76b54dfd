"""A month frozen in the background."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.jobs import job
from mingbai.kit.jobs.run import Run
from mingbai.oversight.actions import freezing


@job(freezing.FREEZE, title=_("Freezing of a month"))
def freeze(run: Run, *, month: str) -> dict[str, Any]:
    """Reckon every subject of the month and freeze it, wholly or not at all; frozen already is done."""
    wanted = date.fromisoformat(month)
    known = freezing.frozen(wanted)
    if known is not None:
        return {"month": month, "digest": known.digest}
    with run.step():
        made = freezing.freeze(month=wanted, by=run.acting, at=run.at, told=run.progress)
    return {"month": month, "digest": made.digest}
