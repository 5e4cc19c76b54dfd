"""Which periods are frozen, which can be, and what is still lacking."""

from __future__ import annotations

from datetime import date

from mingbai.oversight.models import Exposure, FrozenPeriod, Period, Problem
from mingbai.oversight.states import PeriodKind

MOST = 24


def kept(period: Period) -> FrozenPeriod | None:
    """The period as it was frozen, if it was."""
    return FrozenPeriod.objects.filter(kind=period.kind, begins=period.begins).first()


def frozen_months() -> list[date]:
    """First days of every month that is frozen, oldest first."""
    found = FrozenPeriod.objects.filter(kind=PeriodKind.MONTH).order_by("begins")
    return list(found.values_list("begins", flat=True))


def counting(period: Period, frozen: list[date]) -> list[date]:
    """The months that count: all, but in the first year of use those from the first frozen one."""
    first = frozen[0] if frozen else None
    if period.kind == PeriodKind.YEAR and first is not None and period.begins < first < period.after:
        return [month for month in period.months if month >= first]
    return period.months


def lacking(period: Period, frozen: list[date]) -> list[date]:
    """Months that must be frozen before the period can be; a month needs no other."""
    if period.kind == PeriodKind.MONTH:
        return []
    return [month for month in counting(period, frozen) if month not in frozen]


def to_freeze(today: date) -> list[Period]:
    """What is over and can be frozen now: months, quarters, years, oldest first; at most MOST of each.

    Nothing where nothing was ever looked at: a county that has just begun has no months to close.
    """
    frozen = frozen_months()
    if not (frozen or _began(today)):
        return []
    done = set(FrozenPeriod.objects.values_list("kind", "begins"))
    return [
        one
        for kind in PeriodKind
        for one in _ended(kind, today, frozen)
        if (one.kind, one.begins) not in done and not lacking(one, frozen)
    ]


def _began(today: date) -> bool:
    """Whether anything was found or checked before this month."""
    first = today.replace(day=1)
    found = Problem.objects.filter(found_on__lt=first).exists()
    return found or Exposure.objects.filter(month__lt=first).exists()


def _ended(kind: PeriodKind, today: date, frozen: list[date]) -> list[Period]:
    """Periods of a kind that are over, since the first frozen month; before any was frozen, the last one."""
    one = Period.of(kind, today).before()
    found: list[Period] = []
    while len(found) < MOST and (one.after > frozen[0] if frozen else not found):
        found.append(one)
        one = one.before()
    return found[::-1]
