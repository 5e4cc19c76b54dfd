"""Inspection teams: who is seconded, and where they may not go."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel


def no_pairing(acting: ActingPost) -> models.Q:
    """No business of posts that serve some households only."""
    return models.Q() if acting.households is None else models.Q(pk__in=())


class Seconded(ScopedModel):
    """A member seconded full time to a team; ``home_area`` is where nobody may send them (G.6)."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    team = models.CharField(max_length=40, help_text="Code of the unit.")
    user_id = models.BigIntegerField()
    name = models.CharField(max_length=40)
    from_unit = models.CharField(max_length=120)
    home_area = models.CharField(max_length=12, blank=True, db_collation="C")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("team", "id")
        indexes = [models.Index(fields=["team", "id"], name="seconded_team")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return no_pairing(acting)


class Kin(ScopedModel):
    """A member has relatives in a village: neither they nor their team's draw goes there."""

    seconded = models.ForeignKey(Seconded, models.CASCADE, related_name="kin")
    village = models.CharField(max_length=12, db_collation="C")

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return no_pairing(acting)
