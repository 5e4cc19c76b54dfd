"""人口自然变更: what villages report about households and their people, and what follows from it."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models.households import Household, paired
from mingbai.registry.models.persons import Person
from mingbai.registry.states import ChangeKind, ChangeState, StopState


class NaturalChange(ScopedModel):
    """One event about one household, from the village's draft to the county's approval (handbook B.5).

    ``area_code`` is the village that reports it and stays, wherever household and person go later.
    ``details`` holds what was typed beside the columns, in the shape of ``queries.changes_details``. A
    newcomer's document number is in the vault from the draft on (``id_vault``); if it is a known person's,
    here or elsewhere in the county, only its token is kept, by which the approving post finds that person.
    ``digest`` is the SHA-256 of the content as submitted.
    """

    gives_files = True

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=16, choices=ChangeKind.choices)
    state = models.CharField(max_length=12, choices=ChangeState.choices, default=ChangeState.DRAFT)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="changes", db_constraint=False
    )
    household_name = models.CharField(max_length=60, blank=True, help_text="Its head's name, when reported.")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="changes", db_constraint=False)
    person_name = models.CharField(max_length=60, blank=True)
    happened_on = models.DateField(help_text="The day of the event itself.")
    relation = models.CharField(max_length=20, blank=True, help_text="Of a newcomer, to the head.")
    id_type = models.CharField(max_length=20, blank=True)
    id_vault = models.BigIntegerField(null=True)
    id_token = models.BinaryField(null=True)
    id_last4 = models.CharField(max_length=4, blank=True)
    details = models.JSONField(default=dict)
    note = models.CharField(max_length=400, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    entered_user = models.BigIntegerField(null=True)
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField()
    submitted_user = models.BigIntegerField(null=True)
    reviewed_user = models.BigIntegerField(null=True)
    approved_by = models.CharField(max_length=120, blank=True)
    applied_at = models.DateTimeField(null=True)
    why_returned = models.CharField(max_length=400, blank=True)
    due = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-happened_on", "-id")
        indexes = [
            models.Index(fields=["area_code", "-happened_on", "-id"], name="change_area_day"),
            models.Index(fields=["-happened_on", "-id"], name="change_day"),
            models.Index(fields=["-entered_at", "-id"], name="change_entered"),
            models.Index(fields=["household", "-happened_on"], name="change_household"),
            models.Index(
                fields=["state", "area_code", "due"],
                name="change_open",
                condition=models.Q(state__in=["draft", "submitted", "reviewed", "returned"]),
            ),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")


class ChangePaper(ScopedModel):
    """A paper that proves a natural change; ``kind`` is a code of the pack's ``changes.papers``."""

    change = models.ForeignKey(NaturalChange, models.CASCADE, related_name="papers")
    household_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=32)
    file = models.UUIDField(help_text="The code of the sealed file.")
    title = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("change", "id")

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")


class StopProposal(ScopedModel):
    """建议停发: the machine says that a benefit may have lost its ground; the paying department decides.

    It comes of a death (``change``), or of a verified doubt of a room above (``doubt``, its key there, with
    the ``reason``). ``benefit`` is a code of the pack's ``changes.benefits`` or of a policy, ``title`` its
    name then; ``line`` the line of work that pays it, ``from_month`` the first day of the first month
    without ground. Nothing stops by itself.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    change = models.ForeignKey(NaturalChange, models.PROTECT, null=True, related_name="stops")
    doubt = models.UUIDField(null=True, unique=True, help_text="Key of the verified doubt it comes of.")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    household_name = models.CharField(max_length=60, blank=True)
    person_name = models.CharField(max_length=60)
    benefit = models.CharField(max_length=32)
    title = models.CharField(max_length=120, blank=True, help_text="The policy's name; empty after a death.")
    reason = models.CharField(max_length=1000, blank=True)
    line = models.CharField(max_length=32)
    from_month = models.DateField()
    state = models.CharField(max_length=12, choices=StopState.choices, default=StopState.PROPOSED)
    proposed_at = models.DateTimeField()
    notified_on = models.DateField(null=True)
    heard = models.CharField(max_length=2000, blank=True, help_text="What the household said for itself.")
    decision = models.CharField(max_length=400, blank=True, help_text="Number of the written decision.")
    appeal = models.CharField(max_length=2000, blank=True, help_text="What the household objects to.")
    outcome = models.CharField(max_length=400, blank=True, help_text="Number of the decision on the appeal.")
    due = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-proposed_at", "-id")
        indexes = [
            models.Index(fields=["-proposed_at", "-id"], name="stop_proposed"),
            models.Index(fields=["line", "state", "area_code"], name="stop_open"),
        ]
        constraints = [models.UniqueConstraint(fields=["change", "person", "benefit"], name="stop_once")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """A department sees what its own line of work pays."""
        line = models.Q(line__in=sorted(acting.lines)) if acting.lines else models.Q()
        return paired(acting, "household_id") & line
