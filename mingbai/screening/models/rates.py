"""How often each rule was right, and what became of a rule that was mostly wrong."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models.households import town_code
from mingbai.screening.models.walls import seen_by
from mingbai.screening.states import MendState


class Tally(ScopedModel):
    """Answers about one rule's findings in one village and month; an answer taken back is taken off again."""

    town_code = town_code()
    rule = models.CharField(max_length=40, db_collation="C")
    month = models.DateField(help_text="Its first day.")
    line = models.CharField(max_length=32, blank=True)
    restricted = models.BooleanField(default=False)
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200, blank=True)
    confirmed = models.PositiveIntegerField(default=0)
    denied = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("rule", "month", "area_code")
        indexes = [models.Index(fields=["month", "rule", "area_code"], name="tally_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "month", "area_code", "line", "restricted"], name="tally_once"
            )
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """As the findings it counts; helpers see none."""
        if acting.households is not None:
            return models.Q(pk__in=())
        return seen_by(acting)


class Mending(ScopedModel):
    """A rule that answers proved mostly wrong: the county office mends it, or says why it stays."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    rule = models.CharField(max_length=40, db_collation="C")
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200, blank=True)
    line = models.CharField(max_length=32, blank=True)
    restricted = models.BooleanField(default=False)
    since = models.DateField(help_text="The first month that was counted.")
    confirmed = models.PositiveIntegerField()
    denied = models.PositiveIntegerField()
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MendState.choices, default=MendState.PROPOSED)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decision = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-proposed_at", "-id")
        indexes = [models.Index(fields=["-proposed_at", "-id"], name="mending_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["rule"], name="mending_once", condition=models.Q(state=MendState.PROPOSED)
            )
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """As the findings that the rule makes."""
        return seen_by(acting)
