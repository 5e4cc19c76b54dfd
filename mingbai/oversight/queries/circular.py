"""A frozen period as it is told; ranked, and told to all, only where the era's switch allows (O.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mingbai.kit.scope import ActingPost, entered, rows
from mingbai.org.queries.machine import machine
from mingbai.oversight.models import FrozenPeriod, FrozenScore, Period
from mingbai.oversight.queries import teams, yearly
from mingbai.oversight.queries.formula import places
from mingbai.oversight.queries.terms import ranked, scored
from mingbai.oversight.states import PeriodKind, Subject

# Persons are never listed, and teams have a page of their own.
TOLD = (Subject.TOWNSHIP, Subject.VILLAGE, Subject.UNIT)


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's result; ``place`` is 0 where nobody is ranked, equals share one. ``before``: the trend."""

    place: int
    score: FrozenScore
    before: list[Decimal | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of unit."""

    subject: str
    title: str
    lines: list[Line]


def named(period: Period) -> str:
    """A period in words."""
    begins = period.begins
    if period.kind == PeriodKind.MONTH:
        return _("%(year)d, month %(n)d") % {"year": begins.year, "n": begins.month}
    if period.kind == PeriodKind.QUARTER:
        return _("%(year)d, quarter %(n)d") % {"year": begins.year, "n": (begins.month + 2) // 3}
    return _("the year %(year)d") % {"year": begins.year}


def listed(acting: ActingPost) -> list[FrozenPeriod]:
    """Frozen periods that the post may open, newest first.

    They lie at the county, so who may read them is asked here.
    """
    with entered(machine()):
        found = list(FrozenPeriod.objects.order_by("-begins", "kind"))
    return [one for one in found if opens(one, acting)]


def one(name: str, acting: ActingPost) -> FrozenPeriod | None:
    """The frozen period of a name, if the post may open it."""
    period = Period.read(name)
    return next((one for one in listed(acting) if one.period == period), None)


def opens(frozen: FrozenPeriod, acting: ActingPost) -> bool:
    """Whether the post may open it: where results are not circulated, who has a result or facts of its own.

    A year is open to others than who decides only once all of it is decided.
    """
    if frozen.kind == PeriodKind.YEAR and not (yearly.steers(acting) or _settled(frozen)):
        return False
    return reads(frozen.kind, acting)


def reads(kind: str, acting: ActingPost) -> bool:
    """Whether the post reads periods of a kind at all. A month tells scores only, the others facts too."""
    if acting.lo >= acting.hi:
        return False
    own = acting.households is None and (kind != PeriodKind.MONTH or scored(Subject.VILLAGE))
    return own or ranked() or teams.sees_plans(acting)


def public(frozen: FrozenPeriod) -> bool:
    """Whether everybody of the ledger sees all of it."""
    return ranked() and (frozen.kind != PeriodKind.YEAR or _settled(frozen))


@contextmanager
def seen(frozen: FrozenPeriod) -> Iterator[bool]:
    """A block that reads under the machine's scope what is public; yields whether it is."""
    told = public(frozen)
    with entered(machine()) if told else nullcontext():
        yield told


def of(model: type[Any], frozen: FrozenPeriod, acting: ActingPost, *, told: bool) -> QuerySet[Any]:
    """The period's rows of a model: all where they are told to all, else behind the post's own walls."""
    found = model.objects.all() if told else rows(model, acting)
    return found.filter(frozen=frozen)


def _settled(frozen: FrozenPeriod) -> bool:
    with entered(machine()):
        return yearly.settled(frozen)


def earlier(frozen: FrozenPeriod) -> list[FrozenPeriod]:
    """What the trend is drawn over: a quarter's months, a year's quarters, as far as they are frozen."""
    kind = {PeriodKind.QUARTER: PeriodKind.MONTH, PeriodKind.YEAR: PeriodKind.QUARTER}.get(
        PeriodKind(frozen.kind)
    )
    inside = {"begins__gte": frozen.begins, "begins__lt": frozen.period.after}
    with entered(machine()):
        found = FrozenPeriod.objects.filter(kind=kind, **inside) if kind else FrozenPeriod.objects.none()
        return list(found.order_by("begins"))


def parts(frozen: FrozenPeriod, acting: ActingPost) -> list[Part]:
    """Townships, villages and departments: all of them where results are circulated, else one's own."""
    with seen(frozen) as told:
        found = of(FrozenScore, frozen, acting, told=told).filter(subject__in=TOLD)
        results = list(found.order_by("area_code", "subject_no"))
        trends = [_scores(one, acting, told=told) for one in earlier(frozen)]
    return [
        Part(
            subject,
            str(subject.label),
            _lines([one for one in results if one.subject == subject], trends, ranks=told),
        )
        for subject in TOLD
    ]


def _scores(frozen: FrozenPeriod, acting: ActingPost, *, told: bool) -> dict[tuple[str, str], Decimal | None]:
    found = of(FrozenScore, frozen, acting, told=told).filter(subject__in=TOLD)
    return {
        (subject, no): score for subject, no, score in found.values_list("subject", "subject_no", "score")
    }


def _lines(
    found: Sequence[FrozenScore], trends: Sequence[dict[tuple[str, str], Decimal | None]], *, ranks: bool
) -> list[Line]:
    """By score where ranked, those that are not rated last; else by place in the county."""
    before = {one.pk: [trend.get((one.subject, one.subject_no)) for trend in trends] for one in found}
    if not ranks:
        return [Line(0, one, before[one.pk]) for one in found]
    rated = sorted((one for one in found if one.score is not None), key=lambda one: -(one.score or 0))
    numbered = zip(places([one.score for one in rated]), rated, strict=True)
    lines = [Line(place, one, before[one.pk]) for place, one in numbered]
    return lines + [Line(0, one, before[one.pk]) for one in found if one.score is None]
