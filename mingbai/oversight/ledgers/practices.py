"""好做法: what units do well, adopted for others; never a person's."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Choice, Column, Ledger, Moving, Panel, by_slot
from mingbai.org.queries.areas import to_choose
from mingbai.oversight import permits
from mingbai.oversight.actions import practices as actions
from mingbai.oversight.flow import practice as flow
from mingbai.oversight.models import Practice
from mingbai.oversight.models.practices import PRACTISE
from mingbai.oversight.queries import practices as kept
from mingbai.oversight.queries import teams
from mingbai.oversight.queries.terms import scored
from mingbai.oversight.states import PracticeState, Subject


def _links(request: HttpRequest) -> list[tuple[str, str]]:
    if not (teams.directs(request.acting) and scored(Subject.VILLAGE)):
        return []
    return [(reverse("oversight:practice_new"), translated("Put a good practice forward"))]


def _bonus(row: Practice, request: HttpRequest) -> dict[str, Any] | None:
    found = kept.entries(request.acting, row)
    return {"entries": [(one, "") for one in found]} if found else None


def _scan(row: Practice, _request: HttpRequest) -> dict[str, Any] | None:
    return {"code": row.scan, "title": row.paper} if row.scan else None


practices = Ledger(
    name="oversight:practices",
    title=_("Good practices"),
    intro=_("What a unit does well, proved by a paper, adopted by the county office for others."),
    model=Practice,
    order="-proposed_at",
    heading=lambda row: f"{row.label} · {row.title}",
    columns=[
        Column("title", _("Good practice")),
        Column("label", _("Unit")),
        Column("subject", _("Kind of unit"), kind="choice", spare=True),
        Column("proposed_at", _("Put forward on"), kind="day", sort="proposed_at", spare=True),
        Column("state", _("State"), kind="state"),
    ],
    facts=[
        Column("what", _("What is done, and what came of it")),
        Column("paper", _("Paper that proves it")),
        Column("proposed_by", _("Put forward by")),
        Column("reason", _("Reason")),
        Column("decided_by", _("Ruled by")),
        Column("decided_at", _("Ruled on"), kind="minute"),
    ],
    panels=[
        Panel("scan", _("The paper itself"), "oversight/panels/scan.html", _scan),
        Panel("bonus", _("Bonus"), "oversight/panels/points.html", _bonus),
    ],
    filters=[
        Choice("state", _("State"), choices=PracticeState.choices),
        Choice("subject", _("Kind of unit"), choices=[(one.value, one.label) for one in PRACTISE]),
        Area("area", _("Area"), "area_code", to_choose),
    ],
    moving=Moving(
        flow=flow,
        subject="practice",
        verbs={"adopt": actions.adopt, "refuse": actions.refuse, "withdraw": actions.withdraw},
    ),
    who=permits.reads_practices,
    empty=(_("No good practices yet"), _("The county office puts them forward, with a paper.")),
    links=_links,
    export=by_slot,
    may_export=permits.takes_out,
)
