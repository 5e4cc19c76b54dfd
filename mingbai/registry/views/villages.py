"""A village's page: counts that open the lists, the 7 + 3 indicators, the year."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.kit import shown, slots
from mingbai.org.queries import areas
from mingbai.registry import permits
from mingbai.registry.models import VillageProfile
from mingbai.registry.queries import village as queries
from mingbai.registry.queries.page import VILLAGE_PANELS


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens the list behind it."""

    title: str
    value: int
    url: str


@require_GET
def one(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a village, township or the county, as far as the post reaches it."""
    area = areas.within(request.acting).filter(code=code).first()
    if area is None or not request.acting.covers(code):
        raise Http404(code)
    profile = queries.profile(request.acting, code)
    ticks = queries.indicators(profile) if profile else []
    panels = [fill(request, area) for fill in slots.filled(VILLAGE_PANELS)]
    context = {
        "area": area,
        "above": areas.path(code)[:-1],
        "figures": _figures(request, code),
        "profile": profile,
        "parts": [
            (_("Seven facilities"), [each for each in ticks if each.part == "seven"]),
            (_("Three improvements"), [each for each in ticks if each.part == "three"]),
        ],
        "facts": _facts(profile) if profile else [],
        "panels": [panel for panel in panels if panel],
    }
    return render(request, "registry/village.html", context)


def _figures(request: HttpRequest, code: str) -> list[Figure]:
    found = queries.counts(request.acting, code)
    lists = reverse("registry:households") if permits.browses(request.acting, None) else ""
    wanted = [
        (_("households"), "households", {}),
        (_("people"), "persons", {}),
        (_("registered or monitored households"), "registered", {"registered": "1"}),
        (_("monitored households"), "monitored", {"monitored": "1"}),
    ]
    return [
        Figure(title, found[name], f"{lists}?{urlencode({'area': code, **asked})}" if lists else "")
        for title, name, asked in wanted
    ]


def _facts(profile: VillageProfile) -> list[tuple[str, Any]]:
    """What the yearly sheet says, as far as it is known."""
    found = [
        (_("Registered as a poor village"), _yes(profile.poor_village)),
        (_("Out of poverty in"), profile.delisted_year),
        (_("Number of households"), shown.number(profile.households)),
        (_("Number of people"), shown.number(profile.persons)),
        (_("Registered households"), shown.number(profile.registered_households)),
        (_("Households without safe water"), shown.number(profile.unsafe_water_households)),
        (_("Households in dangerous houses"), shown.number(profile.dangerous_house_households)),
        (_("Collective income, ten thousand yuan"), shown.wan(profile.collective_income)),
        (_("Collective assets, ten thousand yuan"), shown.wan(profile.collective_assets)),
        (_("Households in the co-operative"), shown.number(profile.coop_households)),
    ]
    return [(title, value) for title, value in found if value not in (None, "", shown.NOTHING)]


def _yes(value: bool | None) -> str:
    return "" if value is None else _("yes") if value else _("no")
