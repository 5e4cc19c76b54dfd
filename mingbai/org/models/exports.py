"""Requests to take data out of the program."""

import uuid

from django.db import models

from mingbai.kit.scoped import ScopedModel
from mingbai.org.states import ExportState, FileKind


class ExportRequest(ScopedModel):
    """One asked-for export: which ledger, which filters, how many rows, why; decided by another post."""

    wall = "org"

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    user = models.ForeignKey("org.User", models.PROTECT, related_name="exports")
    post = models.ForeignKey("org.Post", models.PROTECT, related_name="exports")
    asker = models.CharField(max_length=200, help_text="Name and post as they stood then.")
    ledger = models.CharField(max_length=60)
    filters = models.JSONField(default=dict, help_text="As in the list's address, its order among them.")
    kind = models.CharField(max_length=4, choices=FileKind.choices, default=FileKind.XLSX)
    language = models.CharField(
        max_length=10, default="zh-hans", help_text="The asker's, for titles and words."
    )
    rows = models.PositiveIntegerField(help_text="Rows counted when asked.")
    purpose = models.CharField(max_length=40, help_text="One of the pack's purposes (exports.purposes).")
    identities = models.BooleanField(
        default=False, help_text="With full identities: always approved by another."
    )
    needs_approval = models.BooleanField()
    downloads = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=ExportState.choices, default=ExportState.ASKED)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    job_id = models.BigIntegerField(null=True)
    file_id = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True)
    due = models.DateField(null=True, help_text="By when another post should have decided.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = [
            models.Index(fields=["area_code", "-asked_at", "-id"]),
            models.Index(fields=["state", "expires_at"]),
            models.Index(fields=["user", "-asked_at"]),
        ]
