"""How work is counted: matters that came, fell due and left; nothing is typed by anybody.

A matter belongs to every period in which it waited: it came before the period's end and had not left when it
began. It is done if it left within the period; late if it left after its deadline, or the deadline passed
while it still waited. A period that runs is judged up to now.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from mingbai.duties.queries.periods import Period
from mingbai.kit.shown import day_of

Rows = QuerySet[Any, Any]
COLUMNS = ("came", "due_on", "left", "left_user")


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter; ``left`` None while it waits. ``area_code`` is where it lies."""

    came: datetime
    due_on: date | None
    left: datetime | None
    area_code: str = ""


@dataclass(frozen=True, slots=True)
class Stays:
    """What stood in some states of a flow, by the steps that moved it.

    ``entered`` has a row for each stay, annotated with COLUMNS; ``moved`` are all steps of the same subjects,
    whatever they led from and to: stays whose ``of`` is the same share them.
    """

    entered: Rows
    moved: Rows
    states: frozenset[str]
    of: Hashable


Found = Rows | Stays | Iterable[Matter]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many fell to somebody, were done, were late; ``own``: done by the person asked for."""

    due: int = 0
    done: int = 0
    late: int = 0
    own: int = 0

    @property
    def open(self) -> int:
        """What still waits."""
        return self.due - self.done


def tally(found: Found, period: Period, now: datetime, user_id: int | None = None) -> Tally:
    """Count what a counter found over a period."""
    end = min(period.end, now)
    if end <= period.start:
        return Tally()
    if isinstance(found, Stays):
        found = found.entered
    if isinstance(found, QuerySet):
        return _asked(found, period.start, end, user_id)
    return _listed(found, period.start, end)


def _asked(found: Rows, start: datetime, end: datetime, user_id: int | None) -> Tally:
    """The same in the database; the rows are annotated with COLUMNS."""
    here = found.filter(Q(left=None) | Q(left__gte=start), came__lt=end)
    done = Q(left__lt=end)
    waits = Q(left=None) | Q(left__gte=end)
    late = Q(done, left__date__gt=F("due_on")) | Q(waits, due_on__lt=day_of(end))
    parts = {"done": done, "late": late}
    if user_id is not None:
        parts["own"] = done & Q(left_user=user_id)
    counted = {name: Count("pk", filter=part) for name, part in parts.items()}
    return Tally(**here.aggregate(due=Count("pk"), **counted))


def _listed(found: Iterable[Matter], start: datetime, end: datetime) -> Tally:
    here = [one for one in found if one.came < end and (one.left is None or one.left >= start)]
    done = [one for one in here if one.left is not None and one.left < end]
    late = [one for one in here if is_late(one, end)]
    return Tally(len(here), len(done), len(late))


def is_late(one: Matter, end: datetime) -> bool:
    """Whether it left after its deadline, or the deadline had passed by ``end`` and it waited."""
    if one.due_on is None:
        return False
    if one.left is not None and one.left < end:
        return day_of(one.left) > one.due_on
    return one.due_on < day_of(end)
