"""观摩评议: at a quarter's observation townships score one another's village ledgers (handbook G.9)."""

import uuid

from django.db import models
from django.db.models.functions import Left

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.periods import Period
from mingbai.oversight.models.seeing import of_department
from mingbai.oversight.models.teams import no_pairing
from mingbai.oversight.states import PeriodKind
from mingbai.registry.models.households import TOWN_DIGITS

FULL = 100


class Observation(ScopedModel):
    """A quarter's observation: which villages the lot named, until when it was open, what came of it.

    ``names`` is the list that each township's village was drawn from, so that anybody draws it again.
    Frozen once; what was marked and what came of it is never changed.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    quarter = models.DateField(unique=True, help_text="Its first day.")
    on = models.DateField(help_text="When the villages are seen.")
    seed = models.CharField(max_length=40)
    names = models.JSONField(help_text="Codes of the villages drawn from.")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.CharField(max_length=120, blank=True)
    edition = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 over the frozen results.")

    class Meta:
        ordering = ("-quarter",)

    @property
    def period(self) -> Period:
        """The quarter; its name stands in addresses."""
        return Period(PeriodKind.QUARTER, self.quarter)

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return no_pairing(acting)


class Observed(ScopedModel):
    """A village whose ledger is looked at; ``area_code`` is the village. Appended, never changed."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    observation = models.ForeignKey(Observation, models.PROTECT, related_name="villages")
    label = models.CharField(max_length=160)

    class Meta:
        ordering = ("observation_id", "area_code")
        constraints = [models.UniqueConstraint(fields=["observation", "area_code"], name="observed_once")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return no_pairing(acting)


class Mark(ScopedModel):
    """What one person gave a village. Appended, never changed: of each person the last counts.

    ``area_code`` is where the person's post stands, ``village`` what was scored: the database itself refuses
    one's own township. ``given`` maps the pack's aspects to points; ``accepts`` is an inspection team's.
    """

    observed = models.ForeignKey(Observed, models.PROTECT, related_name="marks")
    village = models.CharField(max_length=12, db_collation="C")
    user_id = models.BigIntegerField()
    accepts = models.BooleanField(default=False)
    given = models.JSONField()
    total = models.PositiveSmallIntegerField()
    remark = models.CharField(max_length=400, blank=True, help_text="Goes back to the unit, without a name.")
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["observed", "user_id", "id"], name="mark_last")]
        constraints = [
            models.CheckConstraint(condition=models.Q(total__lte=FULL), name="mark_at_most_full"),
            models.CheckConstraint(
                condition=~models.Q(village__startswith=Left("area_code", TOWN_DIGITS)),
                name="mark_not_ones_own",
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """One's own only: nobody sees what another gave, not even the county office."""
        return models.Q(user_id=acting.user_id) if acting.user_id is not None else models.Q(pk__in=())


class ObservedResult(ScopedModel):
    """What came of it for a village, frozen. Appended, never changed. ``score`` NULL: not rated.

    ``attendees`` is the trimmed mean of the townships, ``accepted`` the mean of the inspection teams;
    ``parts`` maps aspects to the mean that attendees gave. Counts say how many of each scored.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    observed = models.OneToOneField(Observed, models.PROTECT, related_name="result")
    quarter = models.DateField()
    label = models.CharField(max_length=160)
    attendees = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    attendees_count = models.PositiveIntegerField()
    accepted = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    accepted_count = models.PositiveIntegerField()
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    parts = models.JSONField()
    remarks = models.JSONField(default=list)
    frozen_at = models.DateTimeField()

    class Meta:
        ordering = ("-frozen_at", "-id")
        indexes = [
            models.Index(fields=["-frozen_at", "-id"], name="observed_newest"),
            models.Index(fields=["area_code", "-frozen_at", "-id"], name="observed_area"),
        ]

    @property
    def period(self) -> Period:
        """Its quarter: the observation itself lies behind the county's wall, so that nothing is joined."""
        return Period(PeriodKind.QUARTER, self.quarter)

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """Units see their own by area; departments and helpers have nothing here."""
        return models.Q(pk__in=()) if of_department(acting) else no_pairing(acting)
