"""An export from its list to the file: the same rows, marked, sealed, given to its asker only."""

import io
from contextlib import contextmanager

import openpyxl
import pytest
from django.conf import settings
from django.db import transaction

from mingbai.kit import clock
from mingbai.kit.export import xlsx
from mingbai.kit.files.models import StoredFile
from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.ledger import Asked
from mingbai.kit.scope import entered
from mingbai.org import ledgers
from mingbai.org.actions import exports
from mingbai.org.actions.refusal import NotAllowed
from mingbai.org.models import ExportRequest, Posting
from mingbai.org.queries.founder import founder
from tests.factories import county
from tests.factories.signed import enrolled, post, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]


@pytest.fixture
def clerk():
    return county.person("township_officer", county.TOWN, name="王芳")


@contextmanager
def acting(person):
    with entered(person.acting), transaction.atomic():
        yield person.acting


def asked(person, **filters):
    with acting(person) as by:
        rows = ledgers.posts.matching(by, Asked(filters)).count()
        return exports.ask(
            ledger="org:posts", filters=filters, rows=rows, purpose="meeting", reason="核对岗位", by=by,
            at=clock.read(),
        )  # fmt: skip


def made(person, export):
    """Run the job as the worker would, and read the request again."""
    with acting(person):
        row = Job.objects.get(pk=ExportRequest.objects.get(pk=export.pk).job_id)
    execute(row.pk, user=row.user_id, post=row.post_id, watched=False)
    with acting(person):
        return ExportRequest.objects.get(pk=export.pk), Job.objects.get(pk=row.pk)


def browser(person):
    enrolled(person.user)
    return signed_in(person.user)


def rows_of(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    lines = [[cell.value for cell in row] for row in book["1"].iter_rows()]
    return book, lines


def test_the_file_holds_the_rows_of_the_list_and_leads_to_its_asker(clerk):
    export, job = made(clerk, asked(clerk))
    assert (export.state, job.state) == ("ready", "done")
    client = browser(clerk)
    answer = post(client, f"/exports/{export.key}/file")
    book, lines = rows_of(b"".join(answer.streaming_content))
    with acting(clerk) as by:
        wanted = ledgers.posts.matching(by, Asked({})).count()
    assert len(lines) == wanted + 2
    assert len(lines[1]) == len(ledgers.posts.columns)
    assert "王芳" in lines[0][0]
    assert book.properties.creator == "王芳"


def test_the_file_is_sealed_on_the_disk(clerk):
    export, _job = made(clerk, asked(clerk))
    with acting(clerk):
        file = StoredFile.objects.get(code=export.file_id)
    raw = (settings.HOME / "files" / file.place[:2] / file.place).read_bytes()
    assert b"PK\x03\x04" not in raw
    assert "王芳".encode() not in raw


def test_nobody_else_gets_the_file(clerk):
    export, _job = made(clerk, asked(clerk))
    above = county.person("county_office_head")
    client = browser(above)
    assert post(client, f"/exports/{export.key}/file").status_code == 404
    assert client.get(f"/files/{export.file_id}").status_code == 404


def test_the_general_address_of_files_does_not_get_round_the_count(clerk):
    export, _job = made(clerk, asked(clerk))
    assert browser(clerk).get(f"/files/{export.file_id}").status_code == 404


def test_a_post_that_was_revoked_meanwhile_gets_nothing_and_the_export_has_failed(clerk):
    export = asked(clerk)
    with entered(founder()), transaction.atomic():
        Posting.objects.filter(user=clerk.user).update(ends=clock.read())
    with entered(founder()), transaction.atomic():
        row = Job.objects.get(pk=ExportRequest.objects.get(pk=export.pk).job_id)
    execute(row.pk, user=row.user_id, post=row.post_id, watched=False)
    with entered(founder()), transaction.atomic():
        assert ExportRequest.objects.get(pk=export.pk).state == "failed"
        assert not StoredFile.objects.exists()


def test_an_export_that_breaks_says_so_and_does_not_hang(clerk, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("no")

    monkeypatch.setattr(xlsx, "_sheet", broken)
    export, job = made(clerk, asked(clerk))
    assert (export.state, job.state) == ("failed", "failed")


def test_a_post_without_the_ability_asks_in_vain():
    cadre = county.person("village_cadre", county.VILLAGE)
    with pytest.raises(NotAllowed):
        asked(cadre)
