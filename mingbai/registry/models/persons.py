"""Persons, their memberships, what is true of them over time, and their numbers."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models.households import Household, paired, town_code
from mingbai.registry.states import Entry, Leaving, Standing


class Person(ScopedModel):
    """One human being, whatever household they are in and whether they still are.

    The number of the document is in the vault: ``id_vault``, its keyed token, its last four. A person whose
    document is faulty keeps it with ``id_fault`` (a code of the datasets' reasons). ``household`` and
    ``relation`` are today's, kept by ``actions.today`` from ``Membership``.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    number = models.CharField(
        max_length=32, blank=True, db_collation="C", help_text="人口编号, the nation's."
    )
    town_code = town_code()
    name = models.CharField(max_length=60)
    name_sort = models.CharField(
        max_length=120, blank=True, db_collation="C", help_text="Pinyin, to sort by."
    )
    sex = models.CharField(max_length=8, blank=True, help_text="A code of the list sex (GB/T 2261.1).")
    birth_date = models.DateField(null=True)
    ethnic = models.CharField(
        max_length=20, blank=True, help_text="For the entry sheet alone; no rule reads it."
    )
    id_type = models.CharField(
        max_length=20, blank=True, help_text="A code of the list id_type; empty: none."
    )
    id_vault = models.BigIntegerField(null=True)
    id_token = models.BinaryField(null=True)
    id_last4 = models.CharField(max_length=4, blank=True)
    id_fault = models.CharField(max_length=24, blank=True)
    id_fault_length = models.PositiveSmallIntegerField(null=True, help_text="Characters of a faulty number.")
    phone_vault = models.BigIntegerField(null=True)
    phone_token = models.BinaryField(null=True)
    phone_last4 = models.CharField(max_length=4, blank=True)
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.HERE)
    died_on = models.DateField(null=True)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="persons", db_constraint=False, db_index=False
    )
    relation = models.CharField(
        max_length=20, blank=True, help_text="A code of the list relation; head once a household."
    )
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("area_code", "name_sort", "id")
        indexes = [
            models.Index(fields=["area_code", "name_sort", "id"], name="person_area_name"),
            models.Index(fields=["town_code", "name_sort", "id"], name="person_town_name"),
            models.Index(fields=["name_sort", "id"], name="person_name"),
            models.Index(fields=["household", "relation"], name="person_household"),
            models.Index(fields=["id_token"], name="person_token"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], name="person_number_once", condition=~models.Q(number="")
            ),
            models.UniqueConstraint(fields=["id", "area_code"], name="person_id_area"),
            models.UniqueConstraint(
                fields=["household"],
                name="person_one_head",
                condition=models.Q(relation="head"),
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")


class Membership(ScopedModel):
    """A person belongs to a household from ``valid_from`` until ``valid_to`` (half-open, open end NULL).

    Nobody is in two households on one day anywhere in the county: the database refuses it. ``area_code`` is
    the household's; ``person_name`` stays legible for the village that a person has left.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships", db_index=False)
    household = models.ForeignKey(
        Household, models.CASCADE, related_name="memberships", db_constraint=False, db_index=False
    )
    person_name = models.CharField(max_length=60)
    relation = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    came = models.CharField(max_length=12, choices=Entry.choices, default=Entry.START)
    left = models.CharField(max_length=12, choices=Leaving.choices, blank=True)

    class Meta:
        ordering = ("household_id", "valid_from", "id")
        indexes = [
            models.Index(fields=["household", "valid_from"], name="member_household"),
            models.Index(fields=["person", "valid_from"], name="member_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], name="member_one_open", condition=models.Q(valid_to=None)
            ),
            models.CheckConstraint(
                name="member_period",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")


class PersonState(ScopedModel):
    """What is true of a person from ``valid_from`` until ``valid_to`` (handbook B.3); as ``HouseholdState``.

    ``health`` holds codes of the list health, sorted, by commas. Months are of the year before it begins.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="states", db_constraint=False, db_index=False
    )
    household = models.ForeignKey(
        Household,
        models.CASCADE,
        null=True,
        related_name="+",
        db_constraint=False,
        help_text="Today's, for the wall.",
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    education = models.CharField(max_length=16, blank=True)
    student_status = models.CharField(max_length=16, blank=True)
    school = models.CharField(max_length=60, blank=True)
    dropout_reason = models.CharField(max_length=40, blank=True)
    politics = models.CharField(max_length=20, blank=True)
    health = models.CharField(max_length=60, blank=True)
    disability_category = models.CharField(max_length=16, blank=True)
    disability_level = models.PositiveSmallIntegerField(null=True)
    disability_card_year = models.PositiveSmallIntegerField(null=True)
    labour = models.CharField(max_length=12, blank=True)
    work_months = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    work_place = models.CharField(max_length=60, blank=True)
    work_abroad = models.BooleanField(null=True)
    employer = models.CharField(max_length=60, blank=True)
    job_channel = models.CharField(max_length=40, blank=True)
    industry = models.CharField(max_length=40, blank=True)
    welfare_post = models.CharField(max_length=16, blank=True)
    welfare_post_months = models.PositiveSmallIntegerField(null=True)
    resident_medical = models.BooleanField(null=True)
    employee_medical = models.BooleanField(null=True)
    critical_illness = models.BooleanField(null=True)
    commercial_medical = models.BooleanField(null=True)
    critical_assistance = models.BooleanField(null=True)
    other_health_aid = models.BooleanField(null=True)
    resident_pension = models.BooleanField(null=True)
    employee_pension = models.BooleanField(null=True)
    accident_insurance = models.BooleanField(null=True)
    dibao = models.BooleanField(null=True)
    tekun = models.BooleanField(null=True)
    mandarin = models.BooleanField(null=True)
    relocated = models.BooleanField(null=True)

    class Meta:
        ordering = ("person_id", "valid_from")
        indexes = [models.Index(fields=["area_code", "valid_from", "valid_to"], name="ps_as_of")]
        constraints = [
            models.UniqueConstraint(fields=["person", "valid_from"], name="ps_once"),
            models.UniqueConstraint(fields=["person"], name="ps_one_open", condition=models.Q(valid_to=None)),
            models.CheckConstraint(
                name="ps_period",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")


class FormerNumber(ScopedModel):
    """A document number that a person had until ``until``: archived, never free for another."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="former_numbers")
    household = models.ForeignKey(
        Household,
        models.CASCADE,
        null=True,
        related_name="+",
        db_constraint=False,
        help_text="Today's, for the wall.",
    )
    id_type = models.CharField(max_length=20)
    id_vault = models.BigIntegerField()
    id_last4 = models.CharField(max_length=4)
    until = models.DateField()
    why = models.CharField(max_length=200)

    class Meta:
        ordering = ("person_id", "until")

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")
