"""Asking for a job, calling it off, asking again: rows and queue entries change in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app as door

from mingbai.kit.events import emit
from mingbai.kit.jobs.events import JobEnded
from mingbai.kit.jobs.models import Job, State
from mingbai.kit.jobs.params import checked
from mingbai.kit.jobs.registry import declared
from mingbai.kit.redact import masked
from mingbai.kit.scope import ActingPost

TASK = "mingbai.run"


class NotYours(PermissionError):
    """Only who asked for a job may call it off or ask for it again."""


def defer(
    name: str,
    *,
    by: ActingPost,
    at: datetime,
    purpose: str,
    request_id: UUID | None = None,
    **params: Any,
) -> Job:
    """Ask for the job `name` in the caller's transaction; nothing is asked for if that is undone.

    The same request of the same user gives the same job. Raises UnknownJob, NotPlain.
    """
    declared(name)
    request_id = request_id or uuid4()
    known = _asked_before(name, by, request_id)
    if known:
        return known
    row = Job(
        area_code=by.area_code, user_id=by.user_id, post_id=by.post_id, post_label=by.label, name=name,
        purpose=masked(purpose), params=checked(params), request_id=request_id, asked_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            queue(row)
    except IntegrityError:
        # The other half of a double click was quicker, between our look and our insert.
        known = _asked_before(name, by, request_id)
        if known is None:
            raise
        return known
    return row


def cancel(*, job: Job, by: ActingPost, at: datetime) -> Job:
    """Call a job off: one that waits is over at once, one that runs stops within seconds."""
    row = _own(job, by)
    if row.over:
        return row
    row.cancel_asked_at = at
    if row.state == State.WAITING:
        row.state, row.ended_at = State.CANCELLED, at
        emit(JobEnded(job_id=row.pk, name=row.name, state=row.state, at=at))
    row.save(update_fields=["state", "ended_at", "cancel_asked_at"])
    return row


def again(*, job: Job, by: ActingPost, at: datetime) -> Job:
    """Ask anew for a job that failed or was called off; one that waits, runs or is done stays as it is."""
    row = _own(job, by)
    if row.state in (State.FAILED, State.CANCELLED):
        row.state, row.tries, row.error = State.WAITING, 0, {}
        row.asked_at, row.ended_at, row.cancel_asked_at = at, None, None
        row.save()
        queue(row)
    return row


def _own(job: Job, by: ActingPost) -> Job:
    # Not the whole key: a running step holds that, and calling off must not wait for it.
    row: Job = Job.objects.select_for_update(no_key=True).get(pk=job.pk)
    if row.user_id != by.user_id:
        raise NotYours
    return row


def _asked_before(name: str, by: ActingPost, request_id: UUID) -> Job | None:
    return Job.objects.filter(user_id=by.user_id, name=name, request_id=request_id).first()


def queue(row: Job) -> None:
    """Queue the row's number and who asked; never what was asked."""
    door.configure_task(TASK).defer(job=row.pk, user=row.user_id, post=row.post_id)
