"""kit.jobs: asking, calling off, and how one attempt may end. Attempts run in the test's own thread."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import translation

from mingbai.kit import clock, events, slots
from mingbai.kit.jobs import asking, clockwork
from mingbai.kit.jobs.asking import NotYours, again, cancel, defer
from mingbai.kit.jobs.events import JobEnded
from mingbai.kit.jobs.execute import TryAgain, execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.jobs.params import NotPlain
from mingbai.kit.jobs.registry import UnknownJob
from mingbai.kit.scope import entered
from tests.kit.jobs.bodies import GONE, OFFICE
from tests.kit.jobs.conftest import numbers


def run(job, **more):
    execute(job.pk, user=job.user_id, post=job.post_id, **more)


def entries():
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


def test_row_and_queue_entry_come_together_and_the_entry_says_nothing(ask):
    job = ask("test.count", mark="a", to=3)
    assert [list(args) for (args,) in entries()] == [["job", "post", "user"]] or len(entries()) == 1
    assert str(job.pk) in str(entries())
    assert "mark" not in str(entries())


def test_nothing_is_asked_for_when_the_action_fails(committed):
    def action():
        with entered(OFFICE), transaction.atomic():
            defer("test.count", by=OFFICE, at=clock.read(), purpose="试", mark="a", to=1)
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        action()
    assert entries() == []
    with entered(OFFICE), transaction.atomic():
        assert not Job.objects.exists()


def test_a_double_click_makes_one_job(ask):
    request = uuid4()
    first = ask("test.count", request_id=request, mark="a", to=1)
    assert ask("test.count", request_id=request, mark="a", to=1).pk == first.pk
    assert len(entries()) == 1


def test_the_other_half_of_a_double_click_that_was_quicker_wins(ask, monkeypatch):
    request = uuid4()
    first = ask("test.count", request_id=request, mark="a", to=1)
    look, seen = asking._asked_before, []

    def blind_once(*args):
        seen.append(args)
        return look(*args) if len(seen) > 1 else None

    monkeypatch.setattr(asking, "_asked_before", blind_once)
    assert ask("test.count", request_id=request, mark="a", to=1).pk == first.pk
    assert len(entries()) == 1


@pytest.mark.parametrize(
    "secret", ["411726199001011234", "41172619900101123X", "13800138000", "6222021700012345678"]
)
def test_no_identity_gets_into_a_job(ask, secret):
    with pytest.raises(NotPlain, match="identity"):
        ask("test.count", mark=[{"x": f"电话{secret}。"}], to=1)


def test_a_row_s_key_that_looks_like_a_telephone_number_is_no_identity(ask):
    ask("test.count", mark="78b73e4b-87e7-4760-9d4a-19730574151b", to=1)
    with pytest.raises(NotPlain, match="identity"):
        ask("test.count", mark="78b73e4b-87e7-4760-9d4a-19730574151b 13800138000", to=1)


def test_an_unknown_job_is_refused(ask):
    with pytest.raises(UnknownJob):
        ask("test.nothing")


def test_a_job_that_ends_well_says_so(ask, look):
    job = ask("test.count", mark="a", to=3)
    run(job)
    row = look(job)
    assert (row.state, row.done, row.total, row.share, row.result) == ("done", 3, 3, 100, {"rows": 3})
    assert row.doing == "Row 2"
    assert [text for _at, text in row.lines] == ["Counted to 3"]
    assert numbers("a") == [0, 1, 2]


def test_a_job_that_is_done_is_not_done_again(ask, look):
    job = ask("test.count", mark="a", to=1)
    run(job)
    run(job)
    assert look(job).attempt == 1


def test_a_job_that_cannot_be_done_says_why_and_leaves_no_half(ask, look):
    job = ask("test.half", mark="a")
    run(job)
    assert (look(job).state, look(job).trouble) == ("failed", "Nothing to do in 盘古乡")
    assert numbers("a") == []


def test_an_error_of_ours_is_logged_and_not_shown(ask, look, caplog):
    job = ask("test.broken", mark="a")
    run(job)
    assert look(job).state == "failed"
    assert "secret" not in look(job).trouble
    assert "ValueError" in caplog.text
    assert numbers("a") == []


def test_a_job_that_fell_out_of_the_queue_is_put_back(ask, look, monkeypatch):
    monkeypatch.setitem(slots._Slots.filled, clockwork.MACHINE, (lambda *, at: OFFICE,))
    lost, kept, over = (ask("test.count", mark=mark, to=1) for mark in "abc")
    run(over)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE (args ->> 'job')::bigint <> %s", [kept.pk])
    for minutes in (1, 10, 10):
        clockwork.queue_lost_jobs(at=clock.read() + timedelta(minutes=minutes))
    assert sorted(args["job"] for (args,) in parsed_entries()) == [lost.pk, kept.pk]


def parsed_entries():
    return [(args if isinstance(args, dict) else json.loads(args),) for (args,) in entries()]


def test_a_full_disk_is_said_and_leaves_no_half(ask, look):
    job = ask("test.full", mark="a")
    run(job)
    with translation.override("en"):
        assert look(job).trouble.startswith("The disk is full")
    assert (look(job).state, look(job).tries) == ("failed", 1)
    assert numbers("a") == []


def test_a_post_that_holds_no_longer_makes_nothing(ask, look):
    job = ask("test.count", by=GONE, mark="a", to=1)
    run(job)
    assert look(job).state == "failed"
    assert numbers("a") == []


def test_a_statement_that_takes_too_long_is_stopped(ask, look):
    job = ask("test.slow")
    run(job)
    assert look(job).state == "failed"
    assert look(job).tries == 1


def test_a_worker_that_stops_gives_the_job_back(ask, look):
    job = ask("test.count", mark="a", to=3)
    with pytest.raises(TryAgain):
        run(job, interrupted=lambda: True)
    assert look(job).state == "waiting"
    run(job)
    assert look(job).state == "done"


def test_a_job_interrupted_too_often_is_given_up(ask, look):
    job = ask("test.count", mark="a", to=3)
    for _each in range(5):
        with pytest.raises(TryAgain):
            run(job, interrupted=lambda: True)
    run(job)
    assert look(job).state == "failed"


def test_who_was_taken_for_dead_can_do_no_more(ask, look):
    job = ask("test.count", mark="late", to=3)
    taken = []

    def meanwhile():
        if not taken:
            taken.append(True)
            run(job)
        return False

    run(job, interrupted=meanwhile)
    assert (look(job).state, look(job).attempt) == ("done", 2)
    assert numbers("late") == [0, 1, 2]


def test_calling_off_a_job_that_waits(ask, look):
    job = ask("test.count", mark="a", to=3)
    with entered(OFFICE), transaction.atomic():
        cancel(job=job, by=OFFICE, at=clock.read())
    run(job)
    assert look(job).state == "cancelled"
    assert numbers("a") == []


def test_a_failed_job_can_be_asked_for_again(ask, look):
    job = ask("test.half", mark="a")
    run(job)
    with entered(OFFICE), transaction.atomic():
        again(job=job, by=OFFICE, at=clock.read())
    assert look(job).state == "waiting"
    assert len(entries()) == 2


def test_somebody_else_cannot_touch_it(ask):
    job = ask("test.count", mark="a", to=1)
    other = replace(OFFICE, user_id=71)
    with entered(other), transaction.atomic(), pytest.raises(NotYours):
        cancel(job=job, by=other, at=clock.read())


def test_the_rooms_above_hear_how_every_job_ended(ask, monkeypatch):
    heard = []
    monkeypatch.setattr(events._Wires, "handlers", {JobEnded: (heard.append,)})
    done, failed, off = (ask("test.count", mark="a", to=1), ask("test.half", mark="a"), ask("test.slow"))
    run(done)
    run(failed)
    with entered(OFFICE), transaction.atomic():
        cancel(job=off, by=OFFICE, at=clock.read())
    run(off)
    ends = [(event.job_id, event.name, event.state) for event in heard]
    assert ends == [
        (done.pk, "test.count", "done"),
        (failed.pk, "test.half", "failed"),
        (off.pk, "test.slow", "cancelled"),
    ]


def test_an_identity_in_the_purpose_is_masked(committed, look):
    with entered(OFFICE), transaction.atomic():
        job = defer("test.slow", by=OFFICE, at=clock.read(), purpose="核对张海13800138000")
    assert look(job).purpose == "核对张海*******8000"
