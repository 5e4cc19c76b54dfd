"""What people asked about their own data."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Choice, Column, Ledger, Moving, Panel, by_slot
from mingbai.org.queries.areas import to_choose
from mingbai.registry import permits
from mingbai.registry.actions import corrections as actions
from mingbai.registry.flow import correction
from mingbai.registry.models import CorrectionRequest
from mingbai.registry.queries import corrections as asked
from mingbai.registry.states import CorrectionAsk, CorrectionState


def _remedy(row: CorrectionRequest, _request: HttpRequest) -> dict[str, Any] | None:
    if row.state != CorrectionState.REFUSED:
        return None
    return {"complain": actions.how_to_complain(), "reason": row.reason}


corrections = Ledger(
    name="registry:corrections",
    title=_("Requests about one's own data"),
    intro=_("To see, correct or delete: written down for the person, decided by another post in time."),
    model=CorrectionRequest,
    order="-entered_at",
    heading=lambda row: f"{row.person_name} · {row.get_ask_display()}",
    columns=[
        Column("person_name", _("Who asks")),
        Column("ask", _("What is asked"), kind="choice"),
        Column("field", _("Which entry"), lambda row: asked.field_name(row.field)),
        Column("entered_at", _("Written down"), kind="minute", sort="entered_at", spare=True),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due"),
    ],
    facts=[
        Column("stood", _("The ledger says"), lambda row: asked.value_words(row.field, row.stood)),
        Column("wanted", _("What it should be"), asked.wanted_words),
        Column("said", _("In the person's own words")),
        Column("proof", _("Paper that was shown")),
        Column("entered_by", _("Entered by")),
        Column("decided_by", _("Replied by")),
        Column("reason", _("Reason")),
    ],
    panels=[Panel("remedy", _("For the person"), "registry/panels/correction_remedy.html", _remedy)],
    filters=[
        Choice("state", _("State"), choices=CorrectionState.choices),
        Choice("ask", _("What is asked"), choices=CorrectionAsk.choices),
        Area("area", _("Area"), "area_code", to_choose),
    ],
    moving=Moving(
        flow=correction,
        subject="request",
        verbs={"grant": actions.grant, "refuse": actions.refuse, "withdraw": actions.withdraw},
    ),
    empty=(_("No requests"), _("A request is written down on the person's page.")),
    export=by_slot,
    may_export=permits.takes_out,
)
