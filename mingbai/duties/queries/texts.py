"""Versions of duties' texts."""

from __future__ import annotations

from django.db.models import QuerySet

from mingbai.duties.models import DutyText
from mingbai.duties.states import PUBLIC, TextState
from mingbai.kit.scope import ActingPost, rows


def of_duty(acting: ActingPost, code: str) -> list[DutyText]:
    """A duty's versions that are or were in force, newest first; the pack's own is not among them."""
    found = rows(DutyText, acting).filter(duty=code, state__in=PUBLIC)
    return list(found.select_related("document").order_by("-number"))


def waiting(acting: ActingPost) -> QuerySet[DutyText]:
    """What waits for approval, nearest deadline first."""
    return rows(DutyText, acting).filter(state=TextState.SUBMITTED).order_by("due", "id")


def returned(acting: ActingPost) -> QuerySet[DutyText]:
    """What was sent back to this person."""
    found = rows(DutyText, acting).filter(state=TextState.RETURNED, entered_user=acting.user_id)
    return found.order_by("id")
