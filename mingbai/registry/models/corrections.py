"""What people ask about their own data: to see it, have it corrected or deleted (PIPL 44 to 47)."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models.households import Household, paired
from mingbai.registry.models.persons import Person
from mingbai.registry.states import CorrectionAsk, CorrectionState


class CorrectionRequest(ScopedModel):
    """A request that a post wrote down for a person; another post decides it.

    ``field`` is a code of the pack's ``changes.correctable``; ``wanted`` is the value asked for, ``stood``
    what the ledger said. A document number wanted is in the vault (``id_vault``), never in ``wanted``.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+", db_constraint=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False)
    person_name = models.CharField(max_length=60)
    ask = models.CharField(max_length=8, choices=CorrectionAsk.choices)
    field = models.CharField(max_length=32, blank=True)
    stood = models.CharField(max_length=200, blank=True)
    wanted = models.CharField(max_length=200, blank=True)
    id_type = models.CharField(max_length=20, blank=True)
    id_vault = models.BigIntegerField(null=True)
    id_token = models.BinaryField(null=True)
    id_last4 = models.CharField(max_length=4, blank=True)
    said = models.CharField(max_length=1000, help_text="In the person's own words.")
    proof = models.CharField(max_length=200, blank=True, help_text="The paper that was shown.")
    asked_on = models.DateField()
    entered_user = models.BigIntegerField(null=True)
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=12, choices=CorrectionState.choices, default=CorrectionState.ASKED)
    due = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-entered_at", "-id")
        indexes = [models.Index(fields=["-entered_at", "-id"], name="correction_entered")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")
