"""What a household earned and spent in a year, line by line."""

import uuid

from django.db import models
from django.db.models import F, Q

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models.households import Household, paired
from mingbai.registry.states import Occasion


class IncomeStatement(ScopedModel):
    """逐户算账: one statement for a household, year and occasion. Every amount is in fen.

    ``lines`` maps codes of the pack's section ``income`` to fen; the totals follow the handbook's formulas
    (B.2), are computed by ``actions.incomes`` and checked by the database. A newer statement of the same
    occasion replaces an older one (``replaced_on``), which stays.
    """

    gives_files = True  # the drawn signature, to whoever sees the figures

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Made by the device that counted.")
    household = models.ForeignKey(
        Household, models.CASCADE, related_name="statements", db_constraint=False, db_index=False
    )
    year = models.PositiveSmallIntegerField()
    occasion = models.CharField(max_length=16, choices=Occasion.choices, default=Occasion.YEAR)
    counted_on = models.DateField()
    replaced_on = models.DateField(null=True)
    members = models.PositiveSmallIntegerField(help_text="Members on the reference day.")
    lines = models.JSONField(default=dict)
    wage = models.BigIntegerField(default=0)
    business = models.BigIntegerField(default=0)
    property = models.BigIntegerField(default=0)
    transfer = models.BigIntegerField(default=0)
    business_expense = models.BigIntegerField(default=0)
    claims = models.BigIntegerField(default=0, help_text="理赔收入")
    out_of_pocket = models.BigIntegerField(default=0, help_text="合规自付支出")
    gross = models.BigIntegerField()
    net = models.BigIntegerField()
    net_per_capita = models.BigIntegerField(
        null=True, help_text="Rounded half up to whole fen; NULL without members."
    )
    reference = models.BigIntegerField(help_text="纳入监测参考范围: net + claims - out of pocket.")
    reference_per_capita = models.BigIntegerField(null=True)
    origin = models.CharField(max_length=16, help_text="counted | imported")
    counted_by = models.CharField(max_length=200, blank=True, help_text="Post and name.")
    agreed_by = models.CharField(
        max_length=60, blank=True, help_text="Who of the household agreed and signed."
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("household_id", "-year", "-counted_on")
        indexes = [
            models.Index(fields=["area_code", "year", "id"], name="income_area_year"),
            models.Index(fields=["household", "-year"], name="income_household"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "year", "occasion"], name="income_once", condition=Q(replaced_on=None)
            ),
            models.CheckConstraint(
                name="income_gross",
                condition=Q(gross=F("wage") + F("business") + F("property") + F("transfer")),
            ),
            models.CheckConstraint(name="income_net", condition=Q(net=F("gross") - F("business_expense"))),
            models.CheckConstraint(
                name="income_reference", condition=Q(reference=F("net") + F("claims") - F("out_of_pocket"))
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")
