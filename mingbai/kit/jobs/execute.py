"""One attempt at one job, from taking its row to writing how it ended."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from types import TracebackType

from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext_noop
from psycopg.errors import QueryCanceled

from mingbai.kit import clock, slots
from mingbai.kit.events import emit
from mingbai.kit.faults import database_is_gone, disk_is_full
from mingbai.kit.jobs.events import JobEnded
from mingbai.kit.jobs.models import Job, State
from mingbai.kit.jobs.registry import Declared, declared, run_body
from mingbai.kit.jobs.run import Cancelled, Interrupted, JobFailed, Run, Superseded
from mingbai.kit.jobs.saying import saying
from mingbai.kit.jobs.watch import Watch
from mingbai.kit.scope import NOBODY, ActingPost, entered

logger = logging.getLogger("mingbai.jobs")

ACTING = slots.declare(
    "jobs.acting",
    "(*, post_id, user_id, at) -> ActingPost | None: the post as it holds then; None when it does not.",
)
POST_GONE = gettext_noop(
    "The post that asked for this no longer holds. Ask again under a post that you hold now."
)
TOO_OFTEN = gettext_noop(
    "This was interrupted too often and was given up. Ask the system administrator to look."
)
TOO_LONG = gettext_noop("One part of this took too long and was stopped. Ask for less at a time.")
DISK_FULL = gettext_noop("The disk is full. Nothing is lost: ask again when there is room.")
OUR_FAULT = gettext_noop(
    "Something went wrong on our side. Nothing is lost; the administrator finds it in the log."
)


class TryAgain(Exception):
    """The attempt ended through no fault of the job: the queue gives it out again."""


def execute(
    job_id: int,
    *,
    user: int | None,
    post: int | None,
    interrupted: Callable[[], bool] = bool,
    watched: bool = True,
) -> None:
    """Run the job once as the post that asked for it, if that post still holds. Raises TryAgain."""
    at = clock.read()
    acting = acting_for(user=user, post=post)
    with entered(acting or bare(user)):
        with transaction.atomic():
            row = _claim(job_id, holds=acting is not None)
        if row is None or acting is None:
            return
        kind = declared(row.name)
        run = Run(
            row, acting=acting, at=at, statement_seconds=kind.statement_seconds, interrupted=interrupted
        )
        with _Ending(run, kind) as ending, Watch(run) if watched else nullcontext():
            ending.result = run_body(row.name, run, row.params)


def acting_for(*, user: int | None, post: int | None) -> ActingPost | None:
    """Ask the room above who acts under this post now."""
    (ask,) = slots.filled(ACTING)
    with entered(bare(user)), transaction.atomic():
        found: ActingPost | None = ask(post_id=post, user_id=user, at=clock.read())
    return found


def bare(user: int | None) -> ActingPost:
    """Somebody signed in who holds no post: reaches nothing but their own rows."""
    return replace(NOBODY, user_id=user)


def _claim(job_id: int, *, holds: bool) -> Job | None:
    """Take the row for a new attempt, or settle what needs none. Waits for a step of an older attempt."""
    row = Job.objects.select_for_update().filter(pk=job_id).first()
    if row is None or row.over:
        return None
    now = clock.read()
    row.attempt, row.tries = row.attempt + 1, row.tries + 1
    if row.cancel_asked_at:
        row.state = State.CANCELLED
    elif not holds:
        row.state, row.error = State.FAILED, saying(POST_GONE)
    elif row.tries > declared(row.name).tries:
        row.state, row.error = State.FAILED, saying(TOO_OFTEN)
    else:
        row.state, row.started_at, row.heartbeat_at = State.RUNNING, row.started_at or now, now
    row.ended_at = now if row.over else None
    row.save()
    if row.over:
        emit(JobEnded(job_id=row.pk, name=row.name, state=row.state, at=now))
        return None
    return row


class _Ending:
    """Writes how an attempt ended, whatever ended it; hides no error that is not an ordinary end."""

    def __init__(self, run: Run, kind: Declared) -> None:
        self.run, self.kind = run, kind
        self.result: dict[str, object] = {}

    def __enter__(self) -> _Ending:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is not None and not isinstance(error, Exception):
            return False
        self.run.leave()
        cause = self.run.stop or error if error else None
        if isinstance(cause, Superseded):
            return True
        try:
            return self._end(cause)
        except (OperationalError, InterfaceError) as lost:
            # The row still says that it runs; the next attempt takes it over.
            raise TryAgain from lost

    def _end(self, cause: Exception | None) -> bool:
        if cause is None:
            self._write(State.DONE, result=self.result)
        elif isinstance(cause, Cancelled):
            self._write(State.CANCELLED)
        elif isinstance(cause, JobFailed):
            self._write(State.FAILED, error=cause.saying)
        elif isinstance(cause.__cause__, QueryCanceled):
            self._write(State.FAILED, error=saying(TOO_LONG))
        elif disk_is_full(cause):
            self._write(State.FAILED, error=saying(DISK_FULL))
        elif isinstance(cause, Interrupted) or database_is_gone(cause):
            self._write(State.WAITING)
            raise TryAgain from cause
        else:
            logger.error("job %s (%s) broke", self.run.job_id, self.kind.name, exc_info=cause)
            self._write(State.FAILED, error=saying(OUR_FAULT))
        return True

    def _write(self, state: State, **values: object) -> None:
        now = clock.read()
        self.run.flush(at=now)
        with transaction.atomic():
            ours = Job.objects.filter(pk=self.run.job_id, attempt=self.run.attempt)
            over = state != State.WAITING
            written = ours.update(state=state, ended_at=now if over else None, **values)
            if over and written:
                emit(JobEnded(job_id=self.run.job_id, name=self.kind.name, state=state, at=now))
