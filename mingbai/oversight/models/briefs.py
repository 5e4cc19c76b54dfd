"""专报: what a week's one page said, kept as it was said; and the addresses by which it is read."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.teams import no_pairing


class Brief(ScopedModel):
    """每周专报 (handbook O.3). Once issued it never changes: the application may not update or delete it.

    ``says`` is the whole content as ``queries.briefs`` gathered it; pages and papers are drawn from it alone.
    ``year`` and ``number`` are its 期号. ``digest`` is SHA-256 over ``says``.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    week = models.DateField(unique=True, help_text="Its Monday.")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(help_text="The how manieth of the year.")
    says = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=120)

    class Meta:
        ordering = ("-issued_at", "-id")
        indexes = [models.Index(fields=["-issued_at", "-id"], name="brief_newest")]
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="brief_number_once")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return no_pairing(acting)


class BriefLink(ScopedModel):
    """An address by which a brief is read without signing in. Only the token's hash is kept.

    A new one ends the one before. ``opened`` counts how often it was opened; by whom is not noted.
    """

    brief = models.ForeignKey(Brief, models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token.")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    opened = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, help_text="Last.")

    class Meta:
        ordering = ("-made_at", "-id")

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return no_pairing(acting)
