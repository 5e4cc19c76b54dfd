"""待识别: households in which a risk was verified, waiting for their identification."""

import uuid

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.registry.models.households import paired, town_code
from mingbai.screening.states import QueueState


class ToIdentify(ScopedModel):
    """A household to be identified by its township, once however many risks were verified in it.

    ``since`` is when the first of them was; ``due`` counts from there. ``outcome`` says in words what became
    of it. The findings behind it are the household's verified risks (queries.queue).
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    town_code = town_code()
    household = models.ForeignKey(
        "registry.Household", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    head_name = models.CharField(max_length=60, blank=True)
    risks = models.PositiveSmallIntegerField(default=1, help_text="How many verified risks stand behind it.")
    title = models.CharField(max_length=120, help_text="The first risk's.")
    since = models.DateTimeField()
    state = models.CharField(max_length=12, choices=QueueState.choices, default=QueueState.WAITING)
    due = models.DateField(null=True)
    outcome = models.CharField(max_length=400, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-since", "-id")
        indexes = [
            models.Index(fields=["area_code", "-since", "-id"], name="queue_area"),
            models.Index(fields=["town_code", "-since", "-id"], name="queue_town"),
            models.Index(fields=["-since", "-id"], name="queue_newest"),
            models.Index(fields=["state", "town_code", "due"], name="queue_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], name="queue_once", condition=models.Q(state=QueueState.WAITING)
            )
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """Identification is nobody's single line of work: posts of one line do not see the queue."""
        if acting.lines:
            return models.Q(pk__in=())
        return paired(acting, "household_id")
