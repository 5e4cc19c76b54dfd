"""What a team saw, before the village has answered."""

import uuid

from django.db import models

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.inspected import Inspected
from mingbai.oversight.models.inspections import Inspection
from mingbai.oversight.models.seeing import of_department
from mingbai.oversight.states import FactState
from mingbai.registry.models.households import paired


class Fact(ScopedModel):
    """What the team saw, before the village has answered. Accepted (or upheld) it becomes a problem."""

    gives_files = True

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="facts")
    inspected = models.ForeignKey(Inspected, models.PROTECT, null=True, related_name="facts")
    household_id = models.BigIntegerField(null=True)
    question = models.CharField(
        max_length=40, blank=True, help_text="Code of the form's question, if it came of one."
    )
    category = models.CharField(max_length=20)
    severity = models.CharField(max_length=12)
    owner = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=120)
    fact = models.CharField(max_length=2000)
    requirement = models.CharField(max_length=400, blank=True)
    on_the_spot = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=FactState.choices, default=FactState.NOTED)
    village_said = models.CharField(max_length=1000, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=120)
    noted_user = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("inspection", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["inspected", "question"], name="fact_question_once", condition=~models.Q(question="")
            )
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """A department sees facts of its own policies, inspectors all, helpers those of their households."""
        own = models.Q(owner__in=_units(acting)) if of_department(acting) else models.Q()
        return own & paired(acting, "household_id")


def _units(acting: ActingPost) -> list[str]:
    """The departments whose lines of work are the post's."""
    units = installed().section("units").items()
    return [code for code, unit in units if acting.lines & frozenset(unit["lines"] or ())]
