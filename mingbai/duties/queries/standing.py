"""What stood in a state of a flow, from when until when, read from the steps that every move leaves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, DateField, F, OuterRef, Q, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from mingbai.duties.queries.matters import Stays
from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.scoped import ScopedModel
from mingbai.kit.steps import Step

LAST = 2**62


def standing(
    acting: ActingPost,
    model: type[ScopedModel],
    states: Collection[str],
    since: datetime,
    *,
    only: Q | None = None,
    due: str = "",
) -> Stays:
    """Every stay of a row in these states: entered by one step, left by the next that leads elsewhere.

    Stays that ended before ``since`` are left out, cheaply: by the rows that stand there now or left since.
    ``only`` narrows the rows; ``due`` names the column that holds the deadline; left out, it is the one that
    the last step within the stay set.
    """
    kind = model._meta.label_lower
    # The wall asks for this range too, but as a setting that PostgreSQL cannot plan by.
    near = Q(area_code__gte=acting.lo, area_code__lt=acting.hi)
    every = rows(model, acting).filter(only or Q())
    left = Step.objects.filter(near, subject_type=kind, happened_at__gte=since, source__in=states)
    reach = every.filter(Q(state__in=states) | Q(pk__in=left.values("subject_id")))
    same = Step.objects.filter(subject_type=kind, subject_id=OuterRef("subject_id"))
    after = same.filter(id__gt=OuterRef("id")).exclude(target__in=states).order_by("id")
    entered = Step.objects.filter(subject_type=kind, subject_id__in=reach.values("pk"), target__in=states)
    stays = entered.exclude(source__in=states).annotate(
        out=Coalesce(Subquery(after.values("id")[:1]), Value(LAST), output_field=BigIntegerField())
    )
    told = stays.annotate(
        came=F("happened_at"),
        left=Subquery(after.values("happened_at")[:1]),
        left_user=Subquery(after.values("user_id")[:1]),
        due_on=_of_row(model, due) if due else _of_steps(same, states),
    )
    moved = Step.objects.filter(near, subject_type=kind, subject_id__in=every.values("pk"))
    return Stays(told, moved, frozenset(states), (kind, only))


def _of_row(model: type[ScopedModel], column: str) -> Subquery:
    return Subquery(model._default_manager.filter(pk=OuterRef("subject_id")).values(column)[:1])


def _of_steps(same: Any, states: Collection[str]) -> Subquery:
    """The deadline that the newest step within the stay set."""
    within = same.filter(
        id__gte=OuterRef("id"), id__lt=OuterRef("out"), target__in=states, detail__has_key="due"
    )
    told = within.annotate(day=Cast(KeyTextTransform("due", "detail"), DateField()))
    return Subquery(told.order_by("-id").values("day")[:1])
