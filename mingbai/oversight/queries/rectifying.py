"""Rectification told by township, village, household, kind of matter and department (article, focus 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.queries.areas import names
from mingbai.oversight.models import Problem
from mingbai.oversight.queries import words
from mingbai.oversight.queries.scores import IN_TIME
from mingbai.oversight.queries.terms import ranked
from mingbai.oversight.states import ProblemState as S
from mingbai.registry.models import Household

BY = {
    "township": ("town_code", _("Township by township")),
    "village": ("area_code", _("Village by village")),
    "household": ("household", _("Household by household")),
    "matter": ("category", _("By kind of matter")),
    "department": ("owner", _("By department")),
}
OURS = ("household", "matter")  # no units: their order ranks nobody
POLICY = "policy"
OPEN = (S.LISTED, S.ASSIGNED)
SIGNING = (S.RECTIFIED, S.CHECKED, S.SIGNED, S.VERIFIED)


@dataclass(frozen=True, slots=True)
class Line:
    """One group: ``open`` is on the list or being mended, ``late`` of it past its day; ``signing`` is mended
    and not closed yet; ``in_time`` of ``closed`` was mended by its deadline and never reopened."""

    key: str
    label: str
    household: Any
    open: int
    late: int
    signing: int
    closed: int
    in_time: int
    returned: int


def counted(on: date) -> dict[str, Any]:
    """The counts of a group, as of a day."""
    return {
        "open_": Count("id", filter=Q(state__in=OPEN)),
        "late": Count("id", filter=Q(state=S.ASSIGNED, due__lt=on)),
        "signing": Count("id", filter=Q(state__in=SIGNING)),
        "closed": Count("id", filter=Q(state=S.CLOSED)),
        "in_time": Count("id", filter=IN_TIME),
        "sent_back": Count("id", filter=Q(returned__gt=0)),
    }


def groups(acting: ActingPost, by: str, on: date) -> QuerySet[Any, dict[str, Any]]:
    """The groups within the post's range; what was struck out counts nowhere.

    Most overdue first; where units are not ranked (O.1), places and departments stand by their codes.
    """
    field, _title = BY[by]
    found = (
        rows(Problem, acting).exclude(state=S.WITHDRAWN).exclude(**{field: None}).exclude(Q(**_none(field)))
    )
    counts = counted(on)
    told: QuerySet[Any, dict[str, Any]] = found.values(of=F(field)).annotate(called=Max("name"), **counts)
    return told.order_by(*(("-late", "-open_") if ranked() or by in OURS else ()), "of")


def _none(field: str) -> dict[str, Any]:
    return {field: None} if field == "household" else {field: ""}


def lines(acting: ActingPost, by: str, found: Sequence[dict[str, Any]]) -> list[Line]:
    """A page of groups, with what they are called."""
    keys = [one["of"] for one in found]
    called = _called(by, found)
    homes = {}
    if by == "household":
        homes = {one.pk: one for one in rows(Household, acting).filter(pk__in=keys)}
    return [
        Line(
            str(one["of"]), called[one["of"]], homes.get(one["of"]), one["open_"], one["late"],
            one["signing"], one["closed"], one["in_time"], one["sent_back"],
        )
        for one in found
    ]  # fmt: skip


def _called(by: str, found: Sequence[dict[str, Any]]) -> dict[Any, str]:
    keys = [one["of"] for one in found]
    if by in ("township", "village"):
        known = names(keys)
        return {key: known.get(key, key) for key in keys}
    if by == "household":
        return {one["of"]: one["called"] for one in found}
    listed = words.unit if by == "department" else lambda code: words.word("categories", code)
    return {key: listed(key) for key in keys}
