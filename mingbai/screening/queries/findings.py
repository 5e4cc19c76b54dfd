"""Findings as pages ask for them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Area
from mingbai.registry.models import Household, Person
from mingbai.registry.queries import households
from mingbai.screening.models import Finding
from mingbai.screening.states import FindingKind, FindingState

OF_ONE = 20
UNSETTLED = (FindingState.NEW, FindingState.SENT, FindingState.TRUE, FindingState.TAKEN_UP)


def listed(acting: ActingPost) -> QuerySet[Any]:
    """Findings within reach, with names of village and township."""
    found: QuerySet[Any] = rows(Finding, acting).filter(households.within(acting))
    named: QuerySet[Any] = found.annotate(village=_name("area_code"), township=_name("town_code"))
    return named


def _name(column: str) -> Subquery:
    return Subquery(Area.objects.filter(code=OuterRef(column)).values("name")[:1])


def late(today: date) -> Q:
    """Sent, and nobody has answered in time."""
    return Q(state=FindingState.SENT, due__lt=today)


def by_ids(acting: ActingPost, ids: Iterable[int]) -> QuerySet[Finding]:
    """Some findings, as far as the post sees them."""
    return rows(Finding, acting).filter(pk__in=list(ids))


def of_household(acting: ActingPost, household: Household) -> Sequence[Finding]:
    """A household's findings that the post sees, what is unsettled first, then the newest."""
    return _ordered(rows(Finding, acting).filter(household=household))


def of_person(acting: ActingPost, person: Person) -> Sequence[Finding]:
    """A person's findings that the post sees."""
    return _ordered(rows(Finding, acting).filter(person=person))


def _ordered(found: QuerySet[Finding]) -> Sequence[Finding]:
    newest = list(found.exclude(state=FindingState.LAPSED).order_by("-found_at", "-id")[: OF_ONE * 2])
    return sorted(newest, key=lambda row: row.state not in UNSETTLED)[:OF_ONE]


def wishes(acting: ActingPost) -> QuerySet[Finding]:
    """Requests for more time that nobody has decided, nearest deadline first."""
    found = rows(Finding, acting).filter(state=FindingState.SENT, wished_until__isnull=False)
    return found.order_by("due", "id")


def to_settle(acting: ActingPost) -> tuple[int, date | None]:
    """How many were verified true and wait to be taken up, risks aside, and the nearest deadline."""
    found = rows(Finding, acting).filter(households.within(acting), state=FindingState.TRUE)
    sums = found.exclude(kind=FindingKind.RISK).aggregate(n=Count("pk"), due=Min("due"))
    return sums["n"], sums["due"]
