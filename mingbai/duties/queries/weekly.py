"""What was done in each week, in each township: matters that left, whenever they came.

What left at the very first moment was done before it: a stock keeps what it begins with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Left, TruncWeek

from mingbai.duties.queries.matters import Found, Matter, Rows, Stays
from mingbai.kit.calendar import monday
from mingbai.kit.shown import day_of
from mingbai.registry.models.households import TOWN_DIGITS

Weeks = Counter[tuple[date, str]]
"""By the week's Monday and the township's first nine digits."""
Moves = list[tuple[str, str, datetime, str, int]]


def of_one(found: Found, since: datetime, until: datetime) -> Weeks:
    """What one counter found, by week and township."""
    return of_all({"": found}, since, until)[""]


def of_all(found: Mapping[str, Found], since: datetime, until: datetime) -> dict[str, Weeks]:
    """What each counter found. The steps that several stays share are read once, whatever their states."""
    alike: dict[Hashable, list[Stays]] = {}
    for one in found.values():
        if isinstance(one, Stays):
            alike.setdefault(one.of, []).append(one)
    moves = {of: _moves(stays, since, until) for of, stays in alike.items()}
    return {
        code: _ended(moves[one.of], one.states) if isinstance(one, Stays) else _left(one, since, until)
        for code, one in found.items()
    }


def _moves(stays: list[Stays], since: datetime, until: datetime) -> Moves:
    states = frozenset().union(*(one.states for one in stays))
    there = stays[0].moved.filter(happened_at__gt=since, happened_at__lt=until, source__in=sorted(states))
    return _grouped(there, "happened_at", "source", "target")


def _ended(moves: Moves, states: frozenset[str]) -> Weeks:
    """A step leads from where the one before it led to (kit.flow); the one that leads out ends a stay."""
    return _summed(
        (week, town, n)
        for source, target, week, town, n in moves
        if source in states and target not in states
    )


def _left(found: Rows | Iterable[Matter], since: datetime, until: datetime) -> Weeks:
    if isinstance(found, QuerySet):
        return _summed(_grouped(found.filter(left__gt=since, left__lt=until), "left"))
    gone = (one for one in found if one.left is not None and since < one.left < until)
    return _summed((one.left, one.area_code[:TOWN_DIGITS], 1) for one in gone if one.left)


def _grouped(rows: Rows, when: str, *columns: str) -> list[tuple[Any, ...]]:
    """Columns, week, township and how many, in one question: what is counted never leaves the database."""
    there = rows.annotate(week=TruncWeek(when), town=Left("area_code", TOWN_DIGITS)).order_by()
    return list(there.values_list(*columns, "week", "town").annotate(n=Count("pk")))


def _summed(counts: Iterable[tuple[datetime, str, int]]) -> Weeks:
    result: Weeks = Counter()
    for week, town, n in counts:
        result[monday(day_of(week)), town] += n
    return result
