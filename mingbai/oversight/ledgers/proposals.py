"""年奖惩: what frozen years proposed for units, with the grounds, and what was decided. Never a person."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Choice, Column, Ledger, Moving, Panel, by_slot
from mingbai.org.queries.areas import to_choose
from mingbai.oversight import permits
from mingbai.oversight.actions import proposing
from mingbai.oversight.flow import proposal as flow
from mingbai.oversight.models import Period, Proposal
from mingbai.oversight.models.proposals import UNITS
from mingbai.oversight.queries import circular, summary, yearly
from mingbai.oversight.states import PeriodKind, ProposalState


def _year(row: Proposal) -> str:
    return circular.named(Period.of(PeriodKind.YEAR, date(row.year, 1, 1)))


def _grounds(row: Proposal, request: HttpRequest) -> dict[str, Any]:
    return {"problems": summary.critical(row, request.acting), "grade": yearly.grade(row.grade)}


proposals = Ledger(
    name="oversight:proposals",
    title=_("Rewards and penalties of the year"),
    intro=_("The frozen year proposes, for units only; the county's leaders decide, with a reason."),
    model=Proposal,
    order="-made_at",
    heading=lambda row: f"{row.label} · {_year(row)}",
    columns=[
        Column("label", _("Unit")),
        Column("year", _("Year"), _year, spare=True),
        Column("subject", _("Kind of unit"), kind="choice", spare=True),
        Column("grade", _("Class"), lambda row: yearly.grade(row.grade)),
        Column("score", _("Score"), lambda row: "—" if row.score is None else row.score),
        Column("measure", _("The proposal"), kind="choice"),
        Column("critical", _("Critical problems"), lambda row: len(row.critical), kind="number", spare=True),
        Column("state", _("State"), kind="state"),
        Column("made_at", _("Proposed on"), kind="day", sort="made_at", spare=True),
    ],
    facts=[
        Column("decided", _("What was decided"), kind="choice"),
        Column("reason", _("Reason")),
        Column("leader", _("Named leader")),
        Column("until", _("The plan runs until"), kind="day"),
        Column("decided_by", _("Ruled by")),
        Column("decided_at", _("Ruled on"), kind="minute"),
        Column("told_at", _("Told on"), kind="minute"),
    ],
    panels=[Panel("grounds", _("Grounds"), "oversight/panels/grounds.html", _grounds)],
    filters=[
        Choice("state", _("State"), choices=ProposalState.choices),
        Choice("subject", _("Kind of unit"), choices=[(one.value, one.label) for one in UNITS]),
        Choice("grade", _("Class"), choices=lambda _acting: yearly.grades()),
        Area("area", _("Area"), "area_code", to_choose),
    ],
    moving=Moving(
        flow=flow,
        subject="proposal",
        verbs={
            "adopt": proposing.adopt,
            "otherwise": proposing.adopt_otherwise,
            "refuse": proposing.refuse,
            "reopen": proposing.reopen,
        },
        bulk=("adopt",),
    ),
    export=by_slot,
    may_export=permits.takes_out,
    empty=(
        _("No proposals of a year"),
        _("A year that is frozen proposes; until all is decided only who decides sees it."),
    ),
)
