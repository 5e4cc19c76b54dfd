"""The households of a visit."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.models.inspections import Inspection
from mingbai.oversight.states import FormKind
from mingbai.registry.models.households import paired


class Inspected(ScopedModel):
    """A household of the sample, its form filled on the spot; ``answers`` maps questions to answers.

    Where nobody can be found, ``gone`` is the pack's reason; the next of the same lot stands in, with
    ``instead_of``. The one that is gone stays, with its reason.
    """

    gives_files = True

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="households")
    household = models.ForeignKey(
        "registry.Household", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    place = models.PositiveSmallIntegerField(help_text="Order in the draw.")
    form = models.CharField(max_length=8, choices=FormKind.choices)
    head_name = models.CharField(max_length=60)
    answers = models.JSONField(default=dict)
    note = models.CharField(max_length=1000, blank=True)
    nobody_home = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=120, blank=True)
    checked_user = models.BigIntegerField(null=True)
    signature = models.UUIDField(null=True)
    gone = models.CharField(max_length=20, blank=True, help_text="Code of the reason; empty: it stays.")
    gone_note = models.CharField(max_length=400, blank=True)
    gone_at = models.DateTimeField(null=True)
    gone_by = models.CharField(max_length=120, blank=True)
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="replacement")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("inspection", "place")
        indexes = [models.Index(fields=["household"], name="inspected_household")]
        constraints = [models.UniqueConstraint(fields=["inspection", "household"], name="inspected_once")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        return paired(acting, "household_id")
