"""Comparison runs: a lasting record of what was compared with what, by which edition of the rule book."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.screening.states import RunOccasion, RunState


class Run(ScopedModel):
    """One comparison of the ledger with what departments sent, as of a day. It ends or leaves nothing.

    ``inputs`` names every dataset version with its hash, ``inputs_hash`` is the SHA-256 of them, the day, the
    edition and the ledger's state: the same inputs are not compared twice, and ``counts`` then names the run
    that says it (``same_as``). ``counts`` maps what was counted to numbers (``kinds``, ``rules``,
    ``written`` ...), ``times`` steps to seconds.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    occasion = models.CharField(max_length=8, choices=RunOccasion.choices)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.ASKED)
    as_of = models.DateField()
    era = models.CharField(max_length=12)
    edition = models.CharField(max_length=64, blank=True, help_text="Content hash of the rule book.")
    inputs = models.JSONField(default=list)
    inputs_hash = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    times = models.JSONField(default=dict)
    trouble = models.JSONField(default=dict, help_text="Why it failed, in words of the program.")
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    job_id = models.BigIntegerField(null=True)
    facts = models.UUIDField(
        null=True, help_text="The sealed facts that the findings rest on, until they expire."
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = [models.Index(fields=["-asked_at", "-id"], name="run_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["area_code"],
                name="run_one_open",
                condition=models.Q(state__in=["asked", "running"]),
            )
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """Runs are no business of posts that serve some households only."""
        return models.Q() if acting.households is None else models.Q(pk__in=())
