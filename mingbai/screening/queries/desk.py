"""核实: what a verifier has to answer now, and what was answered today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.shown import day_of
from mingbai.org.queries import areas
from mingbai.registry.queries import households
from mingbai.screening.models import Finding
from mingbai.screening.queries import own, rules
from mingbai.screening.states import FindingState

FIRST = 7
SHOWN = 60
# Pages taken along for places without a signal; the rest are opened with one.
TAKEN = 30
OPEN_HERE = (FindingState.SENT, FindingState.TRUE, FindingState.FALSE)


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits, nearest deadline first; who was not reached today; what this person answered today."""

    waiting: list[Finding]
    total: int
    tried: list[Finding]
    done: list[Finding]
    places: dict[str, str]

    @property
    def finished(self) -> bool:
        """Whether today's work is done, and there was some."""
        return not self.total and bool(self.done or self.tried)


def of(acting: ActingPost, at: datetime) -> Desk:
    """The desk of a post."""
    midnight = timezone.make_aware(datetime.combine(day_of(at), time.min))
    mine = waiting(acting)
    fresh = mine.exclude(tried_at__gte=midnight)
    found = list(fresh[:SHOWN])
    tried = list(mine.filter(tried_at__gte=midnight)[:SHOWN])
    return Desk(found, _total(found, fresh), tried, _done(acting, midnight), _places([*found, *tried]))


def waiting(acting: ActingPost) -> QuerySet[Finding]:
    """What the post may answer and nobody has, what is about its holder's own household left out."""
    found = (
        rows(Finding, acting)
        .filter(households.within(acting), state=FindingState.SENT, kind__in=rules.answered_kinds(acting))
        .select_related("household")
        .order_by(F("due").asc(nulls_last=True), "id")
    )
    mine = own.households(acting)
    return found.exclude(household_id__in=mine) if mine else found


def one(acting: ActingPost, key: Any) -> Finding | None:
    """A finding that the post answers, waiting or answered and not yet built upon; None for any other."""
    found = rows(Finding, acting).filter(key=key, kind__in=rules.answered_kinds(acting))
    return found.filter(state__in=OPEN_HERE).select_related("household", "person").first()


def _total(found: Sequence[Finding], fresh: QuerySet[Finding]) -> int:
    return len(found) if len(found) < SHOWN else fresh.count()


def _done(acting: ActingPost, midnight: datetime) -> list[Finding]:
    if acting.user_id is None:
        return []
    found = rows(Finding, acting).filter(
        households.within(acting), answered_user=acting.user_id, answered_at__gte=midnight
    )
    return list(found.order_by("-answered_at", "-id")[:SHOWN])


def _places(found: Sequence[Finding]) -> dict[str, str]:
    return areas.names({row.area_code for row in found})
