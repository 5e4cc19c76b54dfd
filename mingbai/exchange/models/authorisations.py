"""承诺授权书: who has allowed in writing that their assets are looked at, from when until when."""

import uuid

from django.db import models
from django.db.models import Q

from mingbai.exchange.models.deliveries import DEPARTMENT, family
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models import Household


class Authorisation(ScopedModel):
    """One person's signed authorisation. The number is in the vault: its id, keyed token, last four.

    ``household`` is the one for whose sake it was signed; the signer may belong to another or to none.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+", db_constraint=False)
    name = models.CharField(max_length=60)
    id_vault = models.BigIntegerField()
    id_token = models.BinaryField()
    id_last4 = models.CharField(max_length=4)
    relation = models.CharField(max_length=40, blank=True, help_text="To the household, in words.")
    signed_on = models.DateField()
    valid_until = models.DateField(help_text="The last day on which it holds.")
    withdrawn_on = models.DateField(null=True)
    paper = models.UUIDField(null=True, help_text="The sealed scan of the signed paper.")
    noted_by = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-noted_at", "-id")
        indexes = [
            models.Index(fields=["-noted_at", "-id"], name="authorisation_newest"),
            models.Index(fields=["id_token"], name="authorisation_token"),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> Q:
        if acting.households is not None:
            return Q(household__in=acting.households)
        return Q(pk__in=()) if family(acting) == DEPARTMENT else Q()
