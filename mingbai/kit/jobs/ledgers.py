"""The pages of a person's own jobs."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingbai.kit.jobs.models import Job, State
from mingbai.kit.ledger import Choice, Column, Ledger, Panel


def panel(row: Job, _request: HttpRequest) -> dict[str, object]:
    """What the progress panel reads."""
    return {"file": row.result.get("file"), "may_repeat": row.state in (State.FAILED, State.CANCELLED)}


jobs = Ledger(
    name="kit:jobs",
    title=_("My long work"),
    intro=_("What you asked for and the program does in its own time. Nobody else sees this list."),
    model=Job,
    key="code",
    order="-asked_at",
    heading=lambda row: row.title,
    columns=[
        Column("title", _("The work")),
        Column("state", _("State"), kind="choice"),
        Column("asked_at", _("Asked"), kind="minute", sort="asked_at"),
        Column("purpose", _("Purpose"), spare=True),
        Column("post_label", _("Asked as"), spare=True),
    ],
    filters=[Choice("state", _("State"), choices=State.choices)],
    panels=[Panel("progress", _("How far it is"), "kit/jobs/progress.html", panel)],
    empty=(_("Nothing here yet"), _("Exports and other long work appear here when you ask for them.")),
)
