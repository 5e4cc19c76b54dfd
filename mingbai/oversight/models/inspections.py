"""A team's visit to a village."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.tasks import TeamTask
from mingbai.oversight.models.teams import no_pairing
from mingbai.oversight.states import InspectionState


class Inspection(ScopedModel):
    """A team's visit to a village: the sample drawn, what was found, whom it met."""

    gives_files = True

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    task = models.ForeignKey(
        TeamTask, models.PROTECT, null=True, related_name="inspections", help_text="NULL: a random re-check."
    )
    team = models.CharField(max_length=40)
    on = models.DateField()
    state = models.CharField(max_length=10, choices=InspectionState.choices, default=InspectionState.PLANNED)
    recheck = models.BooleanField(default=False, help_text="Of another team's tenth, after 30 days.")
    met = models.CharField(max_length=200, blank=True, help_text="Whom of the village the team met.")
    village_said = models.CharField(max_length=1000, blank=True)
    ended_at = models.DateTimeField(null=True)
    signature = models.UUIDField(null=True, help_text="The sealed picture of the village's signature.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-on", "-id")
        indexes = [
            models.Index(fields=["-on", "-id"], name="inspection_newest"),
            models.Index(fields=["area_code", "-on", "-id"], name="inspection_area"),
            models.Index(fields=["team", "on"], name="inspection_team"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["task", "area_code", "recheck"], name="inspection_once")
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return no_pairing(acting)
