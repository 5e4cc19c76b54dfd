"""How scored subjects are called, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mingbai.kit.pack import installed
from mingbai.org.models import Area, Unit, User
from mingbai.org.states import Level
from mingbai.oversight.models import Exposure, ScoreEntry
from mingbai.oversight.states import Subject

TEAM_KIND = "inspection_team"


@dataclass(frozen=True, slots=True)
class Name:
    """A subject's label and place; the kind of post by which a person was charged."""

    label: str
    area_code: str
    post_kind: str = ""


def county() -> str:
    """The county's twelve digits."""
    return installed().county.ljust(12, "0")


def townships() -> list[str]:
    """Codes of the county's townships."""
    found = Area.objects.filter(level=Level.TOWNSHIP, statistical=False, valid_to=None).order_by("code")
    return list(found.values_list("code", flat=True))


def teams() -> list[str]:
    """Codes of the inspection teams."""
    units = installed().section("units").items()
    return [code for code, unit in units if unit["kind"] == TEAM_KIND]


def names(subject: str, codes: Iterable[str]) -> dict[str, Name]:
    """Names of many subjects of a kind, in few queries."""
    wanted = list(codes)
    if subject in (Subject.VILLAGE, Subject.TOWNSHIP):
        found = Area.objects.filter(code__in=wanted).values_list("code", "name")
        return {code: Name(name, code) for code, name in found}
    if subject in (Subject.UNIT, Subject.TEAM):
        units = Unit.objects.filter(code__in=wanted).values_list("code", "name", "area_code")
        return {code: Name(name, area) for code, name, area in units}
    return _people(wanted)


def _people(wanted: list[str]) -> dict[str, Name]:
    """People by what they were last charged or counted as."""
    from_checks = Exposure.objects.filter(subject=Subject.PERSON, subject_no__in=wanted)
    from_points = ScoreEntry.objects.filter(subject=Subject.PERSON, subject_no__in=wanted)
    places = {
        no: (area, kind)
        for rows in (from_checks, from_points)
        for no, area, kind in rows.order_by("id").values_list("subject_no", "area_code", "post_kind")
    }
    labels = _labels(wanted)
    return {no: Name(labels.get(no, ""), *places[no]) for no in wanted if no in places}


def _labels(wanted: list[str]) -> dict[str, str]:
    users = User.objects.filter(pk__in=[int(no) for no in wanted])
    return {str(pk): name for pk, name in users.values_list("pk", "display_name")}
