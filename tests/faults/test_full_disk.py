"""A disk without room: the kernel's own answer for a file, the server's own code for a row."""

import errno
import os
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from mingbai.kit import clock, scope
from mingbai.kit.files import sealed, store
from mingbai.kit.files.models import StoredFile
from mingbai.org.queries.founder import founder
from mingbai.urls import handler400, handler403, handler404, handler500
from mingbai.urls import urlpatterns as program

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def keep(content: bytes) -> StoredFile:
    at = clock.read()
    with transaction.atomic(), scope.entered(founder()):
        return store.keep(
            [content], title="list.csv", media_type="text/csv", purpose="test", by=founder(), at=at,
            expires_at=at + timedelta(days=1),
        )  # fmt: skip


def no_room_for_rows(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE half_done (n int)")
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$")
    return HttpResponse("saved")


def no_room_for_files(request: HttpRequest) -> HttpResponse:
    keep(b"x" * 1_000_000)
    return HttpResponse("saved")


urlpatterns = [path("rows", no_room_for_rows), path("files", no_room_for_files), *program]
__all__ = ["handler400", "handler403", "handler404", "handler500"]


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written below the home's files is written to a device that has no room."""
    real = os.open
    monkeypatch.setattr(sealed.os, "open", lambda name, flags, mode=0o777: _on_full(real, name, flags, mode))


def _on_full(real, name, flags: int, mode: int) -> int:
    if str(name).endswith(".part"):
        os.close(real(name, flags, mode))
        return real("/dev/full", os.O_WRONLY)
    return real(name, flags, mode)


@pytest.fixture
def client(settings) -> Client:
    """Without sign-in: what is asked here is what anybody is told."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("mingbai.org")]
    return Client(raise_request_exception=False, headers={"Accept-Language": "zh-hans"})


def test_a_file_that_finds_no_room_leaves_nothing_behind(full: None):
    before = set((store._root()).rglob("*.*"))
    with pytest.raises(OSError, match="No space left on device") as refusal:
        keep(b"x" * 1_000_000)
    assert refusal.value.errno == errno.ENOSPC
    assert set((store._root()).rglob("*.*")) == before
    with transaction.atomic(), scope.entered(founder()):
        assert not StoredFile.objects.filter(title="list.csv").exists()


def test_a_row_that_finds_no_room_is_told_apart_from_other_faults():
    with pytest.raises(OperationalError) as refusal:
        no_room_for_rows(HttpRequest())
    assert refusal.value.__cause__.sqlstate == "53100"


@pytest.mark.parametrize("address", ["/rows", "/files"])
def test_the_person_is_told_that_the_disk_is_full_and_what_to_do(client: Client, full: None, address: str):
    answer = client.get(address)
    assert answer.status_code == 507
    assert "磁盘" in answer.content.decode()
