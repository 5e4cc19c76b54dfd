"""Which families a post counts this year, and how far it is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from mingbai.kit.scope import ActingPost
from mingbai.registry.models import Household, IncomeStatement
from mingbai.registry.queries import households
from mingbai.registry.states import Monitor, Occasion

SHOWN = 60
# A helper has a handful of families: their pages are taken along. A township's are opened one by one.
TAKEN = 12


@dataclass(frozen=True, slots=True)
class Desk:
    """Families to count: a page of them, how many there are, how many of these are counted."""

    year: int
    families: list[Household]
    total: int
    counted: int
    take: bool


def of(acting: ActingPost, *, year: int, words: str = "") -> Desk:
    """Registered and monitored families within reach, those not yet counted first."""
    found: QuerySet[Any, Any] = _families(acting, year)
    total, counted = found.count(), found.exclude(counted_on=None).count()
    if words:
        found = found.filter(head_name__startswith=words)
    ordered = found.order_by(F("counted_on").asc(nulls_first=True), "head_sort", "id")[:SHOWN]
    return Desk(year, list(ordered), total, counted, take=total <= TAKEN)


def _families(acting: ActingPost, year: int) -> "QuerySet[Any, Any]":
    statements = IncomeStatement.objects.filter(
        household=OuterRef("pk"), occasion=Occasion.YEAR, replaced_on=None, year=year
    )
    kept_in_full = Q(registered=True) | ~Q(monitor=Monitor.NONE)
    return (
        households.living(acting)
        .filter(kept_in_full if acting.households is None else Q())
        .annotate(counted_on=Subquery(statements.values("counted_on")[:1]))
    )
