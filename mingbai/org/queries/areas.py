"""Areas as people look for them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from mingbai.kit.scope import ActingPost
from mingbai.org.models import Area, AreaChange
from mingbai.org.states import Level

COUNTY_DIGITS, TOWNSHIP_DIGITS, VILLAGE_DIGITS = 6, 9, 12
LONGEST_SEARCH = 20


def within(acting: ActingPost) -> QuerySet[Area]:
    """The areas that the post covers, for its organisation or its ledger."""
    organisation = Q(code__gte=acting.org_lo, code__lt=acting.org_hi)
    return Area.objects.filter(organisation | Q(code__gte=acting.lo, code__lt=acting.hi))


def valid(areas: QuerySet[Area], on: date) -> QuerySet[Area]:
    """Those that exist on a day and belong on the map."""
    return areas.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on, statistical=False)


def tiles(acting: ActingPost, on: date) -> list[tuple[Area, list[Area]]]:
    """The townships that the post covers or stands in, each with those of its villages that it covers."""
    found = list(valid(within(acting), on))
    villages: dict[str | None, list[Area]] = {}
    for area in found:
        if area.level == Level.VILLAGE:
            villages.setdefault(area.parent_code, []).append(area)
    townships = [area for area in found if area.level == Level.TOWNSHIP]
    missing = set(villages) - {area.code for area in townships} - {None}
    townships += Area.objects.filter(code__in=missing)
    return [(area, villages.get(area.code, [])) for area in sorted(townships, key=lambda area: area.code)]


def search(acting: ActingPost, text: str, on: date, *, most: int = 20) -> list[Area]:
    """Areas whose name holds the text, or whose pinyin initials begin with it; nothing for an empty text."""
    text = text.strip()[:LONGEST_SEARCH]
    if not text:
        return []
    wanted = Q(name__contains=text) | Q(initials__startswith=text.lower())
    return list(valid(within(acting), on).filter(wanted)[:most])


def path(code: str) -> list[Area]:
    """From the county down to the area itself."""
    codes = [code[:digits].ljust(VILLAGE_DIGITS, "0") for digits in (COUNTY_DIGITS, TOWNSHIP_DIGITS)]
    found = {area.code: area for area in Area.objects.filter(code__in=[*codes, code])}
    return [found[each] for each in dict.fromkeys([*codes, code]) if each in found]


def full_name(code: str) -> str:
    """From the township down, as people say it: "盘古乡 大路庄村"; empty for an unknown code."""
    return " ".join(area.short_name for area in path(code)[1:]) or names([code]).get(code, "")


def names(codes: Iterable[str]) -> dict[str, str]:
    """Today's names by code."""
    return dict(Area.objects.filter(code__in=set(codes)).values_list("code", "name"))


def name_on(code: str, on: date) -> str:
    """The name that the area bore on a day: old records read as they were. Raises Area.DoesNotExist."""
    later = AreaChange.objects.filter(code=code, on__gt=on, kind="renamed").order_by("on", "id").first()
    return later.old_name if later else Area.objects.get(code=code).name


def changes(code: str) -> QuerySet[AreaChange]:
    """What has happened to an area, or brought something into it, oldest first."""
    return AreaChange.objects.filter(Q(code=code) | Q(successor_code=code))


def below(acting: ActingPost, area: Area, on: date) -> QuerySet[Area]:
    """The areas directly below one, as far as the post covers them."""
    return valid(within(acting), on).filter(parent_code=area.code)


def to_choose(acting: ActingPost) -> list[tuple[str, str]]:
    """Code and name of the areas directly below the post's own, for a filter."""
    found = within(acting).filter(parent_code=acting.area_code, valid_to=None, statistical=False)
    return list(found.order_by("code").values_list("code", "name"))
