"""Authorisations: who has allowed in writing that their assets are looked at."""

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.models import Authorisation
from mingbai.kit.ledger import Column, Days, Flag, Ledger, by_slot
from mingbai.kit.ledger.panels import Panel
from mingbai.kit.text import Text


def _links(_request: HttpRequest) -> list[tuple[str, Text]]:
    return [(reverse("exchange:authorise"), _("Note an authorisation"))]


def _deeds(row: Authorisation, _request: HttpRequest) -> dict[str, object]:
    return {"paper": row.paper is not None, "in_force": row.withdrawn_on is None}


authorisations = Ledger(
    name="exchange:authorisations",
    title=_("Authorisations"),
    intro=_("Without one, what people outside the registry own is never joined to anybody."),
    model=Authorisation,
    order="-noted_at",
    who=permits.tender,
    heading=lambda row: row.name,
    prefetch=["household"],
    columns=[
        Column("name", _("Who signed")),
        Column("last4", _("Number ends with"), "id_last4", spare=True),
        Column("signed_on", _("Signed"), kind="day"),
        Column("valid_until", _("Holds until"), kind="day"),
        Column("withdrawn_on", _("Withdrawn"), kind="day", spare=True),
        Column("noted_at", _("Noted"), kind="minute", sort="noted_at"),
    ],
    facts=[
        Column("relation", _("Relation to the household")),
        Column("noted_by", _("Written down by")),
    ],
    filters=[
        Days("noted", _("Noted from"), "noted_at", times=True),
        Flag("withdrawn", _("Withdrawn"), when=~Q(withdrawn_on=None)),
    ],
    panels=[Panel("deeds", _("The paper"), "exchange/panels/authorisation.html", _deeds)],
    links=_links,
    empty=(_("No authorisations"), _("Signed papers that are noted appear here.")),
    export=by_slot,
    may_export=permits.takes_out,
)
