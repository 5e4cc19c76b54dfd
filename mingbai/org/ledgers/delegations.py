"""Delegations: posts lent for leave."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Choice, Column, Days, Ledger, Moving
from mingbai.org.actions import delegations as actions
from mingbai.org.flow import delegation as flow
from mingbai.org.models import Delegation
from mingbai.org.queries.areas import to_choose
from mingbai.org.queries.delegations import visible
from mingbai.org.states import DelegationState


def _links(request: HttpRequest) -> list[tuple[str, str]]:
    seat = request.presence.seat
    if seat is None or seat.lent:
        return []
    return [(reverse("org:delegate"), translated("Delegate my post"))]


delegations = Ledger(
    name="org:delegations",
    title=_("Delegations"),
    intro=_("A post lent to another person for leave, approved by a superior."),
    model=Delegation,
    order="-starts",
    rows_of=visible,
    heading=lambda row: f"{row.post_name}：{row.giver_name} → {row.delegate_name}",
    columns=[
        Column("post_name", _("Post")),
        Column("giver_name", _("Of")),
        Column("delegate_name", _("Stands in")),
        Column("starts", _("From"), kind="minute", sort="starts"),
        Column("ends", _("Until"), kind="minute"),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due", spare=True),
    ],
    facts=[Column("reason", _("Reason")), Column("decided_by", _("Decided by"))],
    filters=[
        Choice("state", _("State"), choices=DelegationState.choices),
        Area("area", _("Area"), "area_code", to_choose),
        Days("starts", _("Beginning from"), times=True),
    ],
    moving=Moving(
        flow=flow,
        subject="delegation",
        verbs={
            "approve": actions.approve,
            "refuse": actions.refuse,
            "withdraw": actions.withdraw,
            "end": actions.end,
        },
        bulk=("approve",),
    ),
    empty=(_("No delegations"), _("When somebody goes on leave, their post can be lent here.")),
    links=_links,
)
