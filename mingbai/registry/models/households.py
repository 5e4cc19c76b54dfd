"""Households, and what is true of them over time."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat, Left

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.states import Category, HouseholdEnd, Monitor

TOWN_DIGITS = 9


def town_code() -> models.GeneratedField:
    """The township of a row, stored: an index on it serves a township's lists where a range would not."""
    return models.GeneratedField(
        expression=Concat(Left(F("area_code"), TOWN_DIGITS), Value("000")),
        output_field=models.CharField(max_length=12, db_collation="C"),
        db_persist=True,
    )


def paired(acting: ActingPost, column: str) -> models.Q:
    """Wall one for posts of paired helpers: their households only."""
    if acting.households is None:
        return models.Q()
    return models.Q(**{f"{column}__in": acting.households})


class Household(ScopedModel):
    """People who live together and share income and spending (handbook A.2), whatever the booklet says.

    ``started_on`` and ``ended_on`` are half-open; an ended household stays. What lists show of today
    (``head_name`` to ``net_year``) is kept by ``actions.today`` from the tables over time and never typed.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    number = models.CharField(
        max_length=32, blank=True, db_collation="C", help_text="户编号, the nation's; never reused."
    )
    town_code = town_code()
    group_no = models.PositiveSmallIntegerField(default=0, help_text="Villagers' group; 0: not known.")
    address = models.CharField(max_length=120, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=12, choices=HouseholdEnd.choices, blank=True)
    registered_on = models.DateField(null=True, help_text="识别时间; NULL for ordinary households.")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="split_off")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    watched_until = models.DateField(
        null=True, help_text="Combined asset check after a split, until this day."
    )
    phone_vault = models.BigIntegerField(null=True)
    phone_token = models.BinaryField(null=True, help_text="To compare by: one telephone, many households.")
    phone_last4 = models.CharField(max_length=4, blank=True)
    bank = models.CharField(max_length=60, blank=True)
    account_vault = models.BigIntegerField(null=True)
    account_token = models.BinaryField(null=True)
    account_last4 = models.CharField(max_length=4, blank=True)
    # Today's, for lists.
    head = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    head_name = models.CharField(max_length=60, blank=True)
    head_sort = models.CharField(
        max_length=120, blank=True, db_collation="C", help_text="Pinyin, to sort by."
    )
    member_count = models.PositiveSmallIntegerField(default=0)
    category = models.CharField(max_length=20, choices=Category.choices, default=Category.ORDINARY)
    monitor = models.CharField(max_length=12, choices=Monitor.choices, default=Monitor.NONE)
    registered = models.BooleanField(default=False, help_text="In the national system: kept in full.")
    net_per_capita = models.BigIntegerField(null=True, help_text="Fen, of the newest yearly statement.")
    net_year = models.PositiveSmallIntegerField(null=True)
    changed_at = models.DateTimeField(help_text="When anything of the household was last written.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("area_code", "head_sort", "id")
        indexes = [
            models.Index(fields=["area_code", "head_sort", "id"], name="hh_area_head"),
            models.Index(fields=["town_code", "head_sort", "id"], name="hh_town_head"),
            models.Index(fields=["head_sort", "id"], name="hh_head"),
            models.Index(fields=["area_code", "-changed_at", "-id"], name="hh_area_changed"),
            models.Index(fields=["town_code", "-changed_at", "-id"], name="hh_town_changed"),
            models.Index(fields=["-changed_at", "-id"], name="hh_changed"),
            models.Index(
                fields=["area_code", "head_sort", "id"],
                name="hh_registered",
                condition=models.Q(registered=True),
            ),
            models.Index(
                fields=["area_code", "id"], name="hh_monitored", condition=~models.Q(monitor="none")
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="hh_number_once", condition=~models.Q(number="")),
            models.UniqueConstraint(fields=["id", "area_code"], name="hh_id_area"),
            models.CheckConstraint(
                name="hh_period",
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("started_on")),
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "id")


class HouseholdState(ScopedModel):
    """What is true of a household from ``valid_from`` until ``valid_to`` (half-open, open end NULL).

    One row holds all of it; a change closes the row and opens a copy with the change, so that any day is one
    row. Ordinary households have none: they are a thin roster (PIPL 6, 19; handbook O.1). Areas of land in
    mu, distances in km. NULL is not known. Codes are those of the datasets' code lists (handbook B.1).
    """

    household = models.ForeignKey(
        Household, models.CASCADE, related_name="states", db_constraint=False, db_index=False
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    category = models.CharField(max_length=20, choices=Category.choices, default=Category.ORDINARY)
    monitor = models.CharField(max_length=12, choices=Monitor.choices, default=Monitor.NONE)
    standard = models.CharField(max_length=12, blank=True, help_text="识别标准")
    no_labour_fallback = models.BooleanField(null=True, help_text="整户无劳动能力兜底保障户")
    martyr_family = models.BooleanField(null=True, help_text="军烈属")
    farmland_mu = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    woodland_mu = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    grain_for_green_mu = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    orchard_mu = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    grassland_mu = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    water_mu = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    housing_area_m2 = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    dilapidated = models.BooleanField(null=True)
    dilapidated_level = models.CharField(max_length=8, blank=True)
    rebuild_year = models.PositiveSmallIntegerField(null=True)
    safe_water = models.BooleanField(null=True)
    power_living = models.BooleanField(null=True)
    power_production = models.BooleanField(null=True)
    tv_broadband = models.BooleanField(null=True)
    road_type = models.CharField(max_length=12, blank=True)
    distance_main_road_km = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    toilet = models.BooleanField(null=True)
    fuel = models.CharField(max_length=12, blank=True)
    coop_member = models.BooleanField(null=True)
    leading_firm_linked = models.BooleanField(null=True)
    leader_linked = models.BooleanField(null=True)
    industry_type = models.CharField(max_length=40, blank=True)
    relocated = models.BooleanField(null=True, help_text="易地搬迁")
    relocation_site = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("household_id", "valid_from")
        indexes = [models.Index(fields=["area_code", "valid_from", "valid_to"], name="hhs_as_of")]
        constraints = [
            models.UniqueConstraint(fields=["household", "valid_from"], name="hhs_once"),
            models.UniqueConstraint(
                fields=["household"], name="hhs_one_open", condition=models.Q(valid_to=None)
            ),
            models.CheckConstraint(
                name="hhs_period",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")


class Residence(ScopedModel):
    """Where a household stood over which period, under the code of that time.

    When a household moves, its rows follow it and this one stays: it is all that the former village sees.
    """

    key = models.UUIDField(unique=True, db_default=RandomUUID(), help_text="Used in addresses.")
    household = models.ForeignKey(Household, models.CASCADE, related_name="residences", db_index=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    head_name = models.CharField(max_length=60, blank=True, help_text="As it was at the end.")

    class Meta:
        ordering = ("household_id", "valid_from")
        constraints = [models.UniqueConstraint(fields=["household", "valid_from"], name="residence_once")]
        indexes = [
            models.Index(fields=["area_code", "household"]),
            models.Index(fields=["area_code", "id"], name="residence_list"),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")
