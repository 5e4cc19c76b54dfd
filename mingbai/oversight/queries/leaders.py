"""联系乡镇: which county leader is linked to which township."""

from datetime import date

from django.db.models import Q, QuerySet

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, rows
from mingbai.oversight.models import Linked, Problem
from mingbai.oversight.states import ProblemState

MOST = 50


def kinds() -> tuple[str, ...]:
    """The kinds of post that are a county leader's."""
    return tuple(installed().get("oversight.roles.linked_county_leader.posts"))


def townships(acting: ActingPost, on: date | None = None) -> list[str]:
    """The townships that the post's holder is linked to (on a day); none for other kinds of post."""
    if acting.kind not in kinds() or acting.user_id is None:
        return []
    there = Q(valid_to=None) if on is None else Q(valid_to=None) | Q(valid_to__gt=on)
    return list(
        rows(Linked, acting).filter(there, user_id=acting.user_id).values_list("area_code", flat=True)
    )


def leads(acting: ActingPost, area_code: str) -> bool:
    """Whether the post's holder is linked to the township of an area."""
    return f"{area_code[:9]}000" in townships(acting)


def raised(acting: ActingPost, on: date) -> QuerySet[Problem]:
    """What was raised to this leader and waits for a word, the longest overdue first."""
    waiting = rows(Problem, acting).filter(
        town_code__in=townships(acting, on), raised_above=True, instruction="", state=ProblemState.ASSIGNED
    )
    return waiting.order_by("due", "id")[:MOST]
