"""Many findings sent in the background."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.jobs import job
from mingbai.kit.jobs.run import Run
from mingbai.screening.actions import sending
from mingbai.screening.queries.towns import Asked


@job(sending.SEND, title=_("Sending of findings"))
def send(run: Run, *, kind: str, rule: str, severity: str, towns: list[str], due: str) -> dict[str, Any]:
    """Send township by township; one that is sent stays sent, so that a killed attempt goes on."""
    last = date.fromisoformat(due) if due else None
    sent = 0
    for number, town in enumerate(towns):
        run.progress(number, len(towns))
        asked = Asked(kind, rule, severity, (town,))
        with run.step():
            sent += sending.send_all(asked=asked, due=last, by=run.acting, at=run.at)
    return {"sent": sent}
