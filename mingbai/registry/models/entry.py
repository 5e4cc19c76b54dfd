"""五到位: people, equipment, accurate entry, coaching, answerability for the entry of data (handbook O.5)."""

import uuid

from django.db import models

from mingbai.kit.scoped import ScopedModel
from mingbai.registry.states import FaultSource


class EntryClerk(ScopedModel):
    """Somebody who enters data for an area (half-open days, open end NULL); ``user_id`` if they sign in."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    user_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=40)
    duty = models.CharField(max_length=80, blank=True)
    full_time = models.BooleanField(default=False)
    trained_on = models.DateField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("area_code", "id")
        indexes = [models.Index(fields=["area_code", "id"], name="clerk_area")]


class EntryEquipment(ScopedModel):
    """What an area has to enter data with, as counted on a day."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=32, help_text="A code of the pack's changes.equipment.")
    count = models.PositiveSmallIntegerField()
    working = models.PositiveSmallIntegerField()
    checked_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("area_code", "id")
        indexes = [models.Index(fields=["area_code", "id"], name="equipment_area")]
        constraints = [
            models.UniqueConstraint(fields=["area_code", "kind"], name="equipment_once"),
            models.CheckConstraint(
                name="equipment_works", condition=models.Q(working__lte=models.F("count"))
            ),
        ]


class Coaching(ScopedModel):
    """跟踪指导: who showed whom what, on which day."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    clerk_name = models.CharField(max_length=40)
    on = models.DateField()
    topic = models.CharField(max_length=120)
    agreed = models.CharField(max_length=1000, blank=True, help_text="What will be done differently.")
    coach = models.CharField(max_length=120)

    class Meta:
        ordering = ("-on", "-id")
        indexes = [models.Index(fields=["-on", "-id"], name="coaching_on")]


class EntryFault(ScopedModel):
    """One error of entry: who had entered which field of what, and how it came to light."""

    user_id = models.BigIntegerField(null=True)
    clerk = models.CharField(max_length=120, help_text="Post and name, as in the record.")
    field = models.CharField(max_length=40)
    source = models.CharField(max_length=12, choices=FaultSource.choices)
    subject_type = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    found_on = models.DateField()

    class Meta:
        ordering = ("-found_on", "-id")
        indexes = [models.Index(fields=["area_code", "found_on"], name="fault_area_day")]
