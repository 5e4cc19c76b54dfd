"""建议停发: what deaths propose to the departments that pay."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Choice, Column, Ledger, Moving, Panel, by_slot
from mingbai.org.models.areas import short
from mingbai.org.queries.areas import to_choose
from mingbai.registry import permits
from mingbai.registry.actions import changes_stops as stopping
from mingbai.registry.flow import stop
from mingbai.registry.models import StopProposal
from mingbai.registry.queries import changes
from mingbai.registry.states import StopState


def _notice(row: StopProposal, _request: HttpRequest) -> dict[str, Any]:
    return {"notice": changes.notice(row)}


def _benefit(row: StopProposal) -> str:
    return row.title or changes.benefit_name(row.benefit)


stops = Ledger(
    name="registry:stops",
    title=_("Proposals to stop benefits"),
    intro=_(
        "Proposed after a death, or after a verified doubt; the department that pays hears the household"
        " and decides."
    ),
    model=StopProposal,
    order="-proposed_at",
    rows_of=changes.stops,
    heading=lambda row: f"{row.person_name} · {_benefit(row)}",
    columns=[
        Column("person_name", _("Who received it")),
        Column("benefit", _("Benefit"), _benefit),
        Column("from_month", _("Without ground from"), kind="day"),
        Column("household_name", _("Household of"), spare=True),
        Column("village", _("Village"), lambda row: short(row.village or ""), spare=True),
        Column("proposed_at", _("Proposed at"), kind="minute", sort="proposed_at", spare=True),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due"),
    ],
    facts=[
        Column("notified_on", _("Day of the notice"), kind="day"),
        Column("heard", _("What the household said")),
        Column("decision", _("Number of the written decision")),
        Column("reason", _("Reason"), lambda row: row.reason or _("reported as dead by the village")),
        Column("appeal", _("What the household objects to")),
        Column("outcome", _("Number of the decision on the appeal")),
    ],
    panels=[Panel("notice", _("Notice to the household"), "registry/panels/stop_notice.html", _notice)],
    filters=[
        Choice("state", _("State"), choices=StopState.choices),
        Area("area", _("Area"), "area_code", to_choose),
    ],
    moving=Moving(
        flow=stop,
        subject="proposal",
        verbs={
            "notify": stopping.notify,
            "stop": stopping.stop,
            "keep": stopping.keep,
            "appeal": stopping.appeal,
            "uphold": stopping.uphold,
            "restore": stopping.restore,
        },
    ),
    prefetch=["change"],
    empty=(
        _("No proposals"),
        _("What the dead received, and what a verified doubt speaks of, is proposed here."),
    ),
    export=by_slot,
    may_export=permits.takes_out,
)
