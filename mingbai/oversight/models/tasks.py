"""督查事项交办单: a team's matters of a week."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.teams import no_pairing


class TeamTask(ScopedModel):
    """督查事项交办单: what a team is to look at in a week, given before it plans (handbook O.5)."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    number = models.CharField(max_length=40, unique=True)
    team = models.CharField(max_length=40)
    week = models.DateField(help_text="Its Monday.")
    matters = models.JSONField(help_text="Matters in words, in order.")
    villages_wanted = models.PositiveSmallIntegerField()
    poor_wanted = models.PositiveSmallIntegerField(help_text="Registered households a village.")
    other_wanted = models.PositiveSmallIntegerField(help_text="Other households a village.")
    seed = models.CharField(max_length=40, help_text="Anyone can draw it again with this.")
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-week", "team")
        indexes = [models.Index(fields=["-issued_at", "-id"], name="task_newest")]
        constraints = [models.UniqueConstraint(fields=["team", "week"], name="task_once")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return no_pairing(acting)
