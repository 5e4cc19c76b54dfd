"""Whose townships are whose: a team's in a quarter, a county leader's."""

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.teams import no_pairing


class Rotation(ScopedModel):
    """The townships of a team in a quarter; ``area_code`` is the township."""

    team = models.CharField(max_length=40)
    quarter = models.DateField(help_text="Its first day.")
    seed = models.CharField(max_length=40)

    class Meta:
        ordering = ("-quarter", "team", "area_code")
        constraints = [models.UniqueConstraint(fields=["quarter", "area_code"], name="rotation_once")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return no_pairing(acting)


class Linked(ScopedModel):
    """A county leader is linked to a township (联系乡镇). ``area_code`` is the township."""

    post_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    name = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("area_code", "id")
        indexes = [models.Index(fields=["area_code", "valid_from"], name="linked_area")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return no_pairing(acting)
