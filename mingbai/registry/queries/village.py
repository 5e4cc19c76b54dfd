"""A village: how many households of which kind live there today, and its profile of a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Count, Q, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, rows
from mingbai.registry.models import VillageProfile
from mingbai.registry.queries import households
from mingbai.registry.states import Monitor

Tick = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the 7 + 3, with what was found."""

    title: str
    part: str
    tick: Tick
    said: str


def counts(acting: ActingPost, code: str) -> Mapping[str, int]:
    """Households, persons, registered and monitored households of an area today. One query."""
    found = households.living(acting).filter(households.place(code)).order_by()
    summed = found.aggregate(
        households=Count("pk"),
        persons=Sum("member_count", default=0),
        registered=Count("pk", filter=Q(registered=True)),
        monitored=Count("pk", filter=~Q(monitor=Monitor.NONE)),
    )
    return {name: int(value) for name, value in summed.items()}


def profile(acting: ActingPost, code: str) -> VillageProfile | None:
    """The newest profile of a village."""
    newest: VillageProfile | None = (
        rows(VillageProfile, acting).filter(area_code=code).order_by("-year").first()
    )
    return newest


def indicators(profile: VillageProfile) -> list[Indicator]:
    """The pack's indicators in its order, with the profile's findings; what it lacks is not known."""
    said = get_language() or "zh"
    return [
        _indicator(each["name"].said(said), each["part"], _found(profile, code, each))
        for code, each in installed().get("village.indicators").items()
    ]


def _found(profile: VillageProfile, code: str, each: Mapping[str, Any]) -> Any:
    """What the sheet says of it: under its own column, or by a count that must be 0."""
    if "none" in each:
        count = getattr(profile, each["none"])
        return None if count is None else count == 0
    return profile.indicators.get(each.get("column", code))


def _indicator(title: str, part: str, value: Any) -> Indicator:
    if value is None:
        return Indicator(title, part, "unknown", _("not known"))
    if isinstance(value, bool):
        return Indicator(title, part, "yes" if value else "no", _("reached") if value else _("not reached"))
    return Indicator(title, part, "yes" if value else "no", f"{value:,}")
