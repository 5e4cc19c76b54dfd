"""The random re-check of what was closed."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.problems import Problem
from mingbai.oversight.models.seeing import of_department
from mingbai.oversight.models.teams import no_pairing
from mingbai.oversight.states import RecheckState


class Recheck(ScopedModel):
    """A closed problem that the lot named: another team than the finder's goes and looks (handbook G.8)."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="rechecks")
    month = models.DateField(help_text="Of the draw; a problem is drawn once a month.")
    team = models.CharField(max_length=40, help_text="Code of the team that looks.")
    state = models.CharField(max_length=8, choices=RecheckState.choices, default=RecheckState.WAITING)
    due = models.DateField(null=True)
    seen = models.CharField(max_length=1000, blank=True)
    looked_by = models.CharField(max_length=120, blank=True)
    looked_on = models.DateField(null=True)
    drawn_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-drawn_at", "-id")
        indexes = [models.Index(fields=["-drawn_at", "-id"], name="recheck_newest")]
        constraints = [models.UniqueConstraint(fields=["problem", "month"], name="recheck_once")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """As the problem itself: a department sees those of its own lines."""
        own = models.Q(problem__line__in=acting.lines) if of_department(acting) else models.Q()
        return no_pairing(acting) & own
