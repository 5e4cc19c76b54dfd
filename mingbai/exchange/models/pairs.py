"""Rows without a usable number, next to the person who may be meant, and what people said of it."""

import uuid

from django.db import models
from django.db.models import Q

from mingbai.exchange.models.deliveries import DEPARTMENT, family
from mingbai.exchange.states import PairState
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models import Person


class DoubtfulPair(ScopedModel):
    """One row as it was written (``mark`` stands for all that is written of somebody) and one person.

    The answer is about what was written, not about a row's place: it holds for every later file that writes
    the same. ``written`` holds name, sex, birth, home, the tail of a telephone; ``levels`` how each compares.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    mark = models.CharField(max_length=20, db_collation="C")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_constraint=False)
    dataset = models.CharField(max_length=40)
    written = models.JSONField(default=dict)
    levels = models.JSONField(default=dict)
    probability = models.FloatField(help_text="From 0 to 1.")
    candidates = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=12, help_text="Why a person is asked: several, name, below, little, …")
    state = models.CharField(max_length=8, choices=PairState.choices, default=PairState.OPEN)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    noted_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-noted_at", "-id")
        indexes = [
            models.Index(fields=["-noted_at", "-id"], name="pair_newest"),
            models.Index(fields=["state", "mark", "id"], name="pair_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["mark", "person"], name="pair_once"),
            models.UniqueConstraint(fields=["mark"], condition=Q(state=PairState.SAME), name="pair_one_same"),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        closed = acting.households is not None or family(acting) == DEPARTMENT
        return Q(pk__in=()) if closed else Q()
