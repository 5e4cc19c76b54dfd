"""What is known of a sealed file. On the disk its name is random; the one that people see is only here."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import AreaCodeField, ScopedModel


class StoredFile(ScopedModel):
    """One sealed file: made by a post for a purpose, or attached to a row (`subject`) and scoped like it."""

    wall = "realm"

    area_code = AreaCodeField()
    code = models.UUIDField(default=uuid4, unique=True)
    realm = models.CharField(max_length=6)
    user_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=80, default="")
    subject_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=400)
    title = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    place = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "kit"
        db_table = "kit_file"
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="kit_file_of_subject"),
            models.Index(fields=["expires_at"], name="kit_file_expiry", condition=models.Q(erased_at=None)),
        ]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """A file of nobody's row belongs to the post that made it; an attachment is asked for by its row."""
        return models.Q(user_id=acting.user_id, post_id=acting.post_id) | ~models.Q(subject_type="")
