"""What-ifs, one's own and those that were saved."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from mingbai.kit.jobs.models import Job
from mingbai.kit.ledger import Choice, Column, Ledger, Panel, by_slot
from mingbai.kit.scope import rows
from mingbai.screening import permits
from mingbai.screening.forms.what_if import SaveForm
from mingbai.screening.models import WhatIf
from mingbai.screening.queries import what_if_told as telling
from mingbai.screening.queries.values import language
from mingbai.screening.states import WhatIfState


def _answer(row: WhatIf, request: HttpRequest) -> dict[str, Any]:
    """The answer, or how far it is."""
    job = rows(Job, request.acting).filter(code=row.job).first() if row.job else None
    if row.state != WhatIfState.DONE:
        return {"job": job, "trouble": row.trouble.get(language(), ""), "doing": getattr(job, "doing", "")}
    own = row.user_id == request.acting.user_id
    return {
        **telling.told(row),
        "names": own and row.names is not None and permits.sees_names(request.acting),
        "trouble": "",
        "done": True,
    }


def _keep(row: WhatIf, request: HttpRequest) -> dict[str, Any] | None:
    """Saving, comparing, taking along."""
    if row.state != WhatIfState.DONE:
        return None
    own = row.user_id == request.acting.user_id
    others = telling.listed(request.acting).filter(state=WhatIfState.DONE).exclude(pk=row.pk)[:30]
    initial = {"name": row.name, "reason": row.reason}
    return {"form": SaveForm(initial=initial) if own else None, "others": others, "own": own}


what_ifs = Ledger(
    name="screening:what_ifs",
    title=_("What-ifs"),
    intro=_("What a changed value would do, counted on the newest comparison. No finding is touched."),
    model=WhatIf,
    who=permits.what_if_asker,
    rows_of=telling.listed,
    order="-asked_at",
    heading=telling.title,
    columns=[
        Column("name", _("What is tried out"), telling.title),
        Column("change", _("What is changed"), telling.change),
        Column("as_of", _("Counted for"), kind="day", spare=True),
        Column("asked_by", _("Asked by"), spare=True),
        Column("asked_at", _("Asked"), kind="minute", sort="asked_at", spare=True),
        Column("state", _("State"), kind="choice"),
    ],
    facts=[Column("reason", _("Why it was asked"))],
    panels=[
        Panel("answer", _("What it would do"), "screening/panels/what_if.html", _answer),
        Panel(
            "keep", _("Keep, compare, take along"), "screening/panels/what_if_keep.html", _keep, aside=True
        ),
    ],
    filters=[Choice("state", _("State"), choices=WhatIfState.choices)],
    empty=(_("No what-ifs yet"), _("Choose a value or a rule and see what another number would do.")),
    links=lambda _request: [(reverse("screening:what_if"), translated("Ask a what-if"))],
    export=by_slot,
    may_export=permits.takes_out,
)
