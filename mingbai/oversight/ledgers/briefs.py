"""每周专报: what went out, what it said, how often its addresses were opened."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Column, Days, Ledger, Panel, by_slot
from mingbai.kit.pack import installed
from mingbai.oversight import permits
from mingbai.oversight.models import Brief
from mingbai.oversight.queries import briefs as asked
from mingbai.oversight.queries import briefs_drawn, briefs_words


def _content(row: Brief, _request: HttpRequest) -> dict[str, Any]:
    brief = briefs_words.written(row.says, row)
    return {"brief": brief, "drawings": [briefs_drawn.drawn(one) for one in brief.charts]}


def _papers(_row: Brief, _request: HttpRequest) -> dict[str, Any]:
    return {}


def _addresses(row: Brief, request: HttpRequest) -> dict[str, Any] | None:
    if not permits.issues_brief(request.acting, row):
        return None
    found = asked.links(request.acting, row)
    live = any(one.withdrawn_at is None and one.expires_at > request.at for one in found)
    return {"links": found, "live": live, "days": installed().get("oversight.brief.link_days")}


def _links(request: HttpRequest) -> list[tuple[str, str]]:
    if not permits.issues_brief(request.acting, None):
        return []
    return [(reverse("oversight:brief_preview"), translated("This week's brief"))]


def _figure(name: str) -> Any:
    return lambda row: row.says["figures"][name]


briefs = Ledger(
    name="oversight:briefs",
    title=_("Weekly briefs"),
    intro=_(
        "One page a week for the county's leaders: three charts, five stuck matters. Once issued it stays."
    ),
    model=Brief,
    order="-issued_at",
    heading=briefs_words.number,
    columns=[
        Column("number", _("Issue no."), briefs_words.number),
        Column("week", _("Week from"), kind="day"),
        Column("found", _("Found this week"), _figure("found"), kind="number", spare=True),
        Column("closed", _("Closed this week"), _figure("closed"), kind="number", spare=True),
        Column("open", _("Not closed yet"), _figure("open"), kind="number"),
        Column("overdue", _("Overdue"), _figure("overdue"), kind="number"),
        Column("issued_at", _("Issued"), kind="minute", sort="issued_at", spare=True),
    ],
    facts=[Column("issued_by", _("Issued by")), Column("digest", _("Digest of what it says"))],
    panels=[
        Panel("content", _("What it says"), "oversight/panels/brief.html", _content),
        Panel("papers", _("On paper"), "oversight/panels/brief_papers.html", _papers, aside=True),
        Panel(
            "addresses",
            _("To read without signing in"),
            "oversight/panels/brief_links.html",
            _addresses,
            aside=True,
        ),
    ],
    filters=[Days("week", _("Week from"))],
    who=permits.reads_brief,
    empty=(_("No brief yet"), _("The county office issues one each week.")),
    links=_links,
    export=by_slot,
    may_export=permits.takes_out,
)
