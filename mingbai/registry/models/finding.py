"""What people are found by, and lists as they stood."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import AreaCodeField, ScopedModel
from mingbai.registry.models.households import Household, paired
from mingbai.registry.models.persons import Person
from mingbai.registry.states import Category, FreezeKind, Monitor


class SearchToken(ScopedModel):
    """One way to find a person: equality on text serves under the policy where LIKE cannot (docs/adr/0003).

    The first letter of ``token`` says what it is: ``n`` whole name, ``b`` two following characters,
    ``p`` pinyin, ``i`` initials, ``t`` a phone's last four digits.
    """

    pk = models.CompositePrimaryKey("token", "area_code", "person_id")
    token = models.CharField(max_length=64, db_collation="C")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    household = models.ForeignKey(
        Household, models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False,
        help_text="For the wall. Nobody asks for a household's tokens; its members' are found by person.",
    )  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["person"], name="token_person")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")


class Freeze(models.Model):
    """A list frozen as it stood: who was registered on ``as_of``, known at ``taken_at``.

    ``digest`` is the SHA-256 over its rows in order: a changed row shows. Numbers of rows only: every
    post reads it, and only those that reach the county write it.
    """

    wall = "ledger"

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=12, choices=FreezeKind.choices)
    area_code = AreaCodeField(help_text="The county.")
    as_of = models.DateField()
    taken_at = models.DateTimeField()
    row_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    taken_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-as_of", "-id")
        indexes = [models.Index(fields=["-as_of", "-id"], name="freeze_as_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["as_of"], name="freeze_month_once", condition=models.Q(kind=FreezeKind.MONTH_END)
            )
        ]


class FrozenHousehold(ScopedModel):
    """A registered or monitored household as it stood in a freeze."""

    key = models.UUIDField(unique=True, db_default=RandomUUID(), help_text="Used in addresses.")
    freeze = models.ForeignKey(Freeze, models.CASCADE, related_name="rows")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+", db_constraint=False)
    number = models.CharField(max_length=32, db_collation="C")
    head_name = models.CharField(max_length=60)
    head_sort = models.CharField(max_length=120, db_collation="C")
    member_count = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=20, choices=Category.choices)
    monitor = models.CharField(max_length=12, choices=Monitor.choices)
    net_per_capita = models.BigIntegerField(null=True)
    helper_name = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("freeze_id", "area_code", "head_sort", "id")
        indexes = [
            models.Index(fields=["freeze", "area_code", "head_sort", "id"], name="frozen_list"),
            models.Index(fields=["freeze", "area_code", "id"], name="frozen_area"),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")
