"""Looks beyond a post's reach, and the views of lists that people keep."""

import uuid

from django.db import models
from django.db.models import Q

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models.households import Household, paired


class GlassLook(ScopedModel):
    """应急查阅: one post looked at one household beyond its reach, for a reason, until ``until``.

    Written by the definer function ``registry_break_glass`` alone. ``area_code`` is the household's: its
    township reads the row, and whoever looked reads their own. ``seen_at``: when the township took note.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    head_name = models.CharField(max_length=60, blank=True)
    user_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    post_label = models.CharField(max_length=120)
    reason_code = models.CharField(max_length=24, help_text="A code of the pack's looking.glass.reasons.")
    reason = models.CharField(max_length=200)
    looked_at = models.DateTimeField()
    until = models.DateTimeField()
    seen_by = models.CharField(max_length=120, blank=True)
    seen_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-looked_at", "-id")
        indexes = [
            models.Index(fields=["area_code", "-looked_at", "-id"], name="glass_area"),
            models.Index(fields=["-looked_at", "-id"], name="glass_when"),
            models.Index(fields=["user_id", "-looked_at"], name="glass_user"),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return paired(acting, "household_id")


class SavedView(ScopedModel):
    """A list with its filters under a name that a person gave it; nobody else sees it.

    ``query`` is the address after the question mark, as kit.ledger writes it.
    """

    wall = "user"

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    user_id = models.BigIntegerField()
    ledger = models.CharField(max_length=60, help_text="The ledger's name.")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500, blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["user_id", "ledger", "name"], name="view_name_once")]

    @classmethod
    def reach(cls, acting: ActingPost) -> Q:
        return Q(user_id=acting.user_id)
