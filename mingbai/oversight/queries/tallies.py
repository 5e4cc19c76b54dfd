"""What was found in some months and what became of it: by place, department, kind and matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from mingbai.oversight.models import Fact, FrozenTally, Problem
from mingbai.oversight.queries import scores
from mingbai.oversight.states import ProblemState as S

KEYS = ("area_code", "owner", "category", "matter")
COUNTS = ("found", "due", "in_time", "closed", "returned", "reopened", "raised", "critical")
Key = TypeVar("Key")


@dataclass(slots=True)
class Counts:
    """Problems found, and what became of them."""

    found: int = 0
    due: int = 0
    in_time: int = 0
    closed: int = 0
    returned: int = 0
    reopened: int = 0
    raised: int = 0
    critical: int = 0

    def add(self, one: FrozenTally) -> None:
        """Count one more row."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(one, name))


def summed(rows: Iterable[FrozenTally], keys: Callable[[FrozenTally], Iterable[Key]]) -> dict[Key, Counts]:
    """Rows added up under each of the keys that they have."""
    found: dict[Key, Counts] = {}
    for one in rows:
        for key in keys(one):
            found.setdefault(key, Counts()).add(one)
    return found


def found_in(months: Sequence[date]) -> QuerySet[Problem]:
    """Problems found in these months that were not withdrawn."""
    return scores.found_in(months).exclude(state=S.WITHDRAWN)


def rows(months: Sequence[date]) -> list[FrozenTally]:
    """The same, counted, not saved yet."""
    counted = found_in(months).annotate(matter=_matter()).values(*KEYS).annotate(
        n_found=Count("id"),
        n_due=Count("id", filter=Q(deadline__isnull=False)),
        n_in_time=Count("id", filter=scores.IN_TIME),
        n_closed=Count("id", filter=Q(state=S.CLOSED)),
        n_returned=Count("id", filter=Q(returned__gt=0)),
        n_reopened=Count("id", filter=Q(reopened__gt=0)),
        n_raised=Count("id", filter=Q(raised_above=True)),
        n_critical=Count("id", filter=Q(severity="critical")),
    )  # fmt: skip
    return [
        FrozenTally(
            **{name: one[name] for name in KEYS},
            **{name: one[f"n_{name}"] for name in COUNTS},
        )
        for one in counted.order_by(*KEYS)
    ]


def _matter() -> Case:
    """What a form's question or a rule calls it; nothing where a person worded it."""
    asked = Q(inspection_fact__in=Fact.objects.exclude(question="").values("pk"))
    by_machine = asked | Q(finding__isnull=False)
    return Case(When(by_machine, then=F("title")), default=Value(""), output_field=CharField())
