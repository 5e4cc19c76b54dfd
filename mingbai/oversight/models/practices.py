"""好做法: what a unit does well, adopted by the county office for others to learn from (handbook G.5)."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.seeing import of_department, own_unit
from mingbai.oversight.models.teams import no_pairing
from mingbai.oversight.states import PracticeState, Subject

PRACTISE = (Subject.VILLAGE, Subject.TOWNSHIP, Subject.UNIT)


class Practice(ScopedModel):
    """A good practice of a unit, never of a person: persons are not listed beside one another (O.1).

    ``area_code`` is the unit's own. ``paper`` names what proves it: the circular, minutes or report with its
    number; ``scan`` is that paper itself, where it was added. Proposed by one person of the county office,
    decided by another.
    """

    gives_files = True

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    subject = models.CharField(max_length=8, choices=[(one.value, one.label) for one in PRACTISE])
    subject_no = models.CharField(max_length=40, db_collation="C", help_text="Area or unit code.")
    label = models.CharField(max_length=160)
    title = models.CharField(max_length=120)
    what = models.CharField(max_length=2000)
    paper = models.CharField(max_length=400)
    scan = models.UUIDField(null=True, help_text="The code of the sealed file.")
    state = models.CharField(max_length=10, choices=PracticeState.choices, default=PracticeState.PROPOSED)
    proposed_user = models.BigIntegerField(null=True, help_text="Who proposed it, and so does not decide.")
    proposed_by = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    reason = models.CharField(max_length=1000, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-proposed_at", "-id")
        indexes = [
            models.Index(fields=["-proposed_at", "-id"], name="practice_newest"),
            models.Index(fields=["area_code", "-proposed_at", "-id"], name="practice_area"),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """A unit sees its own once adopted, and what lies below it; the county office and leaders all."""
        if acting.area_code.endswith("000000") and not of_department(acting):
            return no_pairing(acting)
        told = models.Q(state__in=(PracticeState.ADOPTED, PracticeState.WITHDRAWN))
        if not of_department(acting):
            return no_pairing(acting) & told
        return no_pairing(acting) & told & models.Q(subject=Subject.UNIT, subject_no=own_unit(acting))
