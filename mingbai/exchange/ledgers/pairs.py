"""Doubtful pairs as a list: what was answered by whom, to be opened again."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.actions import pairs as actions
from mingbai.exchange.flow.pairing import pairing as flow
from mingbai.exchange.models import DoubtfulPair
from mingbai.exchange.queries import deliveries
from mingbai.exchange.queries.pairs_shown import side_by_side
from mingbai.exchange.states import PairState
from mingbai.kit.ledger import Choice, Column, Ledger, Moving, Panel, by_slot
from mingbai.kit.text import Text


def _links(_request: HttpRequest) -> list[tuple[str, Text]]:
    return [(reverse("exchange:pairs_desk"), _("Answer them side by side"))]


def _sides(row: DoubtfulPair, _request: HttpRequest) -> dict[str, Any]:
    return {"pair": side_by_side(row)}


pairs = Ledger(
    name="exchange:pairs",
    title=_("Doubtful pairs"),
    intro=_("Rows without a usable number, and who may be meant. An answer holds for every later file."),
    model=DoubtfulPair,
    order="-noted_at",
    who=permits.tender,
    heading=lambda row: row.written.get("name", "—"),
    prefetch=["person"],
    columns=[
        Column("written", _("As it is written"), lambda row: row.written.get("name", "—")),
        Column("person", _("In the ledger"), "person.name"),
        Column("dataset", _("In which file"), lambda row: deliveries.dataset_name(row.dataset), spare=True),
        Column("state", _("What was answered"), kind="state"),
        Column("answered_by", _("Who answered"), spare=True),
        Column("noted_at", _("Noted"), kind="minute", sort="noted_at"),
    ],
    filters=[Choice("state", _("What was answered"), choices=PairState.choices)],
    panels=[Panel("sides", _("Side by side"), "exchange/panels/pair.html", _sides)],
    moving=Moving(
        flow=flow,
        subject="pair",
        verbs={
            "same": actions.same,
            "other": actions.other,
            "unsure": actions.unsure,
            "reopen": actions.reopen,
        },
    ),
    links=_links,
    empty=(_("No doubtful pairs"), _("Where a comparison cannot tell who is meant, it asks here.")),
    export=by_slot,
    may_export=permits.takes_out,
)
