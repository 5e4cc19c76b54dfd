"""The rule book through its pages: read by everybody, changed through forms by those who may; its ledgers."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from mingbai.screening import ledgers
from mingbai.screening.actions import book
from mingbai.screening.actions import editions as keeping
from mingbai.screening.actions.book import Proposal
from mingbai.screening.models import BookChange, Edition, Run, WhatIf
from mingbai.screening.queries import editions
from mingbai.screening.states import BookChangeKind, BookChangeState, RunOccasion, RunState, WhatIfState
from tests.factories import county
from tests.factories.county import AT, TOWN, VILLAGE
from tests.factories.signed import form, visitor
from tests.ledger_checks import LedgerChecks
from tests.screening.facts import AS_OF, ERA

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
LINE = "medical_alert_inpatient_graduated"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
PAPER = {"paper_number": "泌政办〔2020〕31号", "paper_title": "奖补通知", "paper_on": "2020-11-20"}


@pytest.fixture
def visit():
    return visitor()


def body(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("kind", ["village_cadre", "helper"])
def test_a_village_reads_every_rule_aloud(visit, kind):
    client = visit(county.person(kind, VILLAGE).acting)
    page = body(client.get("/screening/rules/R01"))
    assert "5,000" in page  # the value of the day stands in the sentence
    assert "/confirm" not in page
    assert "/propose" not in body(client.get("/screening/values/industry_award"))
    for address in ("/screening/unverified/", "/screening/editions/", "/screening/editions/county-pack.zip"):
        assert client.get(address).status_code == 403


def test_the_library_is_searched_and_filtered(office, visit):
    client = visit(office)
    assert "P01" in body(client.get("/screening/rules/?q=低保"))
    found = body(client.get("/screening/rules/?kind=policy&owner=civil_affairs"))
    assert "P01" in found
    assert "R01" not in found
    assert "换个短一点的词" in body(client.get("/screening/rules/?q=no-such-thing"))


def test_every_rule_and_value_and_document_has_a_page(office, visit):
    client = visit(office)
    with entered(office), transaction.atomic():
        known = editions.current()
    for code in known.rules:
        page = body(client.get(f"/screening/rules/{code}"))
        assert "{" not in page.split('class="stack aloud"')[1].split("</section>")[0]
    for code in known.parameters:
        body(client.get(f"/screening/values/{code}"))
    body(client.get("/screening/documents/?page=2"))


NOWHERE = [
    "/screening/rules/NONE",
    "/screening/values/none",
    "/screening/unverified/?of=x",
    "/screening/editions/differences?from=1&to=999",
    "/screening/values/none/propose",
    "/screening/values/industry_award/2016-13-01/confirm",
]


@pytest.mark.parametrize("address", NOWHERE)
def test_what_is_not_there_is_not_found(office, visit, address):
    assert visit(office).get(address).status_code == 404


def test_a_value_goes_from_the_form_into_force(office, visit):
    head = county.person("county_office_head").acting
    client = visit(office)
    sent = form(typed="3500", since="2020-12-01", reason="县里提标", document="", **PAPER,
                paper=SimpleUploadedFile("通知.png", PNG, "image/png"))  # fmt: skip
    answer = client.post("/screening/values/industry_award/propose", sent)
    assert answer.status_code == 302
    with entered(office), transaction.atomic():
        change = BookChange.objects.get()
        job = Job.objects.get(code=change.job)
    assert "正在检查" in body(client.get(answer["Location"]))
    execute(job.pk, user=office.user_id, post=office.post_id, watched=False)
    page = body(client.get(answer["Location"]))
    assert "各时期的规则书都能载入" in page
    assert "3,500" in page
    moving = f"/screening/book-changes/{change.key}/do/"
    version = change.version
    assert client.post(moving + "submit", form(version=version)).status_code == 302
    done = visit(head).post(moving + "approve", form(version=version + 1, seen="文件原件"))
    assert done.status_code == 302
    assert "本县取值" in body(client.get("/screening/values/industry_award"))
    with entered(office), transaction.atomic():
        numbers = list(Edition.objects.order_by("number").values_list("number", flat=True))
    told = body(client.get(f"/screening/editions/differences?from={numbers[0]}&to={numbers[-1]}"))
    assert "parameters.industry_award.values.2020-12-01" in told
    pack = zipfile.ZipFile(io.BytesIO(client.get("/screening/editions/county-pack.zip").content))
    assert "industry_award" in pack.read(pack.namelist()[0]).decode()


@pytest.mark.parametrize(
    ("typed", "more", "told"),
    [("三千五", PAPER, "不是数字"), ("3500", {}, "请选择文件"), ("3000", PAPER, "已经是这样写的")],
)
def test_what_is_wrong_is_said_beside_the_field(office, visit, typed, more, told):
    sent = form(typed=typed, since="2020-12-01", **more)
    answer = visit(office).post("/screening/values/industry_award/propose", sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    with entered(office), transaction.atomic():
        assert not BookChange.objects.exists()


def test_what_was_sent_back_is_mended_by_the_same_form(office, visit):
    with entered(office), transaction.atomic():
        since = AS_OF.replace(2016, 1, 1)
        facts = Proposal(BookChangeKind.CONFIRM, LINE, since, document="P1")
        change = book.draft(facts=facts, by=office, at=AT)
        BookChange.objects.filter(pk=change.pk).update(state=BookChangeState.RETURNED)
    client = visit(office)
    assert 'value="P1" selected' in body(client.get(f"/screening/book-changes/{change.key}/edit"))
    answer = client.post(f"/screening/book-changes/{change.key}/edit", form(document="P2", reason="换文件"))
    assert answer.status_code == 302
    with entered(office), transaction.atomic():
        assert BookChange.objects.get().document == "P2"


class _Checks(LedgerChecks):
    @pytest.fixture
    def visit(self):
        return visitor()

    @pytest.fixture
    def insider(self, office):
        return office

    @pytest.fixture
    def outsider(self):
        return None

    @pytest.fixture
    def stranger(self):
        return county.person("township_head", TOWN).acting


class TestBookChanges(_Checks):
    ledger = ledgers.book_changes

    @pytest.fixture
    def make(self, office):
        def rows(n):
            with entered(office), transaction.atomic():
                for number in range(n):
                    since, typed = AS_OF.replace(day=1 + number % 28), str(3500 + number)
                    facts = Proposal(BookChangeKind.VALUE, "industry_award", since, typed, document="article")
                    book.draft(facts=facts, by=office, at=AT)

        return rows


class TestEditions(_Checks):
    ledger = ledgers.editions

    @pytest.fixture
    def make(self, office):
        def rows(n):
            with entered(office), transaction.atomic():
                known = Edition.objects.count()
                whole = editions.packed_up(editions.of_era(ERA).whole)
                for number in range(known, known + n):
                    told = {"era": ERA, "edition": f"{number:064x}", "whole": whole, "change": None}
                    keeping.keep(**told, by=office, at=AT)

        return rows


class TestWhatIfs(_Checks):
    ledger = ledgers.what_ifs

    @pytest.fixture
    def make(self, office):
        def rows(n):
            with entered(office), transaction.atomic():
                run = Run.objects.first() or Run.objects.create(
                    area_code=office.area_code, occasion=RunOccasion.HAND, state=RunState.DONE, as_of=AS_OF,
                    era=ERA, asked_by=office.label, asked_at=AT, ended_at=AT,
                )  # fmt: skip
                known = WhatIf.objects.count()
                for number in range(known, known + n):
                    WhatIf.objects.create(
                        area_code=office.area_code, run=run, as_of=AS_OF, name=f"测算{number}",
                        asked_by=office.label, asked_at=AT, user_id=office.user_id, state=WhatIfState.DONE,
                    )  # fmt: skip

        return rows
