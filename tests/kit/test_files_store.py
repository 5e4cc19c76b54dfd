"""kit.files: who may have a file, and when it is gone."""

import os
import resource
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction

from mingbai.kit import clock
from mingbai.kit.files import store
from mingbai.kit.files.models import StoredFile
from mingbai.kit.files.types import Refused
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from tests.kit.conftest import COUNTY, OTHER_VILLAGE, VILLAGE

pytestmark = pytest.mark.usefixtures("live", "empty")
TABLES = frozenset({".csv", ".xlsx"})


@pytest.fixture
def empty(owner):
    """No file before the test, whatever ran before it, and none after."""
    clear(owner)
    yield
    clear(owner)


def clear(owner):
    owner.execute("DELETE FROM kit_file")
    owner.execute("DELETE FROM kit_job")
    for path in (settings.HOME / "files").glob("*/*"):
        path.unlink()


@contextmanager
def acting(post):
    with entered(post), transaction.atomic():
        yield post


def kept(post, content=b"a,b", **more):
    at = clock.read()
    values = {
        "title": "名单.csv",
        "media_type": "text/csv",
        "purpose": "试",
        "expires_at": at + timedelta(days=1),
    }
    with acting(post):
        return store.keep([content], by=post, at=at, **values | more)


def on_disk():
    return sorted((settings.HOME / "files").glob("*/*"))


def may_have(post, file):
    with acting(post):
        return store.found(file.code, post) is not None


def test_a_file_comes_back_and_its_name_on_the_disk_tells_nothing(post_at):
    file = kept(post_at(VILLAGE), title="张海 411726199001011234.csv")
    assert b"".join(store.content(file)) == b"a,b"
    assert file.title == "张海 **************1234.csv"
    (path,) = on_disk()
    assert path.name == file.place
    assert len(path.name) == 32


def test_only_the_post_that_made_a_file_has_it(post_at):
    file = kept(post_at(VILLAGE))
    assert may_have(post_at(VILLAGE), file)
    assert not may_have(post_at(VILLAGE, user_id=71), file)
    assert not may_have(post_at(VILLAGE, post_id=8), file)
    assert not may_have(post_at(OTHER_VILLAGE), file)


def attached(village):
    with acting(village):
        row = Job.objects.create(
            area_code=VILLAGE, user_id=70, post_id=7, post_label="", name="x", purpose="x",
            request_id=uuid4(), asked_at=clock.read(),
        )  # fmt: skip
    return kept(village, subject=row)


def test_an_attachment_is_not_given_out_unless_its_model_says_so(post_at):
    assert not may_have(post_at(VILLAGE), attached(post_at(VILLAGE)))


def test_an_attachment_is_seen_by_whoever_sees_its_row(post_at, monkeypatch):
    monkeypatch.setattr(Job, "gives_files", True)
    village, county = post_at(VILLAGE), post_at(COUNTY, post_id=1, user_id=70)
    file = attached(village)
    assert may_have(county, file)
    assert not may_have(post_at(COUNTY, user_id=99), file)
    assert not may_have(post_at(OTHER_VILLAGE), file)


def test_a_file_whose_time_is_over_is_erased_and_says_so(post_at):
    post = post_at(VILLAGE)
    file, other = kept(post), kept(post, expires_at=None)
    with acting(post):
        assert store.erase_expired(at=clock.read()) == 0
        assert store.erase_expired(at=clock.read() + timedelta(days=2)) == 1
        row = StoredFile.objects.get(pk=file.pk)
    assert row.erased_at is not None
    with pytest.raises(store.Gone):
        store.content(row)
    assert [path.name for path in on_disk()] == [other.place]


def test_what_a_rolled_back_transaction_left_is_cleared_after_a_day(post_at):
    post = post_at(COUNTY)
    file = kept(post)
    with acting(post):
        store.keep([b"x"], title="x", media_type="x", purpose="x", by=post, at=clock.read(), expires_at=None)
        transaction.set_rollback(True)
    stray = next(path for path in on_disk() if path.name != file.place)
    day = stray.stat().st_mtime + 1
    with acting(post):
        assert store.clear_strays(now=day) == 0
        assert store.clear_strays(now=day + 24 * 3600) == 1
    assert [path.name for path in on_disk()] == [file.place]


def test_a_disk_that_takes_no_more_leaves_nothing_behind(post_at):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(OSError, match="large"):
            kept(post_at(VILLAGE), content=os.urandom(400_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert on_disk() == []


def sent(post, content, title, **more):
    at = clock.read()
    with acting(post):
        return store.take_in(
            iter(content), title=title, allowed=TABLES, purpose="试", by=post, at=at, expires_at=None, **more
        )


@pytest.mark.parametrize(
    ("content", "title", "why"),
    [
        ([b"MZ"], "x.exe", "kind"),
        ([b"%PDF-1.7"], "x.pdf", "kind"),
        ([], "x.csv", "empty"),
        ([b"MZ\0\0"], "x.xlsx", "not what"),
        ([b"a\0b"], "x.csv", "not a text"),
        ([b"a" * 60, b"b" * 60], "x.csv", "too large"),
    ],
)
def test_what_is_not_accepted_is_refused_with_a_reason_and_not_kept(post_at, content, title, why):
    with pytest.raises(Refused, match=why):
        sent(post_at(VILLAGE), content, title, limit=100)
    assert on_disk() == []


def test_what_is_accepted_is_whole(post_at):
    file = sent(post_at(VILLAGE), [b"a,b\r\n", b"1,2"], "表.CSV")
    assert b"".join(store.content(file)) == b"a,b\r\n1,2"
    assert (file.size, file.media_type) == (8, "text/csv")
