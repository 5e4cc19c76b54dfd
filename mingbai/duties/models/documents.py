"""文件登记: the papers on which duties and policies stand, with a digest of what they ask."""

import uuid

from django.db import models
from django.db.models import Q

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel


class Document(ScopedModel):
    """One paper of the county's own or of a superior. ``area_code`` is the county: every post reads it.

    ``duties`` and ``policies`` are codes of the pack and of the rule book that stand on it. A paper that a
    later one has replaced stays, and names it.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    number = models.CharField(max_length=80, help_text="文号; as it is printed on it.")
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=120)
    issued_on = models.DateField()
    level = models.CharField(max_length=20, help_text="Code of the pack's levels.")
    digest = models.TextField(help_text="吃透上级精神: what it asks of whom, in the county's words.")
    duties = models.JSONField(default=list)
    policies = models.JSONField(default=list)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes")
    registered_by = models.CharField(max_length=120)
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-issued_on", "-id")
        indexes = [
            models.Index(fields=["-issued_on", "-id"], name="document_newest"),
            models.Index(fields=["-registered_at", "-id"], name="document_registered"),
        ]
        constraints = [models.UniqueConstraint(fields=["number", "issuer"], name="document_once")]

    @classmethod
    def reach(cls, acting: ActingPost) -> Q:
        """Papers are everybody's to read who holds a post."""
        return Q() if acting.post_id is not None else Q(pk__in=())
