"""五到位: error rates by clerk and field, computed from what was sent back, rejected or corrected."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from mingbai.kit.scope import ActingPost, rows
from mingbai.registry.models import Coaching, EntryClerk, EntryEquipment, EntryFault, NaturalChange
from mingbai.registry.states import ChangeState

MOST = 200


@dataclass(frozen=True, slots=True)
class Rate:
    """A clerk's work in a period: rows entered, errors by field, errors in a hundred rows (None: no rows)."""

    clerk: str
    entered: int
    faults: int
    by_field: tuple[tuple[str, int], ...]
    per_hundred: float | None


def rates(acting: ActingPost, *, since: date, until: date) -> list[Rate]:
    """Of every clerk with rows or errors from ``since`` to ``until`` (both included), most errors first.

    Rows are natural changes submitted; an error that an import's rejects brought counts among the errors of
    the one who entered, also where their rows stand in another ledger.
    """
    begun = timezone.make_aware(datetime.combine(since, time.min))
    ended = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    entered = rows(NaturalChange, acting).filter(entered_at__gte=begun, entered_at__lt=ended)
    rows_of = dict(entered.exclude(state=ChangeState.DRAFT).values_list("entered_by").annotate(n=Count("id")))
    found = rows(EntryFault, acting).filter(found_on__gte=since, found_on__lte=until)
    faults: dict[str, dict[str, int]] = {}
    for clerk, field, count in found.values_list("clerk", "field").annotate(n=Count("id")):
        faults.setdefault(clerk, {})[field] = count
    every = [_rate(clerk, rows_of.get(clerk, 0), faults.get(clerk, {})) for clerk in {*rows_of, *faults}]
    return sorted(every, key=lambda rate: (-rate.faults, rate.clerk))[:MOST]


def _rate(clerk: str, entered: int, faults: dict[str, int]) -> Rate:
    total = sum(faults.values())
    by_field = tuple(sorted(faults.items(), key=lambda pair: (-pair[1], pair[0])))
    return Rate(clerk, entered, total, by_field, round(100 * total / entered, 1) if entered else None)


def clerks(acting: ActingPost) -> "QuerySet[EntryClerk]":
    """The roster of today."""
    found: QuerySet[EntryClerk] = rows(EntryClerk, acting).filter(valid_to=None)
    return found.order_by("area_code", "id")[:MOST]


def equipment(acting: ActingPost) -> "QuerySet[EntryEquipment]":
    """What there is to enter with."""
    found: QuerySet[EntryEquipment] = rows(EntryEquipment, acting)
    return found.order_by("area_code", "id")[:MOST]


def coachings(acting: ActingPost) -> "QuerySet[Coaching]":
    """Who was shown what, newest first."""
    found: QuerySet[Coaching] = rows(Coaching, acting)
    return found.order_by("-on", "-id")[:MOST]
