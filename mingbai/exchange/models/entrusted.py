"""委托比对: our list of numbers leaves under a request letter and comes back as hit or no hit."""

import uuid

from django.db import models
from django.db.models import Q

from mingbai.exchange.models.authorisations import Authorisation
from mingbai.exchange.models.deliveries import DEPARTMENT, Delivery, family
from mingbai.exchange.states import EntrustedState, Group
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models import Person


def _county_only(acting: ActingPost) -> Q:
    closed = acting.households is not None or family(acting) == DEPARTMENT
    return Q(pk__in=()) if closed else Q()


class EntrustedRequest(ScopedModel):
    """What is asked of whom about which people, for which use; asked by one, approved by another.

    ``number`` is that of the letter and stands in every line of the list, so that the answer finds its way.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    number = models.CharField(max_length=40, unique=True)
    matter = models.CharField(max_length=30, help_text="A code of the pack.")
    whom = models.CharField(max_length=80, help_text="The unit that is asked.")
    use = models.CharField(max_length=30, help_text="A code of the pack.")
    why = models.CharField(max_length=400, help_text="The use, in words.")
    group = models.CharField(max_length=12, choices=Group.choices)
    people = models.PositiveIntegerField(default=0)
    hits = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=EntrustedState.choices, default=EntrustedState.DRAFT)
    due = models.DateField(null=True)
    user_id = models.BigIntegerField(null=True)
    asker = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    approver_id = models.BigIntegerField(null=True)
    approver = models.CharField(max_length=200, blank=True)
    listed = models.UUIDField(null=True, help_text="The sealed list that leaves.")
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = [models.Index(fields=["-asked_at", "-id"], name="entrusted_newest")]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return _county_only(acting)


class EntrustedLine(ScopedModel):
    """One person of a request's list, and what was answered."""

    request = models.ForeignKey(EntrustedRequest, models.CASCADE, related_name="lines", db_index=False)
    line_no = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_constraint=False)
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60)
    id_vault = models.BigIntegerField()
    id_token = models.BinaryField()
    hit = models.BooleanField(null=True, help_text="NULL: not answered.")

    class Meta:
        ordering = ("request", "line_no")
        constraints = [models.UniqueConstraint(fields=["request", "line_no"], name="entrusted_line_once")]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        return _county_only(acting)
