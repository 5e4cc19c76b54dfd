"""The desk of departments' files: every delivery, where it stands, what it says."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.actions import moves
from mingbai.exchange.flow.delivering import delivering as flow
from mingbai.exchange.ledgers import deliveries_shown as panels
from mingbai.exchange.models import Delivery
from mingbai.exchange.queries import calendar, deliveries
from mingbai.exchange.states import DeliveryState
from mingbai.kit.ledger import Choice, Column, Days, Ledger, Moving, Panel, by_slot
from mingbai.kit.scope import ActingPost
from mingbai.kit.text import Text


def _counted(name: str) -> Any:
    return lambda row: row.counts.get(name)


def _kinds(_acting: ActingPost) -> list[tuple[str, Text]]:
    return [(code, entry.title) for code, entry in calendar.entries().items()]


def _links(request: HttpRequest) -> list[tuple[str, Text]]:
    acting = request.acting
    found: list[tuple[str, Text]] = []
    if acting is not None and permits.may_send(acting):
        found.append((reverse("exchange:send"), _("Send files")))
        found.append((reverse("exchange:tokens"), _("Sending from a system")))
    return [*found, (reverse("exchange:calendar"), _("What is due when"))]


delivered = Ledger(
    name="exchange:deliveries",
    title=_("Departments' files"),
    intro=_("Each file is checked row by row; another person accepts it, and only then comparisons read it."),
    model=Delivery,
    order="-sent_at",
    who=permits.sees_deliveries,
    heading=deliveries.title,
    select=["unit"],
    columns=[
        Column("what", _("Kind of file"), lambda row: deliveries.dataset_name(row.dataset)),
        Column("period", _("Period")),
        Column("unit", _("Unit"), "unit.name", spare=True),
        Column("state", _("State"), kind="state"),
        Column("in_force", _("Rows taken"), _counted("in_force"), kind="number", spare=True),
        Column("open", _("To be mended"), _counted("open"), kind="number"),
        Column("sender", _("Sent by"), spare=True),
        Column("sent_at", _("Sent"), kind="minute", sort="sent_at"),
    ],
    facts=[
        Column("starts", _("Speaks from"), kind="day"),
        Column("ends", _("Speaks to"), kind="day"),
        Column("channel", _("How it came"), kind="choice"),
        Column("accepter", _("Accepted by")),
        Column("accepted_at", _("Accepted"), kind="minute"),
        Column("purposes", _("May be used"), panels.purposes),
        Column("keep_until", _("Kept until"), kind="day"),
    ],
    filters=[
        Choice("state", _("State"), choices=DeliveryState.choices),
        Choice("dataset", _("Kind of file"), choices=_kinds),
        Days("sent", _("Sent from"), "sent_at", times=True),
    ],
    panels=[
        Panel("work", _("How far it is"), "kit/jobs/progress.html", panels.work),
        Panel("result", _("What the check found"), "exchange/panels/result.html", panels.result),
        Panel("files", _("Files"), "exchange/panels/files.html", panels.files),
        Panel("versions", _("Versions"), "exchange/panels/versions.html", panels.versions),
    ],
    moving=Moving(
        flow=flow,
        subject="delivery",
        verbs={
            "recheck": moves.recheck,
            "ask": moves.ask,
            "send_back": moves.send_back,
            "accept": moves.accept,
            "roll_back": moves.roll_back,
            "withdraw": moves.withdraw,
        },
    ),
    links=_links,
    empty=(_("No files yet"), _("Files that departments send appear here.")),
    export=by_slot,
    may_export=permits.takes_out,
)
