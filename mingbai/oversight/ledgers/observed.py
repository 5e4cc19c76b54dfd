"""观摩评议: what came of observations for villages, with the return list of each."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Column, Days, Ledger, Panel, by_slot
from mingbai.org.queries.areas import to_choose
from mingbai.oversight import permits
from mingbai.oversight.models import ObservedResult
from mingbai.oversight.queries import observed as results


def _parts(row: ObservedResult, _request: HttpRequest) -> dict[str, Any]:
    return {"parts": results.parts(row), "remarks": row.remarks}


def _links(_request: HttpRequest) -> list[tuple[str, str]]:
    return [(reverse("oversight:observations"), translated("Observations"))]


def _or_none(name: str) -> Any:
    return lambda row: "—" if getattr(row, name) is None else getattr(row, name)


observed = Ledger(
    name="oversight:observed",
    title=_("Results of observations"),
    intro=_("What townships and inspection teams gave village ledgers, and what is to be mended."),
    model=ObservedResult,
    order="-frozen_at",
    heading=lambda row: f"{row.label} · {row.period.name}",
    columns=[
        Column("label", _("Village")),
        Column("quarter", _("Quarter from"), kind="day"),
        Column("score", _("Score"), _or_none("score")),
        Column("attendees", _("Townships, trimmed mean"), _or_none("attendees"), spare=True),
        Column("accepted", _("Inspection teams, mean"), _or_none("accepted"), spare=True),
        Column("frozen_at", _("Frozen on"), kind="day", sort="frozen_at", spare=True),
    ],
    facts=[
        Column("attendees_count", _("Scored by so many of townships"), kind="number"),
        Column("accepted_count", _("Scored by so many of inspection teams"), kind="number"),
    ],
    panels=[Panel("parts", _("Return list"), "oversight/panels/returned.html", _parts)],
    filters=[Area("area", _("Area"), "area_code", to_choose), Days("quarter", _("Quarter from"))],
    who=permits.reads_observed,
    empty=(_("No results yet"), _("They stand here once the county office has frozen an observation.")),
    links=_links,
    export=by_slot,
    may_export=permits.takes_out,
)
