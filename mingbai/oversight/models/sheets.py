"""交办单: the problems of a week that one township or department is given."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel


class Sheet(ScopedModel):
    """交办单: the problems of a week that one township or department is given, acknowledged by it."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    number = models.CharField(max_length=40, unique=True)
    week = models.DateField(help_text="Its Monday.")
    unit = models.CharField(
        max_length=40, blank=True, help_text="Code of the department; empty: the township."
    )
    addressee = models.CharField(max_length=120)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=120)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-week", "-id")
        indexes = [
            models.Index(fields=["-issued_at", "-id"], name="sheet_newest"),
            models.Index(fields=["area_code", "-issued_at", "-id"], name="sheet_area"),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return models.Q() if acting.households is None else models.Q(pk__in=())
