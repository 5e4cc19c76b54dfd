"""What may be drawn for a team, and what has been inspected."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from mingbai.kit.calendar import add_months
from mingbai.kit.pack import installed
from mingbai.org.models import Area
from mingbai.oversight.models import Inspected, Kin, Rotation, Seconded, TeamTask
from mingbai.registry.models import Household

QUARTER = 3


def quarter_of(day: date) -> date:
    """The first day of a day's quarter."""
    return date(day.year, (day.month - 1) // QUARTER * QUARTER + 1, 1)


def members(team: str, on: date) -> QuerySet[Seconded]:
    """Who is seconded to a team on a day."""
    there = Q(valid_to=None) | Q(valid_to__gt=on)
    return Seconded.objects.filter(there, team=team, valid_from__lte=on)


def homes(team: str, on: date) -> set[str]:
    """Townships that a member comes from: closed to the whole team."""
    return {area[:9] + "000" for area in members(team, on).values_list("home_area", flat=True) if area}


def villages(team: str, on: date) -> list[str]:
    """Villages of the team's townships of the quarter, without those where a member has relatives."""
    towns = Rotation.objects.filter(team=team, quarter=quarter_of(on)).values_list("area_code", flat=True)
    kin = Kin.objects.filter(seconded__in=members(team, on)).values_list("village", flat=True)
    found = Area.objects.filter(parent_code__in=list(towns), statistical=False, valid_to=None)
    return list(found.exclude(code__in=list(kin)).order_by("code").values_list("code", flat=True))


def villages_of(towns: list[str]) -> list[str]:
    """Every village of some townships."""
    found = Area.objects.filter(parent_code__in=towns, statistical=False, valid_to=None)
    return list(found.order_by("code").values_list("code", flat=True))


def lived_in(codes: list[str]) -> list[str]:
    """Those of the villages in which the ledger knows any household; the others cannot be sampled."""
    found = Household.objects.filter(area_code__in=codes, ended_on=None).order_by("area_code")
    return list(found.values_list("area_code", flat=True).distinct())


def visited(task: TeamTask) -> set[str]:
    """Villages that the round (the quarter) has seen already."""
    begin = quarter_of(task.week)
    there = Inspected.objects.filter(
        inspection__on__gte=begin, inspection__on__lt=add_months(begin, QUARTER), inspection__recheck=False
    )
    return set(there.values_list("area_code", flat=True))


def absent(village: str) -> set[str]:
    """Keys of households at which nobody was found when they were drawn last (handbook G.1: no way out)."""
    rows = Inspected.objects.filter(area_code=village).exclude(gone="", checked_at=None)
    last = {
        str(key): gone
        for key, gone, nobody in rows.order_by("id").values_list("household__key", "gone", "nobody_home")
        if gone or not nobody
    }
    return {key for key, gone in last.items() if gone and comes_first(gone)}


def comes_first(reason: str) -> bool:
    """Whether who is replaced for this reason comes first the next time."""
    return bool(installed().get("oversight.replacing").get(reason, {}).get("absent"))


def households(village: str, *, registered: bool, on: date) -> list[str]:
    """Keys of the village's households that no team has drawn in this quarter."""
    begin = quarter_of(on)
    seen = Inspected.objects.filter(
        area_code=village, inspection__on__gte=begin, inspection__on__lt=add_months(begin, QUARTER)
    )
    found = Household.objects.filter(area_code=village, registered=registered, ended_on=None)
    rest = found.exclude(pk__in=seen.values("household"))
    return [str(key) for key in rest.order_by("id").values_list("key", flat=True)]
