"""Home and land of a household on a day."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mingbai.kit.shown import short
from mingbai.registry.models import Household, HouseholdState
from mingbai.registry.queries import codes
from mingbai.registry.queries.then import then

Fact = tuple[str, Any]


def housing(request: HttpRequest, household: Household, as_of: date | None) -> SafeString | None:
    """House, water, power, road; fields and woods. Nothing for a thin roster."""
    state = then(request, household, as_of).state
    if state is None:
        return None
    groups = [(_("Home"), _known(_home(state))), (_("Land, mu"), _known(_land(state)))]
    return render_to_string("registry/panels/facts.html", {"groups": [each for each in groups if each[1]]})


def _home(state: HouseholdState) -> list[Fact]:
    level = codes.words("house_grade", state.dilapidated_level)
    return [
        (_("Floor area, m²"), _number(state.housing_area_m2)),
        (_("Safety of the house"), level or _yes(state.dilapidated, _("dangerous"), _("safe"))),
        (_("Rebuilt in"), state.rebuild_year),
        (_("Safe drinking water"), _yes(state.safe_water)),
        (_("Electricity"), _yes(state.power_living)),
        (_("Power for production"), _yes(state.power_production)),
        (_("Television or broadband"), _yes(state.tv_broadband)),
        (_("Road to the house"), codes.words("road_type", state.road_type)),
        (_("Kilometres to the main road"), _number(state.distance_main_road_km)),
        (_("Sanitary toilet"), _yes(state.toilet)),
        (_("Fuel"), codes.words("fuel", state.fuel)),
        (_("Relocated"), _yes(state.relocated)),
        (_("Relocation site"), state.relocation_site),
    ]


def _land(state: HouseholdState) -> list[Fact]:
    return [
        (_("Farmland"), _number(state.farmland_mu)),
        (_("Woodland"), _number(state.woodland_mu)),
        (_("Farmland given back to the forest"), _number(state.grain_for_green_mu)),
        (_("Orchard"), _number(state.orchard_mu)),
        (_("Grassland"), _number(state.grassland_mu)),
        (_("Water"), _number(state.water_mu)),
    ]


def _known(facts: list[Fact]) -> list[Fact]:
    return [(title, value) for title, value in facts if value not in (None, "")]


def _number(value: Any) -> str:
    return "" if value is None else short(value)


def _yes(value: bool | None, yes: str = "", no: str = "") -> str:
    if value is None:
        return ""
    return (yes or _("yes")) if value else (no or _("no"))
