"""督查台账: every visit, what was checked, what was found, what the village said, what came of it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Choice, Column, Days, Flag, Ledger, Panel, by_slot
from mingbai.org.queries.areas import to_choose
from mingbai.oversight import permits
from mingbai.oversight.models import Inspection
from mingbai.oversight.queries import circular, redraw, teams, visits, visits_shown, words
from mingbai.oversight.queries.terms import scored
from mingbai.oversight.states import InspectionState, PeriodKind, Subject


def _homes(row: Inspection, request: HttpRequest) -> dict[str, Any] | None:
    """Answers are the team's and the county's: what a household said of its village is not shown to it."""
    if not teams.sees_plans(request.acting):
        return None
    return {"homes": visits_shown.homes(request.acting, row)}


def _facts(row: Inspection, request: HttpRequest) -> dict[str, Any] | None:
    found = visits_shown.facts(request.acting, row)
    return {"facts": found} if found else None


def _signed(row: Inspection, _request: HttpRequest) -> dict[str, Any] | None:
    return {"signature": row.signature} if row.ended_at else None


def _draws(row: Inspection, request: HttpRequest) -> dict[str, Any] | None:
    found = redraw.of(request.acting, inspection=row) if teams.sees_plans(request.acting) else []
    return {"draws": found, "task": row.task} if found else None


def _links(request: HttpRequest) -> list[tuple[str, str]]:
    """What belongs to inspections, as far as the post may open it."""
    found = []
    if teams.sees_plans(request.acting):
        found += [
            (reverse("oversight:tasks"), translated("Matters of the teams")),
            (reverse("oversight:rechecks"), translated("Random re-checks")),
            (reverse("oversight:teams"), translated("Inspection teams")),
        ]
    if circular.reads(PeriodKind.QUARTER, request.acting):
        found.append((reverse("oversight:periods"), translated("Circulars and summaries")))
    if permits.reads_observed(request.acting, None):
        found.append((reverse("oversight:observations"), translated("Observations")))
    if scored(Subject.VILLAGE) and permits.reads_practices(request.acting, None):
        found.append((reverse("oversight:practices"), translated("Good practices")))
    return found


def _go(row: Inspection, request: HttpRequest) -> dict[str, Any] | None:
    open_ = row.state in visits.OPEN and teams.team_of(request.acting) == row.team
    return {} if open_ else None


inspections = Ledger(
    name="oversight:inspections",
    title=_("Inspections"),
    intro=_("Which village was visited when, by whom, and what came of it."),
    model=Inspection,
    order="-on",
    heading=lambda row: f"{row.place} · {row.on}",
    rows_of=visits.seen,
    columns=[
        Column("place", _("Village")),
        Column("team", _("Inspection team"), lambda row: words.unit(row.team)),
        Column("on", _("Day"), kind="day", sort="on"),
        Column("state", _("State"), kind="choice"),
        Column("recheck", _("Random re-check"), lambda row: _("yes") if row.recheck else "", spare=True),
    ],
    facts=[
        Column("met", _("Met in the village")),
        Column("village_said", _("What the village said")),
        Column("ended_at", _("Ended on"), kind="minute"),
    ],
    panels=[
        Panel("go", _("On the spot"), "oversight/panels/go.html", _go),
        Panel("facts", _("Facts found"), "oversight/panels/facts.html", _facts),
        Panel("homes", _("Households checked"), "oversight/panels/homes.html", _homes),
        Panel("signed", _("Signature of the village"), "oversight/panels/signed.html", _signed, aside=True),
        Panel("draws", _("How it was drawn"), "oversight/panels/draws.html", _draws, aside=True),
    ],
    filters=[
        Choice("state", _("State"), choices=InspectionState.choices),
        Choice("team", _("Inspection team"), choices=lambda _acting: teams.choices()),
        Area("area", _("Area"), "area_code", to_choose),
        Days("on", _("Day")),
        Flag("recheck", _("Random re-checks only"), when=visits.RECHECKS),
    ],
    empty=(_("No inspections yet"), _("A visit stands here once it has ended.")),
    links=_links,
    export=by_slot,
    may_export=permits.takes_out,
)
