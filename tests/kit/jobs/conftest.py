"""Jobs need what is committed: these fixtures commit, and clear away behind themselves."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from mingbai.kit import clock, slots
from mingbai.kit.jobs.asking import defer
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from tests.kit.jobs import bodies

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def trace_table(django_db_setup, django_db_blocker):
    """A table of the tests' own, to see what a body did."""
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS jobs_trace (mark text, number int, PRIMARY KEY (mark, number))"
        )


@pytest.fixture
def committed(trace_table, django_db_blocker, monkeypatch):
    monkeypatch.setattr(slots._Slots, "filled", {})
    bodies.wire()
    with django_db_blocker.unblock():
        yield
        clear()
        connections.close_all()


def clear():
    for path in (settings.HOME / "files").glob("*/*"):
        path.unlink()
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM kit_job")
        cursor.execute("DELETE FROM kit_file")
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("DELETE FROM jobs_trace")


@pytest.fixture
def ask(committed):
    """Ask for a job as the county office and commit."""

    def asking(name, by=bodies.OFFICE, request_id=None, **params):
        with entered(by), transaction.atomic():
            return defer(name, by=by, at=clock.read(), purpose="试", request_id=request_id, **params)

    return asking


@pytest.fixture
def look(committed):
    """Read a job's row as its owner sees it now."""

    def looking(job):
        with entered(bodies.OFFICE), transaction.atomic():
            return Job.objects.get(pk=job.pk)

    return looking


@pytest.fixture
def until(look):
    """Wait until a job's row fulfils a condition; fail with the row after some seconds."""

    def waiting(job, condition, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            row = look(job)
            if condition(row):
                return row
            time.sleep(0.1)
        raise AssertionError(
            f"after {seconds} s: {row.state} {row.done}/{row.total} {row.error} {row.attempt}"
        )

    return waiting


def numbers(mark):
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM jobs_trace WHERE mark = %s ORDER BY 1", [mark])
        return [number for (number,) in cursor.fetchall()]


@pytest.fixture
def worker(committed, tmp_path):
    """Start real worker processes; whatever is left of them is killed."""
    started = []

    def start(*, graceful=10.0):
        path = tmp_path / f"worker{len(started)}.log"
        log = path.open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.kit.jobs.worker_process", str(graceful)],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={
                **os.environ,
                "MINGBAI_HOME": str(settings.HOME.path),
                "DJANGO_SETTINGS_MODULE": "mingbai.settings.installed",
            },
        )
        log.close()
        process.log = path
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
