"""The county's own wording of a duty, version by version."""

import uuid

from django.db import models
from django.db.models import Q

from mingbai.duties.models.documents import Document
from mingbai.duties.states import PUBLIC, TextState
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel


class DutyText(ScopedModel):
    """One version of a duty's text; the pack's is version zero and has no row here.

    ``words_en`` empty: the pack's English stays. ``done`` and ``evidence`` empty: what the pack says counts
    as done stays. ``since`` is the day from which it holds. ``stood`` is what was in force when it was
    written. Versions in force and replaced ones are everybody's to read; drafts the county's.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    duty = models.CharField(max_length=64, db_collation="C", help_text="The duty's code in the pack.")
    number = models.PositiveSmallIntegerField(help_text="1, 2, … for each duty.")
    words = models.CharField(max_length=400)
    words_en = models.CharField(max_length=400, blank=True)
    done = models.CharField(max_length=400, blank=True)
    evidence = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="texts")
    reason = models.CharField(max_length=1000, blank=True)
    stood = models.CharField(max_length=400)
    entered_user = models.BigIntegerField(null=True)
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=TextState.choices, default=TextState.DRAFT)
    due = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-entered_at", "-id")
        indexes = [models.Index(fields=["-entered_at", "-id"], name="duty_text_newest")]
        constraints = [
            models.UniqueConstraint(fields=["duty", "number"], name="duty_text_numbered"),
            models.UniqueConstraint(
                fields=["duty", "since"],
                condition=Q(state=TextState.IN_FORCE),
                name="duty_text_one_from_a_day",
            ),
        ]

    @classmethod
    def reach(cls, acting: ActingPost) -> Q:
        """What is or was in force is everybody's; what is on its way, the county's."""
        own = Q(area_code__gte=acting.lo, area_code__lt=acting.hi)
        return own | Q(state__in=PUBLIC) if acting.post_id is not None else own
