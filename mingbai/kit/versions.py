"""A row carries its ``version``; a change made on an older one is not written but shown beside the newer."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F


class StaleVersion(Exception):
    """Someone else changed the row meanwhile. ``both`` maps each differing column to (now, wanted)."""

    def __init__(self, subject: models.Model, both: dict[str, tuple[Any, Any]]) -> None:
        super().__init__("The row was changed by someone else meanwhile.")
        self.subject = subject
        self.both = both


class VersionedModel(models.Model):
    """A row that knows how often it was changed."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


def change(subject: models.Model, *, version: int, values: Mapping[str, Any]) -> None:
    """Write columns of a row that still has ``version``; else write nothing and raise StaleVersion."""
    model = type(subject)
    rows = model._default_manager.filter(pk=subject.pk, version=version)
    written = rows.update(**values, version=F("version") + 1)
    subject.refresh_from_db()
    if not written:
        both = {name: (getattr(subject, name), wanted) for name, wanted in values.items()}
        raise StaleVersion(subject, {name: pair for name, pair in both.items() if pair[0] != pair[1]})
