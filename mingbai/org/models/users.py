"""People who sign in. What one may do comes from posts alone, never from the account."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from mingbai.kit.scoped import ScopedModel


class User(AbstractBaseUser, ScopedModel):
    """One person's account; ``area_code`` is where the person's unit stands, for those who administer it."""

    wall = "org"
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]

    username = models.CharField(max_length=40, unique=True)
    display_name = models.CharField(max_length=40)
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="people")
    phone_vault = models.BigIntegerField(null=True, help_text="The vault's id; the number itself is sealed.")
    phone_last4 = models.CharField(max_length=4, blank=True)
    is_active = models.BooleanField(default=True)
    locked_why = models.CharField(max_length=200, blank=True)
    must_change_password = models.BooleanField(default=True)
    password_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    last_post = models.BigIntegerField(
        null=True, help_text="The post active at last, offered again next time."
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("username",)
        indexes = [models.Index(fields=["area_code", "username", "id"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Django's hook for password validators is not used: actions check the rules themselves."""
        self._password = None
        super().save(*args, **kwargs)
