"""What is asked of another post: more time, an appeal."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.problems import Problem
from mingbai.oversight.states import AskState
from mingbai.registry.models.households import paired


class Extension(ScopedModel):
    """延期申请: more time asked for, decided by another."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="extensions")
    household_id = models.BigIntegerField(null=True)
    days = models.PositiveSmallIntegerField(help_text="Working days.")
    reason = models.CharField(max_length=1000)
    state = models.CharField(max_length=8, choices=AskState.choices, default=AskState.ASKED)
    asked_user = models.BigIntegerField(null=True)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    due = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = [models.Index(fields=["-asked_at", "-id"], name="extension_newest")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")


class Appeal(ScopedModel):
    """申诉 against a problem and what it cost, decided by somebody who had no part in it."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="appeals")
    household_id = models.BigIntegerField(null=True)
    said = models.TextField()
    asked_user = models.BigIntegerField(null=True)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=AskState.choices, default=AskState.ASKED)
    reason = models.CharField(max_length=1000, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = [models.Index(fields=["-asked_at", "-id"], name="appeal_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["problem"], name="appeal_one_open", condition=models.Q(state="asked")
            )
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        own = models.Q(asked_user=acting.user_id) if acting.user_id is not None else models.Q(pk__in=())
        return own if acting.households is not None else models.Q()
