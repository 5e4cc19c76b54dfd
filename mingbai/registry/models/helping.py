"""Why a household became poor or might again, and who is paired with it."""

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models.households import Household, paired
from mingbai.registry.states import Ground


class HouseholdGround(ScopedModel):
    """A ranked cause or risk over time; rank 1 is the main one (handbook B.4).

    Causes: one main and at most two others; risks: at most five. Codes of the lists cause and relapse_risk.
    """

    household = models.ForeignKey(Household, models.CASCADE, related_name="grounds", db_constraint=False)
    ground = models.CharField(max_length=6, choices=Ground.choices)
    rank = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24)
    sub_code = models.CharField(max_length=24, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("household_id", "ground", "rank")
        constraints = [
            models.UniqueConstraint(
                fields=["household", "ground", "rank"],
                name="ground_one_open",
                condition=models.Q(valid_to=None),
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")


class Pairing(ScopedModel):
    """结对: a helper answers for a household over a period (half-open, open end NULL).

    ``user`` is the helper's account, if there is one: their post then reaches this household. The other
    columns are as they were on paper.
    """

    household = models.ForeignKey(Household, models.CASCADE, related_name="pairings", db_constraint=False)
    user = models.ForeignKey("org.User", models.PROTECT, null=True, related_name="+", db_index=False)
    helper_name = models.CharField(max_length=40)
    unit_name = models.CharField(max_length=80, blank=True)
    politics = models.CharField(max_length=20, blank=True)
    phone_vault = models.BigIntegerField(null=True)
    phone_last4 = models.CharField(max_length=4, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    why_ended = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("household_id", "valid_from", "id")
        indexes = [
            models.Index(fields=["user", "valid_from"], name="pairing_user"),
            models.Index(fields=["area_code", "helper_name", "id"], name="pairing_helper"),
            models.Index(fields=["helper_name", "id"], name="pairing_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], name="pairing_one_open", condition=models.Q(valid_to=None)
            ),
            models.CheckConstraint(
                name="pairing_period",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")
