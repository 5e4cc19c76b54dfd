"""kit.jobs: real worker processes, some of which die."""

import os
import signal
import time

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import DjangoApp
from procrastinate.testing import InMemoryConnector

from mingbai.kit import clock, slots
from mingbai.kit.cluster.provision import connect
from mingbai.kit.jobs import clockwork
from mingbai.kit.jobs.asking import cancel
from mingbai.kit.jobs.tasks import HOURLY, MINUTELY, blueprint, hourly, minutely
from mingbai.kit.scope import entered
from tests.kit.jobs.bodies import OFFICE
from tests.kit.jobs.conftest import numbers

DONE = 40


def statements_running():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE state = 'active' AND query LIKE '%%pg_sleep%%' AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def wait_for(condition, seconds=15):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "in vain"
        time.sleep(0.1)


def test_a_killed_worker_leaves_owner_and_progress_and_the_next_one_finishes(ask, until, worker):
    job = ask("test.count", mark="killed", to=DONE, pause=0.1)
    first = worker()
    seen = until(job, lambda row: row.state == "running" and row.done > 2)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    left = until(job, lambda row: True)
    assert (left.state, left.user_id, left.post_label) == ("running", OFFICE.user_id, OFFICE.label)
    assert left.done >= seen.done
    worker()
    ended = until(job, lambda row: row.over)
    assert (ended.state, ended.attempt) == ("done", 2)
    assert numbers("killed") == list(range(DONE))


def test_a_job_called_off_leaves_no_running_statement(ask, until, worker):
    job = ask("test.sleep", mark="off")
    worker()
    wait_for(lambda: statements_running() == 1)
    with entered(OFFICE), transaction.atomic():
        cancel(job=job, by=OFFICE, at=clock.read())
    assert until(job, lambda row: row.over).state == "cancelled"
    assert statements_running() == 0


def test_a_killed_worker_leaves_no_running_statement(ask, worker):
    ask("test.sleep", mark="dead")
    process = worker()
    wait_for(lambda: statements_running() == 1)
    process.kill()
    wait_for(lambda: statements_running() == 0)


def test_a_worker_told_to_stop_lets_its_job_finish(ask, until, worker):
    job = ask("test.count", mark="stop", to=10, pause=0.1)
    process = worker()
    until(job, lambda row: row.done > 1)
    process.terminate()
    assert process.wait(timeout=20) == 0
    assert until(job, lambda row: True).state == "done"


@pytest.mark.slow
def test_a_worker_that_cannot_wait_gives_its_job_back(ask, until, worker):
    job = ask("test.count", mark="back", to=DONE, pause=0.1)
    process = worker(graceful=0.2)
    until(job, lambda row: row.done > 1)
    process.terminate()
    assert process.wait(timeout=20) == 0
    assert until(job, lambda row: True).state == "waiting"
    worker()
    assert until(job, lambda row: row.over).state == "done"
    assert numbers("back") == list(range(DONE))


@pytest.mark.slow
def test_the_database_may_drop_every_connection(ask, until, worker, cluster):
    job = ask("test.count", mark="drop", to=DONE, pause=0.1)
    worker()
    until(job, lambda row: row.done > 2)
    connection.close()
    with connect(cluster.superuser()) as superuser:
        superuser.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mingbai_app'"
        )
    assert until(job, lambda row: row.over).state == "done"
    assert numbers("drop") == list(range(DONE))


@pytest.mark.parametrize("name", ["test.count"])
def test_what_was_asked_is_in_no_log_and_no_queue_entry(ask, until, worker, name):
    job = ask(name, mark="only-in-the-row", to=2)
    process = worker()
    until(job, lambda row: row.over)
    assert "only-in-the-row" not in process.log.read_text()


def test_the_clockwork_is_wound_up():
    """The worker's own app knows both rounds; each calls what fills its slot, with the time read once."""
    app = DjangoApp(connector=InMemoryConnector())
    app.add_tasks_from(blueprint, namespace="")
    rounds = {name: task.cron for (name, _id), task in app.periodic_registry.periodic_tasks.items()}
    assert rounds == {"mingbai.minutely": "* * * * *", "mingbai.hourly": "7 * * * *"}


def test_a_work_that_fails_keeps_no_other_from_being_done(monkeypatch):
    heard = []

    def fails(*, at):
        raise RuntimeError("no")

    works = (lambda *, at: heard.append(1), fails, lambda *, at: heard.append(3))
    monkeypatch.setattr(slots._Slots, "filled", {MINUTELY: works})
    with pytest.raises(RuntimeError, match="no"):
        minutely(timestamp=0)
    assert heard == [1, 3]


def test_old_failures_of_the_queue_are_forgotten_and_new_ones_kept(committed):
    with connection.cursor() as cursor:
        for at in ("now()", "now() - interval '31 days'"):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('d', 'x') RETURNING id"
            )
            number = cursor.fetchone()[0]
            cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [number])
            cursor.execute(f"UPDATE procrastinate_events SET at = {at} WHERE job_id = %s", [number])
        clockwork.forget_old_entries(at=clock.read())
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(("slot", "tick"), [(MINUTELY, minutely), (HOURLY, hourly)])
def test_a_round_does_what_fills_its_slot(monkeypatch, slot, tick):
    heard = []
    monkeypatch.setattr(slots._Slots, "filled", {slot: (lambda *, at: heard.append(at),)})
    tick(timestamp=0)
    assert [at.tzinfo for at in heard] == [clock.SHANGHAI]
