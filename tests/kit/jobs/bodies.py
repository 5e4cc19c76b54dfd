"""Jobs that only tests ask for, and who acts in them. Also imported by the worker process of the tests."""

import errno
import time
from dataclasses import replace

from django.db import connection

from mingbai.kit import slots
from mingbai.kit.jobs import job
from mingbai.kit.jobs.execute import ACTING
from mingbai.kit.jobs.run import JobFailed
from mingbai.kit.jobs.tasks import HOURLY, MINUTELY
from mingbai.kit.scope import ActingPost, range_of

LO, HI = range_of("411726000000")
OFFICE = ActingPost(7, 70, "office", "县扶贫办", "411726000000", LO, HI, LO, HI)
GONE = replace(OFFICE, post_id=8)


def acting(*, post_id, user_id, at):
    return OFFICE if (post_id, user_id) == (OFFICE.post_id, OFFICE.user_id) else None


def wire():
    slots.fill({ACTING: [acting], MINUTELY: [], HOURLY: []})


def insert(mark, number):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_trace (mark, number) VALUES (%s, %s) ON CONFLICT DO NOTHING", [mark, number]
        )


@job("test.count", title="Count")
def count(run, *, mark, to, pause=0.0):
    """Safe to run twice: every step is its own row, and a row that is there stays."""
    for number in range(to):
        with run.step():
            insert(mark, number)
        run.progress(number + 1, to, "Row %(number)s", number=number)
        time.sleep(pause)
    run.say("Counted to %(to)s", at=run.at, to=to)
    return {"rows": to}


@job("test.half", title="Half")
def half(run, *, mark):
    with run.step():
        insert(mark, 1)
        raise JobFailed("Nothing to do in %(where)s", where="盘古乡")


@job("test.broken", title="Broken")
def broken(run, *, mark):
    with run.step():
        insert(mark, 1)
        raise ValueError("secret 13800138000 of nobody's business")


@job("test.full", title="Full")
def full(run, *, mark):
    with run.step():
        insert(mark, 1)
        raise OSError(errno.ENOSPC, "No space left on device")


@job("test.sleep", title="Sleep")
def sleep(run, *, mark):
    with run.step(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(60)")


@job("test.slow", title="Slow", statement_seconds=1)
def slow(run):
    with run.step(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")
