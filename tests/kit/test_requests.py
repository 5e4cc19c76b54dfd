"""The same form twice, forged and changed forms, and old versions of a row."""

import threading
import uuid

import pytest
from django.db import connections, transaction
from django.http import HttpResponse, HttpResponseRedirect

from mingbai.kit import clock
from mingbai.kit.requests import Answer, BadRequestId, Claim, Reused, each_hour, fingerprint, once, read_id
from mingbai.kit.scope import entered
from tests.kit.conftest import TOWN

AT = clock.read()


def form(**contents) -> Claim:
    sent = {name: [text] for name, text in contents.items()}
    return Claim(70, uuid.uuid4(), fingerprint("/cases/new", sent))


@pytest.fixture
def acting(db, post_at):
    with entered(post_at(TOWN)):
        yield


class Work:
    """Counts how often it was done."""

    def __init__(self, response=None):
        self.done, self.response = 0, response

    def __call__(self):
        self.done += 1
        return self.response or HttpResponseRedirect(f"/cases/{self.done}")


def test_a_repeated_form_is_answered_alike_and_done_once(acting):
    claim, work = form(name="张海"), Work()
    first, second = (once(claim, at=AT, respond=work) for _ in range(2))
    assert work.done == 1
    assert (first.status_code, first["Location"]) == (302, "/cases/1")
    assert (second.status_code, second["Location"]) == (302, "/cases/1")


def test_the_body_is_kept_sealed_and_given_again(acting, owner):
    claim, work = form(), Work(HttpResponse("张海 的回执", headers={"HX-Trigger": "saved", "X-Other": "1"}))
    once(claim, at=AT, respond=work)
    kept = Answer.objects.get()
    assert "张海".encode() not in bytes(kept.body)
    again = once(claim, at=AT, respond=work)
    assert (again.content.decode(), again["HX-Trigger"]) == ("张海 的回执", "saved")
    assert not again.has_header("X-Other")


@pytest.mark.parametrize("status", [400, 403, 409, 422, 500])
def test_what_was_refused_may_be_sent_again(acting, status):
    claim, work = form(), Work(HttpResponse("请补充", status=status))
    once(claim, at=AT, respond=work)
    once(claim, at=AT, respond=work)
    assert work.done == 2


def test_a_form_sent_again_with_other_contents_is_not_taken_for_the_first(acting):
    first = form(name="张海")
    once(first, at=AT, respond=Work())
    changed = Claim(first.user_id, first.request_id, form(name="张河").fingerprint)
    with pytest.raises(Reused):
        once(changed, at=AT, respond=Work())


def test_one_users_mark_says_nothing_to_another(acting, post_at):
    claim, work = form(), Work()
    once(claim, at=AT, respond=work)
    with entered(post_at(TOWN, user_id=71)):
        once(Claim(71, claim.request_id, claim.fingerprint), at=AT, respond=work)
        assert Answer.objects.count() == 1
    assert work.done == 2


@pytest.mark.parametrize("sent", [None, "", "1", "x" * 36])
def test_a_missing_or_forged_mark_is_an_error(sent):
    with pytest.raises(BadRequestId):
        read_id(sent)


def test_answers_are_forgotten_after_a_day(acting):
    claim = form()
    once(claim, at=AT, respond=Work())
    each_hour(at=AT)
    assert Answer.objects.count() == 1
    each_hour(at=AT.replace(year=2021))
    assert Answer.objects.count() == 0


def test_two_at_the_same_moment_do_the_work_once(live, post_at, owner):
    claim, work, started = form(), Work(), threading.Barrier(2)
    answers = []

    def send():
        with entered(post_at(TOWN)):
            started.wait()
            with transaction.atomic():
                answers.append(once(claim, at=AT, respond=work)["Location"])
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    owner.execute("DELETE FROM kit_answer")
    assert (work.done, answers) == (1, ["/cases/1", "/cases/1"])
