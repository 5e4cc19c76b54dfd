"""The pages of a job, as its owner and as somebody else; the middleware is the org room's own matter."""

import re
from dataclasses import replace

import pytest
from django.db import transaction
from django.http import Http404
from django.template.response import TemplateResponse
from django.test import RequestFactory
from django.urls import resolve, reverse

from mingbai.kit import clock
from mingbai.kit.files import store
from mingbai.kit.jobs.execute import execute
from mingbai.kit.scope import entered
from tests.kit.jobs.bodies import OFFICE


def page(name, *args, by=OFFICE, method="get"):
    """Call the view behind an address as the middleware does: in one transaction, with the scope entered."""
    request = getattr(RequestFactory(), method)(reverse(name, args=args))
    request.at, request.acting, request._messages = clock.read(), by, Said()
    with entered(by), transaction.atomic():
        match = resolve(request.path)
        answer = match.func(request, *match.args, **match.kwargs)
        return answer.render() if isinstance(answer, TemplateResponse) else answer


class Said(list):
    def add(self, level, message, extra_tags=""):
        self.append(message)


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_list_shows_one_s_own_jobs_and_nobody_else_s(ask):
    job = ask("test.count", mark="a", to=1)
    assert str(job.code) in page("kit:jobs").content.decode()
    assert str(job.code) not in page("kit:jobs", by=replace(OFFICE, user_id=71)).content.decode()


def test_a_job_that_runs_asks_for_its_progress_and_one_that_is_over_does_not(ask, look):
    job = ask("test.count", mark="a", to=1)
    assert "hx-get" in page("kit:jobs-progress", job.code).content.decode()
    execute(job.pk, user=job.user_id, post=job.post_id)
    assert "hx-get" not in page("kit:jobs-progress", job.code).content.decode()
    assert "Counted to 1" in text(page("kit:jobs-one", job.code))


def test_a_failed_job_says_why_and_offers_to_try_again(ask, look):
    job = ask("test.half", mark="a")
    execute(job.pk, user=job.user_id, post=job.post_id)
    shown = page("kit:jobs-one", job.code)
    assert "Nothing to do in 盘古乡" in text(shown)
    assert reverse("kit:jobs-again", args=[job.code]) in shown.content.decode()
    page("kit:jobs-again", job.code, method="post")
    assert look(job).state == "waiting"


def test_calling_off_from_the_page(ask, look):
    job = ask("test.count", mark="a", to=1)
    page("kit:jobs-cancel", job.code, method="post")
    assert look(job).state == "cancelled"


@pytest.mark.parametrize("name", ["kit:jobs-one", "kit:jobs-progress"])
def test_somebody_else_s_job_is_not_there(ask, name):
    job = ask("test.count", mark="a", to=1)
    with pytest.raises(Http404):
        page(name, job.code, by=replace(OFFICE, user_id=71))


@pytest.mark.parametrize("name", ["kit:jobs-cancel", "kit:jobs-again"])
def test_somebody_else_s_job_cannot_be_touched(ask, name):
    job = ask("test.count", mark="a", to=1)
    with pytest.raises(Http404):
        page(name, job.code, by=replace(OFFICE, user_id=71), method="post")


def kept():
    at = clock.read()
    with entered(OFFICE), transaction.atomic():
        return store.keep(
            [b"a,b"], title="名单.csv", media_type="text/csv", purpose="试", by=OFFICE, at=at, expires_at=at
        )


def test_a_file_streams_with_its_name_and_is_not_kept_by_the_browser(committed):
    answer = page("kit:file", kept().code)
    assert b"".join(answer.streaming_content) == b"a,b"
    assert answer["Cache-Control"] == "no-store"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Content-Length"] == "3"


def test_somebody_else_s_file_is_not_there(committed):
    file = kept()
    with pytest.raises(Http404):
        page("kit:file", file.code, by=replace(OFFICE, post_id=9))


def test_an_expired_file_says_that_it_is_gone(committed):
    file = kept()
    with entered(OFFICE), transaction.atomic():
        store.erase_expired(at=clock.read())
    assert page("kit:file", file.code).status_code == 410


def test_a_damaged_file_fails_before_the_first_byte(committed):
    file = kept()
    path = store.path_of(file.place)
    *sound, last = path.read_bytes()
    path.write_bytes(bytes([*sound, last ^ 1]))
    with pytest.raises(store.sealed.Damaged):
        page("kit:file", file.code)
