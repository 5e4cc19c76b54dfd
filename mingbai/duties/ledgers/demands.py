"""What was noted of demands on villages, beside what the program counts by itself."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingbai.duties import permits
from mingbai.duties.models import Demand
from mingbai.duties.queries import demands as demands_
from mingbai.duties.queries import words
from mingbai.kit.ledger import Area, Choice, Column, Days, Ledger, Panel, by_slot
from mingbai.org.queries.areas import to_choose


def _content(row: Demand, request: HttpRequest) -> dict[str, Any]:
    return {"may_withdraw": row.withdrawn_at is None and permits.withdrawer(request.acting, row)}


def _links(request: HttpRequest) -> list[tuple[str, Any]]:
    found = [(reverse("duties:burden"), _("Burden of the month"))]
    if permits.notes_demands(request.acting):
        found.insert(0, (reverse("duties:note_demand"), _("Note a demand")))
    return found


demands = Ledger(
    name="duties:demands",
    title=_("Demands noted"),
    model=Demand,
    who=permits.demand_reader,
    rows_of=demands_.listed,
    order="-on",
    heading=lambda row: row.title,
    columns=[
        Column("title", _("What was asked")),
        Column("kind", _("What kind of demand"), lambda row: words.word("burden.kinds", row.kind)),
        Column("asker", _("Who asked")),
        Column("village", _("Village")),
        Column("minutes", _("Minutes"), kind="number"),
        Column("on", _("Day"), kind="day", sort="on"),
        Column("held", _("The ledger held it"), spare=True),
        Column("withdrawn_at", _("Struck out"), kind="minute", spare=True),
    ],
    facts=[Column("noted_by", _("Written down by")), Column("noted_at", _("Noted"), kind="minute")],
    panels=[Panel("content", _("This entry"), "duties/panels/demand.html", _content)],
    filters=[
        Choice("kind", _("What kind of demand"), choices=lambda _acting: words.choices("burden.kinds")),
        Area("area", _("Area"), "area_code", to_choose),
        Days("on", _("Day"), "on"),
    ],
    links=_links,
    export=by_slot,
    may_export=permits.takes_out,
    empty=(_("Nothing noted"), _("What this program asks of villages is counted by itself.")),
)
