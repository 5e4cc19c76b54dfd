"""What proves that it is the person: the second factor, recovery codes, passwords used before."""

from django.db import models

from mingbai.kit.scoped import ScopedModel


class SecondFactor(ScopedModel):
    """A time-based code (RFC 6238). The secret is sealed; ``last_step`` refuses a code used before."""

    wall = "org"

    user = models.OneToOneField("org.User", models.CASCADE, related_name="second_factor")
    key_id = models.CharField(max_length=32)
    sealed = models.BinaryField()
    started_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=-1)


class RecoveryCode(ScopedModel):
    """One-time replacement for a lost second factor; only its keyed hash is kept."""

    wall = "org"

    user = models.ForeignKey("org.User", models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="org_recoverycode_once", fields=["user", "digest"])]


class OldPassword(ScopedModel):
    """A password used before, as its hash, so that it is not taken again."""

    wall = "org"

    user = models.ForeignKey("org.User", models.CASCADE, related_name="old_passwords")
    digest = models.CharField(max_length=128)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["user", "-at"])]
