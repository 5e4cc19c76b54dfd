"""A month, quarter or year frozen in the background."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mingbai.kit.jobs import job
from mingbai.kit.jobs.run import JobFailed, Run
from mingbai.oversight.actions import freezing
from mingbai.oversight.models import Period
from mingbai.oversight.queries import periods


@job(freezing.FREEZE, title=_("Freezing of a period"))
def freeze(run: Run, *, period: str) -> dict[str, Any]:
    """Reckon every subject of the period and freeze it, wholly or not at all; frozen already is done."""
    wanted = Period.read(period)
    if wanted is None:
        raise JobFailed(gettext_noop("There is no such period."))
    with run.step():
        made = periods.kept(wanted) or freezing.freeze(
            period=wanted, by=run.acting, at=run.at, told=run.progress
        )
        return {"period": period, "digest": made.digest}
