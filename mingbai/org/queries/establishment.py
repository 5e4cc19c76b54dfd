"""What a county's pack lays down: its areas, units and posts, as unsaved rows."""

from collections.abc import Iterator
from datetime import date

from pypinyin import Style, lazy_pinyin

from mingbai.kit.scope import CODE_LENGTH
from mingbai.org.models import Area, Post, Unit
from mingbai.org.models.areas import short
from mingbai.org.queries import kinds
from mingbai.org.queries.kinds import Kind
from mingbai.packs import areas as lists
from mingbai.packs.pack import Pack

TOWNSHIP_UNIT, VILLAGE_UNIT = "township", "village"
# Which of the county's units staff a family of posts; kinds of one unit only are named by kind.
FAMILY_UNITS = {
    "department": frozenset({"department", "mass_organisation", "company"}),
    "county": frozenset({"county_office"}),
    "inspection": frozenset({"inspection_team"}),
    "administrator": frozenset({"county_office"}),
    "officer": frozenset({"leading_group"}),
}
KIND_UNITS = {
    "auditor": frozenset({"audit"}),
    "third_party": frozenset({"contractor"}),
    "sending_unit_head": frozenset({"department", "party_organ"}),
}


def areas(pack: Pack, *, since: date) -> list[Area]:
    """The county and all below it; ``since`` is when the list begins to count."""
    return [
        Area(
            code=each.code,
            name=each.name,
            initials=initials(each.name),
            level=each.level,
            kind=each.kind,
            parent_code=None if each.level == "county" else each.parent,
            statistical=each.statistical,
            valid_from=since,
        )
        for each in lists.of_county(pack.county)
    ]


def initials(name: str) -> str:
    """First letters in pinyin, of the name as people say it: 马谷田镇 is mgtz."""
    return "".join(lazy_pinyin(short(name), style=Style.FIRST_LETTER, errors="ignore")).lower()


def units(pack: Pack) -> list[Unit]:
    """The county's units from the pack, then one for each township and village."""
    county = pack.county.ljust(CODE_LENGTH, "0")
    own = [
        Unit(
            code=code,
            kind=unit["kind"],
            name=unit["name"].zh,
            name_en=unit["name"].en,
            area_code=county,
            lines=",".join(unit["lines"]),
        )
        for code, unit in pack.section("units").items()
    ]
    places = [*lists.townships(pack.county), *lists.villages(pack.county)]
    return own + [Unit(code=p.code, kind=p.level, name=_office(p), area_code=p.code) for p in places]


def _office(place: lists.Area) -> str:
    if place.level == "village":
        return place.name
    return place.name + ("办事处" if place.kind == "street" else "人民政府")


def posts(pack: Pack, *, units: dict[str, int], since: date) -> list[Post]:
    """One post of each kind for every township, village and county unit that the kind belongs to."""
    return [
        Post(
            code=f"{unit.code}.{kind.code}",
            kind=kind.code,
            name=f"{short(unit.name)} {kind.title.zh}",
            unit_id=units[unit.code],
            area_code=unit.area_code,
            lines=unit.lines if kind.line_of_unit else ",".join(sorted(kind.lines)),
            valid_from=since,
        )
        for kind, unit in _places(pack)
    ]


def _places(pack: Pack) -> Iterator[tuple[Kind, Unit]]:
    found = units(pack)
    for kind in kinds.kinds():
        if kind.family != "machine":
            yield from ((kind, unit) for unit in found if unit.kind in _unit_kinds(kind))


def _unit_kinds(kind: Kind) -> frozenset[str]:
    if kind.level in {TOWNSHIP_UNIT, VILLAGE_UNIT}:
        return frozenset({kind.level})
    return KIND_UNITS.get(kind.code) or FAMILY_UNITS[kind.family]
