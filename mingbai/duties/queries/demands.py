"""Demands that were noted, and what a form that notes one offers."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from mingbai.duties.models import Demand
from mingbai.duties.models.demands import is_village
from mingbai.duties.queries import words
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Area
from mingbai.org.queries import areas, units
from mingbai.org.states import Level

ASKERS = frozenset(
    {"department", "mass_organisation", "company", "county_office", "inspection_team", "party_organ"}
)


def listed(acting: ActingPost) -> QuerySet[Any, Any]:
    """What the post may see, with the villages' names."""
    village = Subquery(Area.objects.filter(code=OuterRef("area_code")).values("name")[:1])
    named: QuerySet[Any, Any] = rows(Demand, acting).annotate(village=village)
    return named


def villages(acting: ActingPost) -> list[tuple[str, str]]:
    """Code and name of the villages that the post covers: its own, or those of its range."""
    if is_village(acting.area_code):
        return [(acting.area_code, areas.full_name(acting.area_code))]
    found = areas.within(acting).filter(level=Level.VILLAGE, valid_to=None, statistical=False)
    return list(found.order_by("code").values_list("code", "name"))


def askers(acting: ActingPost) -> list[tuple[str, str]]:
    """Who may have asked: for a village its township and the units of the county; for others their own."""
    if not is_village(acting.area_code):
        own = units.of_post(acting)
        return (
            [(own.code, words.unit(own.code) if own.code in installed().section("units") else own.name)]
            if own
            else []
        )
    town = acting.area_code[:9] + "000"
    named = [(town, areas.names([town]).get(town, town))]
    county = installed().section("units").items()
    return named + [(code, words.unit(code)) for code, one in county if one["kind"] in ASKERS]
