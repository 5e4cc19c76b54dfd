"""What a job's body holds while it runs: who acts, when, steps, progress, log."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from mingbai.kit.jobs.models import Job
from mingbai.kit.jobs.saying import saying
from mingbai.kit.scope import ActingPost

LOG_LINES = 200


class Stopped(Exception):
    """The body must stop now; what its open step did is undone."""


class Cancelled(Stopped):
    """Its owner called the job off."""


class Superseded(Stopped):
    """Another worker has taken the job over, believing this one dead."""


class Interrupted(Stopped):
    """The worker is being stopped; the job goes back into the queue."""


class JobFailed(Exception):
    """The job cannot be done and trying again would not help. Carries a saying for its owner."""

    def __init__(self, text: str, **values: Any) -> None:
        super().__init__(text)
        self.saying = saying(text, **values)


class Run:
    """One attempt at one job."""

    def __init__(
        self,
        job: Job,
        *,
        acting: ActingPost,
        at: datetime,
        statement_seconds: int = 120,
        interrupted: Callable[[], bool] = bool,
    ) -> None:
        self.job_id, self.attempt, self.purpose = job.pk, job.attempt, job.purpose
        self.acting, self.at = acting, at
        self.stop: Stopped | None = None
        self._statement_seconds = statement_seconds
        self._interrupted = interrupted
        self._done, self._total, self._what = job.done, job.total, job.what
        self._log: list[dict[str, Any]] = list(job.log)
        self._connection: BaseDatabaseWrapper | None = connections[DEFAULT_DB_ALIAS]
        self._lock = threading.Lock()

    @contextmanager
    def step(self) -> Iterator[None]:
        """One piece of work that happens wholly or not at all, and only while the job is still ours."""
        self.check()
        with transaction.atomic():
            self._begin_step()
            yield
            self.check()

    def check(self) -> None:
        """Raise the reason to stop, if there is one. Long loops outside the database call it often."""
        if self.stop is None and self._interrupted():
            self.stop = Interrupted()
        if self.stop is not None:
            raise self.stop

    def progress(self, done: int, total: int | None = None, what: str = "", **values: Any) -> None:
        """Say how far the job is. Cheap: its owner's page is brought up to date about once a second."""
        self.check()
        self._done, self._total = done, self._total if total is None else total
        if what:
            self._what = saying(what, **values)

    def say(self, text: str, *, at: datetime, **values: Any) -> None:
        """Add a line to the log that its owner reads; the oldest of more than 200 give way."""
        self._log = [*self._log, {"at": at.isoformat(), **saying(text, **values)}][-LOG_LINES:]

    def flush(self, *, at: datetime) -> None:
        """Write progress and a sign of life. Learns whether the job was called off or taken over."""
        with transaction.atomic():
            ours = Job.objects.filter(pk=self.job_id, attempt=self.attempt)
            ours.update(heartbeat_at=at, done=self._done, total=self._total, what=self._what, log=self._log)
            asked = ours.values_list("cancel_asked_at", flat=True).first()
            superseded = not ours.exists()
        if superseded:
            self.stop = Superseded()
        elif asked is not None:
            self.stop = Cancelled()

    def cancel_statement(self) -> None:
        """Stop the statement that this run has in the database now, from another thread."""
        with self._lock:
            raw = self._connection.connection if self._connection else None
            if raw is not None:
                raw.cancel_safe(timeout=5)

    def leave(self) -> None:
        """From now on the connection serves others: nothing may be cancelled on it."""
        with self._lock:
            self._connection = None

    def _begin_step(self) -> None:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(
                "SELECT set_config('statement_timeout', %s, true),"
                " set_config('client_connection_check_interval', '5s', true)",
                [f"{self._statement_seconds}s"],
            )
            # Key-share: progress may still be written beside it, but who takes the job over must wait
            # until this step has ended, and then finds the next one refused.
            cursor.execute(
                "SELECT 1 FROM kit_job WHERE id = %s AND attempt = %s FOR KEY SHARE",
                [self.job_id, self.attempt],
            )
            if cursor.fetchone() is None:
                self.stop = Superseded()
        self.check()
