"""Signed-in browsers: the register that people see, and the store that Django reads."""

import uuid

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from mingbai.kit.scoped import ScopedModel


class SignIn(ScopedModel):
    """One signed-in browser: who, since when, from where. ``ended_at`` closes it on the next request."""

    wall = "org"

    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Used in addresses.")
    user = models.ForeignKey("org.User", models.CASCADE, related_name="sign_ins")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    why_ended = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("-seen_at", "-id")
        indexes = [
            models.Index(fields=["user", "-seen_at"]),
            models.Index(fields=["area_code", "-started_at", "-id"]),
        ]


class StoredSession(AbstractBaseSession):
    """Django's session data under the hash of the cookie: reading this table opens no session."""

    objects = BaseSessionManager()  # type: ignore[misc]
