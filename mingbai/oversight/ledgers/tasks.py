"""督查事项交办单: what each team looks at in a week, and what the lot named."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Choice, Column, Days, Ledger, Panel, by_slot
from mingbai.oversight import permits
from mingbai.oversight.models import TeamTask
from mingbai.oversight.queries import redraw, teams, visits, words


def _matters(row: TeamTask, _request: HttpRequest) -> dict[str, Any]:
    return {"matters": row.matters}


def _villages(row: TeamTask, request: HttpRequest) -> dict[str, Any]:
    found = list(visits.seen(request.acting).filter(task=row).order_by("on", "id"))
    return {"visits": found, "may_draw": not found and permits.draws(request.acting, row)}


def _draws(row: TeamTask, request: HttpRequest) -> dict[str, Any] | None:
    found = redraw.of(request.acting, task=row)
    return {"draws": found} if found else None


def _links(request: HttpRequest) -> list[tuple[str, str]]:
    if not teams.directs(request.acting):
        return []
    return [(reverse("oversight:give"), translated("Give a team its matters"))]


tasks = Ledger(
    name="oversight:tasks",
    title=_("Matters of the teams"),
    intro=_("Each week a team is first given its matters; then the lot names villages and households."),
    model=TeamTask,
    order="-issued_at",
    heading=lambda row: f"{words.unit(row.team)} · {row.number}",
    columns=[
        Column("number", _("Number")),
        Column("team", _("Inspection team"), lambda row: words.unit(row.team)),
        Column("week", _("Week from"), kind="day"),
        Column("villages_wanted", _("Villages"), kind="number", spare=True),
        Column("poor_wanted", _("Registered households each"), kind="number", spare=True),
        Column("other_wanted", _("Other households each"), kind="number", spare=True),
        Column("issued_at", _("Issued"), kind="minute", sort="issued_at"),
    ],
    facts=[Column("issued_by", _("Issued by")), Column("seed", _("Seed of the lot"))],
    panels=[
        Panel("matters", _("Matters to look at"), "oversight/panels/matters.html", _matters),
        Panel("villages", _("Villages of the week"), "oversight/panels/villages.html", _villages),
        Panel("draws", _("How it was drawn"), "oversight/panels/draws.html", _draws, aside=True),
    ],
    filters=[
        Choice("team", _("Inspection team"), choices=lambda _acting: teams.choices()),
        Days("week", _("Week from")),
    ],
    who=permits.plans,
    empty=(_("No team has been given anything yet"), _("The county office gives each team its week.")),
    links=_links,
    export=by_slot,
    may_export=permits.takes_out,
)
