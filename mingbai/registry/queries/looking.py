"""The pack's section ``looking``: who looks up and who browses, and when the glass may be broken."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost


@dataclass(frozen=True, slots=True)
class Glass:
    """The rules of breaking the glass; ``kinds`` may, ``told`` see it on their Today for ``told_days``."""

    minutes: int
    per_day: int
    told_days: int
    kinds: frozenset[str]
    told: frozenset[str]
    reasons: Mapping[str, str]


def most_found() -> int:
    """How many people a search shows at most."""
    found: int = installed().get("looking.most_found")
    return found


def looks_up_first(acting: ActingPost) -> bool:
    """Whether the post has no list to browse: it finds households one by one."""
    return acting.kind in installed().get("looking.lookup_first")


def glass() -> Glass:
    """The pack's rules, reasons in the language of the page."""
    found = installed().get("looking.glass")
    said = get_language() or "zh"
    return Glass(
        minutes=found["minutes"],
        per_day=found["per_day"],
        told_days=found["told_days"],
        kinds=frozenset(found["kinds"]),
        told=frozenset(found["told"]),
        reasons={code: reason["name"].said(said) for code, reason in found["reasons"].items()},
    )


def may_break(acting: ActingPost) -> bool:
    """Whether posts of this kind may break the glass."""
    return acting.kind in glass().kinds
