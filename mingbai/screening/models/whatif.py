"""政策测算: what a changed rule book would do, worked out on the tables of a run and written nowhere else."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.screening.models.runs import Run
from mingbai.screening.states import WhatIfState


class WhatIf(ScopedModel):
    """One question and its answer, in numbers: who enters and leaves is in a sealed file of the asker's.

    ``settings`` lists what is changed (queries.what_if.Setting as a mapping). ``effects`` holds a row for
    each rule and township (fen for a period; rulebook.simulating.Effect), ``counted`` how many households and
    persons the tables hold. ``everybody``: the county's ledger was laid open anew for the question, so that
    ordinary households count too. ``name`` is empty until it is saved.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    name = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+", db_index=False)
    as_of = models.DateField()
    edition = models.CharField(max_length=64, blank=True)
    settings = models.JSONField(default=list)
    said = models.JSONField(default=dict, help_text="What is changed, in words, by language.")
    effects = models.JSONField(default=list)
    rules = models.JSONField(default=list, help_text="The rules asked; empty: all that it touches.")
    everybody = models.BooleanField(default=False)
    counted = models.JSONField(default=dict)
    trouble = models.JSONField(default=dict, help_text="Why it could not be worked out, in both languages.")
    seconds = models.JSONField(default=dict, help_text="By step, from loading to telling.")
    names = models.UUIDField(null=True, help_text="Sealed file of who enters and leaves.")
    state = models.CharField(max_length=8, choices=WhatIfState.choices, default=WhatIfState.ASKED)
    job = models.UUIDField(null=True)
    user_id = models.BigIntegerField(null=True)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = [models.Index(fields=["-asked_at", "-id"], name="whatif_newest")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """One's own; who has every line of work also sees what others saved."""
        if acting.households is not None:
            return models.Q(pk__in=())
        own = models.Q(user_id=acting.user_id) if acting.user_id is not None else models.Q(pk__in=())
        return own if acting.lines else own | ~models.Q(name="")
