"""Periods that are frozen: the scores as they stood, and what was found and closed by then."""

import uuid
from datetime import date

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.periods import Period
from mingbai.oversight.models.seeing import of_department, own_unit, seen_by
from mingbai.oversight.states import PeriodKind, Subject


class FrozenPeriod(ScopedModel):
    """A month, quarter or year whose scores are closed: what comes later counts in the month open then.

    The table keeps the name it was laid under, for the audit's sealed blocks name it.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=8, choices=PeriodKind.choices)
    begins = models.DateField(help_text="Its first day.")
    since = models.DateField(
        null=True, help_text="The first month that counts, in the first year of use. NULL: all of them."
    )
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=120)
    frozen_user = models.BigIntegerField(null=True)
    edition = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, help_text="SHA-256 over the frozen scores.")

    class Meta:
        db_table = "oversight_frozenmonth"
        ordering = ("-begins", "kind")
        constraints = [models.UniqueConstraint(fields=["kind", "begins"], name="frozen_period_once")]

    @property
    def period(self) -> Period:
        """Which it is."""
        return Period(self.kind, self.begins)

    @property
    def months(self) -> list[date]:
        """First days of the months that count."""
        return [one for one in self.period.months if self.since is None or one >= self.since]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return models.Q() if acting.households is None else models.Q(pk__in=())


class FrozenScore(ScopedModel):
    """A subject's score as the period was frozen, with the bonus that counted. NULL: not rated.

    ``inputs`` are what the formula read beside entries and exposures, so that it can be reckoned again: for a
    township what was due and closed in time, for a team what it found, missed and lost.
    """

    frozen = models.ForeignKey(FrozenPeriod, models.CASCADE, related_name="scores")
    subject = models.CharField(max_length=8, choices=Subject.choices)
    subject_no = models.CharField(max_length=40, db_collation="C")
    post_kind = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=160)
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    points = models.DecimalField(max_digits=14, decimal_places=6)
    households = models.PositiveIntegerField()
    bonus = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    inputs = models.JSONField(default=dict)

    class Meta:
        ordering = ("frozen_id", "subject", "id")  # no join: the period lies behind the county's wall
        constraints = [
            models.UniqueConstraint(fields=["frozen", "subject", "subject_no"], name="frozen_score_once")
        ]
        indexes = [models.Index(fields=["subject", "subject_no"], name="frozen_subject")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """Of units a department sees its own only."""
        if not of_department(acting):
            return seen_by(acting)
        own = models.Q(subject=Subject.UNIT, subject_no=own_unit(acting))
        return seen_by(acting) & (models.Q(subject=Subject.PERSON) | own)


class FrozenTally(ScopedModel):
    """Problems found in a frozen period, as they stood that day: by place, department, kind and matter.

    ``matter`` is what a check form or a rule calls it; empty where a person worded it, for such words may
    name somebody. Nothing here is about a person.
    """

    frozen = models.ForeignKey(FrozenPeriod, models.CASCADE, related_name="tallies")
    owner = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=20)
    matter = models.CharField(max_length=120, blank=True)
    found = models.PositiveIntegerField()
    due = models.PositiveIntegerField(help_text="With a deadline.")
    in_time = models.PositiveIntegerField(help_text="Of these rectified in time, closed, never reopened.")
    closed = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()
    reopened = models.PositiveIntegerField()
    raised = models.PositiveIntegerField()
    critical = models.PositiveIntegerField()

    class Meta:
        ordering = ("frozen_id", "area_code", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["frozen", "area_code", "owner", "category", "matter"], name="frozen_tally_once"
            )
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """A department sees its own, helpers nothing, others what lies in their area."""
        if acting.households is not None:
            return models.Q(pk__in=())
        return models.Q(owner=own_unit(acting)) if of_department(acting) else models.Q()
