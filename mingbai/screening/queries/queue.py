"""待识别: which households wait for their identification, and the verified risks behind them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Area
from mingbai.registry.queries import households
from mingbai.screening.models import Finding, ToIdentify
from mingbai.screening.states import FindingKind, FindingState, QueueState

TODAY_MOST = 100


def listed(acting: ActingPost) -> QuerySet[Any]:
    """The queue within reach, with names of village and township."""
    found: QuerySet[Any] = rows(ToIdentify, acting).filter(households.within(acting))
    named: QuerySet[Any] = found.annotate(village=_name("area_code"), township=_name("town_code"))
    return named


def _name(column: str) -> Subquery:
    return Subquery(Area.objects.filter(code=OuterRef(column)).values("name")[:1])


def waiting(acting: ActingPost) -> Sequence[ToIdentify]:
    """What waits, nearest deadline first."""
    found = rows(ToIdentify, acting).filter(state=QueueState.WAITING)
    return list(found.order_by("due", "id")[:TODAY_MOST])


def open_of(household_id: int) -> ToIdentify | None:
    """The household's open entry, if there is one."""
    return ToIdentify.objects.filter(household_id=household_id, state=QueueState.WAITING).first()


def risks(household_id: int) -> QuerySet[Finding]:
    """The household's verified risks that nobody has taken up."""
    return Finding.objects.filter(
        household_id=household_id, kind=FindingKind.RISK, state=FindingState.TRUE
    ).order_by("answered_at", "id")
