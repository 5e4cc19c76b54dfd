"""The job's row: what its owner sees of it. The queue's own entry carries nothing but its number."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingbai.kit.jobs.registry import declared
from mingbai.kit.jobs.saying import said
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import AreaCodeField, ScopedModel
from mingbai.kit.text import Text


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("Waiting for its turn")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


OVER = (State.DONE, State.FAILED, State.CANCELLED)


class Job(ScopedModel):
    """One piece of long work, asked for by one post. Only its own user sees it (wall one)."""

    wall = "org"

    area_code = AreaCodeField()
    code = models.UUIDField(default=uuid4, unique=True)
    user_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    post_label = models.CharField(max_length=200)
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=400)
    params = models.JSONField(default=dict)
    request_id = models.UUIDField()
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    attempt = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    what = models.JSONField(default=dict)
    log = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    error = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "kit"
        db_table = "kit_job"
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "name", "request_id"], name="kit_job_once", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["user_id", "-asked_at", "-id"], name="kit_job_of_user")]

    @classmethod
    def within(cls, acting: ActingPost) -> models.Q:
        """A job is its owner's business: what it makes is what that post may see."""
        return models.Q(user_id=acting.user_id)

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in OVER

    @property
    def title(self) -> Text:
        """What kind of work it is, in the reader's language."""
        return declared(self.name).title

    @property
    def doing(self) -> str:
        """What it is at, in the reader's language."""
        return said(self.what)

    @property
    def trouble(self) -> str:
        """Why it failed, in the reader's language; empty when it did not."""
        return said(self.error)

    @property
    def lines(self) -> list[tuple[datetime, str]]:
        """The log: when, and what was said."""
        return [(datetime.fromisoformat(line["at"]), said(line)) for line in self.log]

    @property
    def share(self) -> int | None:
        """How far it is, in whole per cent; None while the total is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None
