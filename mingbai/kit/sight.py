"""Who saw and revealed what (查阅记录). The unit that owns the subject reads it; nobody changes it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mingbai.kit import slots
from mingbai.kit.doings import Doing, about, told
from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.scoped import ScopedModel

SUBJECTS = slots.declare("sight.subjects", "f() -> {type of a look's subject: its words}")


class Act(models.TextChoices):
    """What was done with a look."""

    SEEN = "seen", _("Seen")
    REVEALED = "revealed", _("Revealed")
    EXPORTED = "exported", _("Exported")
    PRINTED = "printed", _("Printed")
    BROKE_GLASS = "broke_glass", _("Broke Glass")


class Sight(Doing):
    """One look at one subject, with the purpose that was given for it."""

    act = models.CharField(max_length=16, choices=Act)
    purpose = models.CharField(max_length=200)

    class Meta:
        db_table = "kit_sight"
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="sight_subject"),
            models.Index(fields=["area_code", "-id"], name="sight_area"),
        ]


def note(
    *, subject: ScopedModel, area_code: str, act: str, purpose: str, by: ActingPost, at: datetime
) -> Sight:
    """Record a look. ``area_code`` is the area that owns the subject and may read this record."""
    found = told(subject, by, at) | {"area_code": area_code}
    return Sight.objects.create(act=Act(act), purpose=purpose, **found)


def note_all(
    *, subjects: Iterable[ScopedModel], act: str, purpose: str, by: ActingPost, at: datetime
) -> None:
    """Record a look at many rows at once, as an export or a printed list is."""
    looks = (Sight(act=Act(act), purpose=purpose, **told(subject, by, at)) for subject in subjects)
    Sight.objects.bulk_create(looks, batch_size=1000)


def of(subject: Any) -> "QuerySet[Sight]":
    """Who looked at a subject, newest first."""
    return Sight.objects.filter(**about(subject)).order_by("-id")


def seen_in(acting: ActingPost) -> "QuerySet[Sight]":
    """查阅记录: every look at what a post's unit owns, newest first."""
    return rows(Sight, acting).order_by("-id")
