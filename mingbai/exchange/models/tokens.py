"""Tokens by which a department's own system sends files over HTTP, acting as the person who made them."""

import uuid

from django.db import models
from django.db.models import Q

from mingbai.exchange.models.deliveries import own_units
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.org.models import Unit


class ApiToken(ScopedModel):
    """A system's key: shown once, kept as a keyed digest, over by time, by hand, or with its maker's post."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    user_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    holder = models.CharField(max_length=200, help_text="Post and name as they stood then.")
    name = models.CharField(max_length=80, help_text="Which system uses it.")
    digest = models.BinaryField(unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = [models.Index(fields=["-made_at", "-id"], name="apitoken_newest")]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return own_units(acting, "unit")
