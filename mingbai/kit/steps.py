"""Decisions: who moved what from where to where, when, in which words. Timelines are made of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet

from mingbai.kit.doings import Doing, about, told
from mingbai.kit.scope import ActingPost

BATCH = 1_000


class Step(Doing):
    """One decision about one subject. ``source`` is empty for the first; never changed, never deleted."""

    move = models.CharField(max_length=64)
    source = models.CharField(max_length=64, blank=True)
    target = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "kit_step"
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="step_subject"),
            models.Index(fields=["area_code", "happened_at"], name="step_area"),
        ]


def record(
    *,
    subject: Any,
    move: str,
    source: str,
    target: str,
    by: ActingPost,
    at: datetime,
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> Step:
    """Write a step about a scoped row, in the transaction of the move itself."""
    return Step.objects.create(
        move=move, source=source, target=target, note=note, detail=detail or {}, **told(subject, by, at)
    )


def record_all(
    *, subjects: Iterable[Any], move: str, source: str, target: str, by: ActingPost, at: datetime
) -> list[Step]:
    """Write the same step about many scoped rows, in few statements."""
    moved = {"move": move, "source": source, "target": target, "detail": {}}
    return Step.objects.bulk_create(
        (Step(**moved, **told(subject, by, at)) for subject in subjects), batch_size=BATCH
    )


def of(subject: Any) -> "QuerySet[Step]":
    """The steps of a subject, oldest first."""
    return Step.objects.filter(**about(subject)).order_by("id")
