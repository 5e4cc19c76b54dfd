"""回头看: closed problems that the lot named for another team."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Choice, Column, Ledger, Panel, by_slot
from mingbai.oversight import permits
from mingbai.oversight.forms.rechecks import LookForm
from mingbai.oversight.models import Recheck
from mingbai.oversight.queries import redraw, teams, words
from mingbai.oversight.states import DrawOf, RecheckState


def _look(row: Recheck, request: HttpRequest) -> dict[str, Any] | None:
    waiting = row.state == RecheckState.WAITING and permits.rechecks(request.acting, row)
    return {"form": LookForm()} if waiting else None


def _draws(row: Recheck, request: HttpRequest) -> dict[str, Any]:
    return {"draws": redraw.of(request.acting, of=DrawOf.PROBLEMS, month=row.month), "problem": row.problem}


rechecks = Ledger(
    name="oversight:rechecks",
    title=_("Random re-checks"),
    intro=_("Each month the lot names a tenth of what was closed; another team goes and looks."),
    model=Recheck,
    order="-drawn_at",
    heading=lambda row: f"{row.problem.title} · {row.problem.name}",
    columns=[
        Column("team", _("Inspection team"), lambda row: words.unit(row.team)),
        Column("title", _("The matter"), "problem.title"),
        Column("number", _("Number"), "problem.number", spare=True),
        Column("state", _("State"), kind="choice"),
        Column("due", _("Deadline"), kind="due"),
        Column("drawn_at", _("Drawn on"), kind="day", sort="drawn_at", spare=True),
    ],
    facts=[
        Column("fact", _("Facts found"), "problem.fact"),
        Column("measure", _("What was done"), "problem.measure"),
        Column("seen", _("What was seen")),
        Column("looked_by", _("Looked at by")),
        Column("looked_on", _("Looked at on"), kind="day"),
    ],
    prefetch=["problem"],
    panels=[
        Panel("look", _("On the spot"), "oversight/panels/look.html", _look),
        Panel("draws", _("How it was drawn"), "oversight/panels/draws.html", _draws, aside=True),
    ],
    filters=[
        Choice("state", _("State"), choices=RecheckState.choices),
        Choice("team", _("Inspection team"), choices=lambda _acting: teams.choices()),
    ],
    who=permits.plans,
    empty=(_("Nothing to be looked at again"), _("The lot is drawn when a month has begun.")),
    export=by_slot,
    may_export=permits.takes_out,
)
