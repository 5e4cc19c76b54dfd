"""待识别."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Choice, Column, Ledger, Moving, Panel, by_slot
from mingbai.kit.scope import rows
from mingbai.org.models.areas import short
from mingbai.org.queries.areas import to_choose
from mingbai.registry.queries import households
from mingbai.screening import permits
from mingbai.screening.actions import queueing
from mingbai.screening.flow import to_identify as flow
from mingbai.screening.ledgers.filters import LateInQueue, Place
from mingbai.screening.models import Finding, ToIdentify
from mingbai.screening.queries import queue as queries
from mingbai.screening.queries import words
from mingbai.screening.states import FindingKind, QueueState, Verdict


def _risks(row: ToIdentify, request: HttpRequest) -> dict[str, Any]:
    """The verified risks of the household, and the household itself."""
    found = rows(Finding, request.acting).filter(
        household_id=row.household_id, kind=FindingKind.RISK, verdict=Verdict.TRUE
    )
    risks = [(each, words.title(each), words.reason(each)) for each in found.order_by("answered_at", "id")]
    return {"risks": risks, "household": households.by_id(request.acting, row.household_id)}


to_identify = Ledger(
    name="screening:queue",
    title=_("To be identified"),
    intro=_("Households in which a risk was verified. The township begins the identification in time."),
    model=ToIdentify,
    order="-since",
    rows_of=queries.listed,
    who=permits.queue,
    columns=[
        Column("head", _("Head"), "head_name"),
        Column("title", _("Risk")),
        Column("township", _("Township"), lambda row: short(row.township or ""), spare=True),
        Column("village", _("Village"), lambda row: short(row.village or "")),
        Column("risks", _("Risks"), kind="number", spare=True),
        Column("since", _("Verified"), kind="day", sort="since"),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due"),
        Column("outcome", _("Outcome"), unseen=True),
    ],
    facts=[Column("outcome", _("Outcome")), Column("settled_by", _("Settled by"))],
    filters=[
        Choice("state", _("State"), choices=QueueState.choices),
        Place("area", _("Area"), "area_code", to_choose),
        LateInQueue("late", _("Late only")),
    ],
    panels=[Panel("risks", _("Verified risks"), "screening/panels/risks.html", _risks)],
    moving=Moving(
        flow=flow,
        subject="entry",
        verbs={"begin_identifying": queueing.begin_identifying, "not_needed": queueing.not_needed},
    ),
    export=by_slot,
    may_export=permits.exporter,
    empty=(_("No household waits"), _("A household comes here when a risk in it is verified true.")),
)
