"""年奖惩: what a frozen year proposes for a unit, and what the county's leaders decided."""

import uuid

from django.db import models

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.frozen import FrozenPeriod
from mingbai.oversight.models.seeing import of_department, own_unit
from mingbai.oversight.states import Measure, ProposalState, Subject

UNITS = (Subject.TOWNSHIP, Subject.VILLAGE, Subject.UNIT)


class Proposal(ScopedModel):
    """A machine's proposal (建议) for one unit, never for a person; a competent post decides (handbook O.1).

    ``area_code`` is the unit's own; the frozen year lies at the county, so ``year`` stands here too.
    ``grade`` is the class by the pack's map, empty where nothing is scored.
    ``critical`` holds the keys of critical problems: they are put before the leading group and cap nothing
    by themselves (G.5). ``told_at`` is set once every proposal of the year is decided: before that only the
    county office and who decides see any.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    frozen = models.ForeignKey(FrozenPeriod, models.PROTECT, related_name="proposals")
    year = models.PositiveSmallIntegerField()
    frozen_user = models.BigIntegerField(null=True, help_text="Who froze the year, and so does not decide.")
    subject = models.CharField(max_length=8, choices=[(one.value, one.label) for one in UNITS])
    subject_no = models.CharField(max_length=40, db_collation="C")
    label = models.CharField(max_length=160)
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    grade = models.CharField(max_length=20, blank=True)
    measure = models.CharField(max_length=12, choices=Measure.choices)
    critical = models.JSONField(default=list)
    found = models.PositiveIntegerField()
    due_count = models.PositiveIntegerField()
    in_time = models.PositiveIntegerField()
    reopened = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    decided = models.CharField(max_length=12, choices=Measure.choices, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    leader = models.CharField(max_length=120, blank=True, help_text="Who answers for the change.")
    until = models.DateField(null=True, help_text="When the plan has run its days.")
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="proposal_newest"),
            models.Index(fields=["frozen", "state"], name="proposal_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["frozen", "subject", "subject_no"], name="proposal_once")
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """The county office and who decides see all; then each unit its own, and what lies below it."""
        if acting.households is not None:
            return models.Q(pk__in=())
        rule = installed().section("oversight")
        if acting.kind in (*rule["close_out"]["approve"], *rule["year"]["decide"]):
            return models.Q()
        told = models.Q(told_at__isnull=False)
        if not of_department(acting):
            return told
        return told & models.Q(subject=Subject.UNIT, subject_no=own_unit(acting))
