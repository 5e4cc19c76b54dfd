"""Months that are frozen, and the scores as they stood."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.seeing import seen_by
from mingbai.oversight.states import Subject


class FrozenMonth(ScopedModel):
    """A month whose scores are closed: what comes later counts in the month that is open then."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    month = models.DateField(unique=True)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=120)
    edition = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, help_text="SHA-256 over the frozen scores.")

    class Meta:
        ordering = ("-month",)

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return models.Q() if acting.households is None else models.Q(pk__in=())


class FrozenScore(ScopedModel):
    """A subject's score as the month was frozen. NULL: not rated."""

    frozen = models.ForeignKey(FrozenMonth, models.CASCADE, related_name="scores")
    subject = models.CharField(max_length=8, choices=Subject.choices)
    subject_no = models.CharField(max_length=40, db_collation="C")
    post_kind = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=160)
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    points = models.DecimalField(max_digits=14, decimal_places=6)
    households = models.PositiveIntegerField()

    class Meta:
        ordering = ("frozen", "subject", "id")
        constraints = [
            models.UniqueConstraint(fields=["frozen", "subject", "subject_no"], name="frozen_score_once")
        ]
        indexes = [models.Index(fields=["subject", "subject_no"], name="frozen_subject")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return seen_by(acting)
