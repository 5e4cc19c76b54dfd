"""An export from its list to the file: the same rows, marked, sealed, given to its asker only."""

import csv
import io
from contextlib import contextmanager
from itertools import cycle, islice

import openpyxl
import pypdfium2
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
from mingbai.org import jobs, ledgers
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


def asked(person, *, kind="xlsx", language="zh-hans", **filters):
    with acting(person) as by:
        rows = ledgers.posts.matching(by, Asked(filters)).count()
        return exports.ask(
            ledger="org:posts", filters=filters, rows=rows, purpose="meeting", reason="核对岗位", by=by,
            at=clock.read(), kind=kind, language=language,
        )  # fmt: skip


def content(person, export, client=None):
    """What the asker fetches."""
    answer = post(client or browser(person), f"/exports/{export.key}/file")
    return b"".join(answer.streaming_content), answer


def wanted_posts(person):
    with acting(person) as by:
        return list(ledgers.posts.matching(by, Asked({})).order_by("code", "id"))


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


def test_as_csv_the_list_opens_in_wps_with_the_same_rows(clerk):
    export, _job = made(clerk, asked(clerk, kind="csv"))
    raw, answer = content(clerk, export)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert f"E{export.pk:06d}" in lines[0][0]
    assert [line[-1] for line in lines[2:]] == [each.code for each in wanted_posts(clerk)]


def test_as_pdf_every_page_carries_the_mark_and_every_row_is_there(clerk):
    export, _job = made(clerk, asked(clerk, kind="pdf"))
    raw, answer = content(clerk, export)
    assert answer["Content-Type"] == "application/pdf"
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(raw)]
    assert all(f"E{export.pk:06d} 王芳" in page and "会议研判" in page for page in pages)
    assert [each.code for each in wanted_posts(clerk) if each.code not in "".join(pages)] == []


def test_a_pdf_of_more_rows_than_paper_may_hold_is_refused_in_a_sentence(clerk):
    with acting(clerk) as by, pytest.raises(exports.BadExport, match="1000 "):
        exports.ask(
            ledger="org:posts", filters={}, rows=1_001, purpose="meeting", reason="核对岗位", by=by,
            at=clock.read(), kind="pdf",
        )  # fmt: skip


def test_a_list_that_grew_beyond_paper_meanwhile_fails_and_is_not_cut(clerk, monkeypatch):
    export = asked(clerk, kind="pdf")
    monkeypatch.setattr(jobs, "islice", lambda rows, most: islice(cycle(rows), most))
    found, job = made(clerk, export)
    assert (found.state, job.state) == ("failed", "failed")
    assert "1000" in job.trouble.replace(",", "")


def test_the_file_speaks_the_language_of_its_asker(clerk):
    chinese, english = (made(clerk, asked(clerk, language=each))[0] for each in ("zh-hans", "en"))
    client = browser(clerk)
    _book, (_mark, titles, *_rows) = rows_of(content(clerk, chinese, client)[0])
    assert "岗位" in titles
    _book, (mark, titles, *_rows) = rows_of(content(clerk, english, client)[0])
    assert "Post" in titles
    assert "a meeting" in mark[0]


def test_the_rows_come_in_the_order_of_the_list(clerk):
    export, _job = made(clerk, asked(clerk, order="-code"))
    _book, (_mark, titles, *rows) = rows_of(content(clerk, export)[0])
    codes = [row[titles.index("代码")] for row in rows]
    assert codes == [each.code for each in reversed(wanted_posts(clerk))]


@pytest.mark.parametrize("kind", ["security_administrator", "audit_administrator"])
def test_a_number_on_a_paper_leads_those_who_follow_it_to_person_and_purpose(clerk, kind):
    export, _job = made(clerk, asked(clerk))
    other, _job = made(clerk, asked(clerk))
    client = browser(county.person(kind))
    page = client.get("/exports/", {"number": f"e{export.pk:06d}"}).content.decode()
    assert all(said in page for said in ("王芳", "会议研判", f"E{export.pk:06d}"))
    assert f"E{other.pk:06d}" not in page
    assert "核对岗位" in client.get(f"/exports/{export.key}").content.decode()


def test_a_number_tells_nothing_to_others_and_nonsense_is_refused(clerk):
    export, _job = made(clerk, asked(clerk))
    other = county.person("township_officer", county.OTHER_TOWN)
    client = browser(other)
    assert "王芳" not in client.get("/exports/", {"number": str(export.pk)}).content.decode()
    assert client.get("/exports/", {"number": "E12x"}).status_code == 400


WISH = {"purpose": "meeting", "reason": "核对岗位"}


def test_the_asker_chooses_the_kind_of_file_and_learns_that_paper_is_too_short():
    officer = county.person("county_office_officer", unit="lead_office")
    client = browser(officer)
    refused = post(client, "/posts/export", **WISH, kind="pdf")
    assert refused.status_code == 422
    assert "PDF 最多 1000 行" in refused.content.decode()
    assert post(client, "/posts/export", **WISH, kind="exe").status_code == 422
    narrowed = f"/posts/export?order=-code&area={county.TOWN}"
    assert post(client, narrowed, **WISH, kind="csv").status_code == 302
    with acting(officer):
        asked_for = ExportRequest.objects.get()
    assert (asked_for.kind, asked_for.language) == ("csv", "zh-hans")
    assert asked_for.filters == {"area": county.TOWN, "order": "-code"}
