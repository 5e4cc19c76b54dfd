"""A post lent to another person for leave."""

import uuid

from django.db import models

from mingbai.kit.scoped import ScopedModel
from mingbai.org.states import DELEGATION_OPEN, DelegationState


class Delegation(ScopedModel):
    """``giver`` lends the post to ``delegate`` from ``starts`` until ``ends`` (half-open, aware).

    Its area is the post's. Both people see it wherever they stand; names are kept as they were, since the
    accounts may lie beyond the reader's wall.
    """

    wall = "org"

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    post = models.ForeignKey("org.Post", models.PROTECT, related_name="delegations")
    giver = models.ForeignKey("org.User", models.PROTECT, related_name="given")
    delegate = models.ForeignKey("org.User", models.PROTECT, related_name="received")
    post_kind = models.CharField(max_length=40)
    post_lines = models.CharField(max_length=200, blank=True)
    post_name = models.CharField(max_length=120)
    giver_name = models.CharField(max_length=40)
    delegate_name = models.CharField(max_length=40)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=DelegationState.choices, default=DelegationState.ASKED)
    decided_by = models.CharField(max_length=200, blank=True, help_text="Post and name as they stood then.")
    decided_at = models.DateTimeField(null=True)
    due = models.DateField(null=True, help_text="By when a superior should have decided.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-starts", "-id")
        indexes = [
            models.Index(fields=["area_code", "-starts", "-id"]),
            models.Index(fields=["state", "ends"]),
            models.Index(fields=["delegate", "starts"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="org_delegation_period", condition=models.Q(ends__gt=models.F("starts"))
            ),
            models.CheckConstraint(
                name="org_delegation_not_oneself", condition=~models.Q(delegate=models.F("giver"))
            ),
            models.UniqueConstraint(
                name="org_delegation_one_open",
                fields=["post", "giver", "delegate", "starts"],
                condition=models.Q(state__in=sorted(DELEGATION_OPEN)),
            ),
        ]
