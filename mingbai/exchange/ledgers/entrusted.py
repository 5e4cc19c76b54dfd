"""Entrusted comparisons: what was asked of whom, with whose approval, and what came back."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.actions import entrusted as actions
from mingbai.exchange.flow.entrusting import entrusting as flow
from mingbai.exchange.models import EntrustedRequest
from mingbai.exchange.queries import entrusted as queries
from mingbai.exchange.states import EntrustedState as S
from mingbai.kit.ledger import Choice, Column, Ledger, Moving, Panel, by_slot
from mingbai.kit.text import Text


def _links(_request: HttpRequest) -> list[tuple[str, Text]]:
    return [(reverse("exchange:entrust"), _("Ask another unit to compare"))]


def _papers(row: EntrustedRequest, request: HttpRequest) -> dict[str, Any]:
    return {
        "letter": row.state in (S.APPROVED, S.SENT, S.ANSWERED),
        "list": row.listed is not None and row.state == S.SENT and permits.asker(request.acting, row),
        "answer": row.state in (S.SENT, S.ANSWERED),
    }


entrusted = Ledger(
    name="exchange:entrusted",
    title=_("Entrusted comparisons"),
    intro=_("Our list leaves under a letter and comes back as hit or no hit; nothing else is asked back."),
    model=EntrustedRequest,
    order="-asked_at",
    who=permits.entruster,
    heading=lambda row: row.number,
    columns=[
        Column("number", _("Letter")),
        Column("matter", _("What is to be compared"), lambda row: queries.matter_name(row.matter)),
        Column("whom", _("Of whom"), spare=True),
        Column("state", _("State"), kind="state"),
        Column("people", _("How many people"), kind="number"),
        Column("answered", _("Lines answered"), kind="number", spare=True),
        Column("hits", _("Hits"), kind="number"),
        Column("asked_at", _("Asked"), kind="minute", sort="asked_at"),
    ],
    facts=[
        Column("use", _("Use"), lambda row: queries.use_name(row.use)),
        Column("why", _("The use, in words")),
        Column("group", _("About whom"), kind="choice"),
        Column("asker", _("Asked by")),
        Column("approver", _("Approved by")),
    ],
    filters=[Choice("state", _("State"), choices=S.choices)],
    panels=[Panel("papers", _("Papers"), "exchange/panels/entrusted.html", _papers)],
    moving=Moving(
        flow=flow,
        subject="request",
        verbs={
            "ask": actions.ask,
            "approve": actions.approve,
            "send_back": actions.send_back,
            "hand_out": actions.hand_out,
            "withdraw": actions.withdraw,
        },
    ),
    links=_links,
    empty=(_("No entrusted comparisons"), _("What other units are asked to compare appears here.")),
    export=by_slot,
    may_export=permits.takes_out,
)
