"""Failures counted by network address."""

from django.db import models


class Throttle(models.Model):
    """Failed sign-ins from one address in one window. Addresses are kept as keyed hashes, for a day."""

    digest = models.CharField(max_length=64)
    window = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="org_throttle_window", fields=["digest", "window"])]
