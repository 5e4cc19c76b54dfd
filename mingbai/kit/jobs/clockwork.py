"""What the county's machine does by itself, each minute or hour. It may run and lapse, never decide."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction

from mingbai.kit import slots
from mingbai.kit.files import store
from mingbai.kit.jobs import asking
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import ActingPost, entered

QUIET = timedelta(minutes=5)
LOST = """
SELECT id FROM kit_job j
 WHERE state IN ('waiting', 'running') AND coalesce(heartbeat_at, asked_at) < %s
   AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs q
                    WHERE q.task_name = %s AND q.status IN ('todo', 'doing')
                      AND (q.args ->> 'job')::bigint = j.id)
"""
OLD = """
DELETE FROM procrastinate_jobs
 WHERE status IN ('failed', 'cancelled', 'aborted')
   AND NOT EXISTS (SELECT 1 FROM procrastinate_events e
                    WHERE e.job_id = procrastinate_jobs.id AND e.at > now() - interval '30 days')
"""
MACHINE = slots.declare("jobs.machine", "(*, at) -> ActingPost: the machine post, reaching every row.")


@contextmanager
def as_machine(at: datetime) -> Iterator[ActingPost]:
    """Act as the county's machine post, in one transaction."""
    (ask,) = slots.filled(MACHINE)
    acting: ActingPost = ask(at=at)
    with entered(acting, purpose="machine"), transaction.atomic():
        yield acting


def clear_files(*, at: datetime) -> None:
    """Erase files whose time is over, and what interrupted work left on the disk."""
    with as_machine(at):
        store.erase_expired(at=at)
        # The disk's clock, not the ledger's: it compares with the times that the disk gave.
        store.clear_strays(now=time.time())


def queue_lost_jobs(*, at: datetime) -> None:
    """Queue again what should run and stands in no queue: no job hangs, whatever went wrong around it."""
    with as_machine(at):
        with connection.cursor() as cursor:
            cursor.execute(LOST, [at - QUIET, asking.TASK])
            lost = [number for (number,) in cursor.fetchall()]
        for row in Job.objects.filter(pk__in=lost):
            asking.queue(row)


def forget_old_entries(*, at: datetime) -> None:
    """Remove what the queue keeps of failures a month old, by the queue's own clock; the jobs' rows stay."""
    with connection.cursor() as cursor:
        cursor.execute(OLD)
