"""The desk of departments' files: sent by page, mended, accepted by another, closed to everybody else."""

from datetime import date
from uuid import uuid4

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from mingbai.exchange.ledgers.deliveries import delivered
from mingbai.exchange.models import Delivery
from mingbai.exchange.queries import due
from mingbai.exchange.states import DeliveryState
from mingbai.kit import clock
from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from mingbai.org.queries import units
from tests.exchange.sending import MEDICAL, settlement, workbook
from tests.factories import county
from tests.factories.county import COUNTY, TOWN
from tests.factories.signed import enrolled, form, signed_in, visitor
from tests.ledger_checks import LedgerChecks

ADDRESS = "/exchange/deliveries/"
NAME = "02-医疗费用结算明细.xlsx"
pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]


def run(person: county.Person) -> None:
    """Do what the queue would do."""
    with entered(person.acting), transaction.atomic():
        waiting = list(Job.objects.filter(user_id=person.id, state="waiting"))
    for job in waiting:
        execute(job.pk, user=person.id, post=person.acting.post_id, watched=False)


def visiting(person: county.Person):
    enrolled(person.user)
    return signed_in(person.user)


def file_of(path, rows) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, workbook(path, rows).read_bytes())


def sent(client, path, rows, **more) -> str:
    told = {"tables": [file_of(path, rows)], "day": "2020-10-31", **more}
    answer = client.post(f"{ADDRESS}send", form(**told))
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_a_bureau_s_dirty_file_goes_its_way(clerk, head, tmp_path):
    client, rows = visiting(clerk), [settlement(n) for n in range(5)]
    wrong = [*rows[:3], {**rows[3], "total": "三千"}, {**rows[4], "discharged_on": "月底"}]
    address = sent(client, tmp_path / NAME, wrong)
    run(clerk)
    page = client.get(address).content.decode()
    assert "还有 2 行需要改正" in page, page
    assert "出院日期" in client.get(f"{address}/returned").content.decode()
    book = b"".join(client.get(f"{address}/returned/0").streaming_content)
    assert len(pl.read_excel(book, infer_schema_length=0)) == 2
    answer = client.post(f"{address}/again", form(tables=[file_of(tmp_path / "改.xlsx", rows[3:])]))
    assert answer.status_code == 302
    run(clerk)
    assert "已全部改正" in client.get(address).content.decode()
    with entered(clerk.acting), transaction.atomic():
        version = Delivery.objects.get().version
    assert client.post(f"{address}/do/ask", form(version=version)).status_code == 302
    assert client.post(f"{address}/do/accept", form(version=version + 1)).status_code == 403
    other = visiting(head)
    assert "待接收" in other.get("/").content.decode()
    assert other.post(f"{address}/do/accept", form(version=version + 1)).status_code == 302
    with entered(clerk.acting), transaction.atomic():
        assert Delivery.objects.get().state == DeliveryState.ACCEPTED


def test_several_files_are_sorted_by_what_they_are(clerk, tmp_path):
    client = visiting(clerk)
    roll = [{"id_no": settlement(n)["id_no"], "name": "某人", "year": "2020"} for n in range(2)]
    roll_path = workbook(tmp_path / "居民医保参保名册.xlsx", roll, "medical_insurance")
    files = [
        file_of(tmp_path / "a.xlsx", [settlement(1)]),
        SimpleUploadedFile(roll_path.name, roll_path.read_bytes()),
        file_of(tmp_path / "b.xlsx", [settlement(2)]),
    ]
    assert client.post(f"{ADDRESS}send", form(tables=files, day="2020-10-31")).status_code == 302
    with entered(clerk.acting), transaction.atomic():
        found = {one.dataset: one.files.count() for one in Delivery.objects.all()}
    assert found == {"medical_settlement": 2, "medical_insurance": 1}


def test_what_is_another_unit_s_is_refused(clerk, tmp_path):
    path = tmp_path / "13-机动车登记.xlsx"
    told = {"tables": [file_of(path, [settlement(1)])], "day": "2020-10-31"}
    answer = visiting(clerk).post(f"{ADDRESS}send", form(**told))
    assert answer.status_code == 422
    assert "机动车登记" in answer.content.decode()


def test_the_same_file_again_is_told_and_changes_nothing(clerk, tmp_path):
    client = visiting(clerk)
    sent(client, tmp_path / NAME, [settlement(1)])
    file = SimpleUploadedFile(NAME, (tmp_path / NAME).read_bytes())
    answer = client.post(f"{ADDRESS}send", form(tables=[file], day="2020-10-31"))
    assert answer.status_code == 422
    assert "没有任何改动" in answer.content.decode()


def test_the_version_before_is_laid_beside_it(clerk, head, tmp_path):
    client, other = visiting(clerk), visiting(head)
    rows = [settlement(n) for n in range(3)]
    for at, each in enumerate((rows, [{**rows[0], "self_paid": "77"}, rows[1], settlement(8)])):
        address = sent(client, tmp_path / f"{at}{NAME}", each)
        run(clerk)
        client.post(f"{address}/do/ask", form(version=2))
        other.post(f"{address}/do/accept", form(version=3))
    page = client.get(f"{address}/review?kind=changed").content.decode()
    assert "77.00" in page
    assert "个人自付" in page
    assert client.get(f"{address}/review?kind=gone").status_code == 200
    assert client.get(f"{address}/review?kind=nonsense").status_code == 404


def test_today_and_the_calendar_say_what_is_due(clerk, head, office, tmp_path):
    client = visiting(clerk)
    today = client.get("/").content.decode()
    assert "报送“医疗费用结算明细”" in today
    assert "2020-12-05" in today
    page = client.get("/exchange/calendar").content.decode()
    assert "2020-10 <" in page
    assert "未报" in page
    assert client.get("/exchange/templates/medical_settlement").status_code == 200
    assert client.get("/exchange/templates/nonsense").status_code == 404
    with entered(office), transaction.atomic():
        assert not due.wanted(office, date(2020, 11, 30))
        assert len(due.lines(office, date(2020, 11, 30))) > 40


def test_other_units_and_other_posts_find_nothing(clerk, tmp_path):
    address = sent(visiting(clerk), tmp_path / NAME, [settlement(1)])
    run(clerk)
    civil = visiting(county.person("department_officer", unit="civil_affairs"))
    cadre = signed_in(county.person("village_cadre", county.VILLAGE).user)
    for page in ("", "/again", "/review", "/returned", "/returned/0"):
        assert civil.get(address + page).status_code == 404, page
        assert cadre.get(address + page).status_code == 403, page
    assert cadre.get("/exchange/calendar").status_code == 403


class TestDeliveries(LedgerChecks):
    ledger = delivered

    @pytest.fixture
    def insider(self, clerk):
        return clerk.acting

    @pytest.fixture
    def outsider(self, db, biyang):
        return county.person("department_officer", unit="civil_affairs").acting

    @pytest.fixture
    def stranger(self, db, biyang):
        return county.person("township_officer", TOWN).acting

    @pytest.fixture
    def visit(self):
        return visitor(HTTP_ACCEPT_LANGUAGE="en")

    @pytest.fixture
    def make(self, insider):
        def rows(count):
            with entered(insider), transaction.atomic():
                Delivery.objects.bulk_create(
                    Delivery(
                        key=uuid4(), area_code=COUNTY, dataset="medical_settlement",
                        unit=units.by_code(MEDICAL), period="2020-10", starts="2020-10-01",
                        ends="2020-10-31", channel="browser", sender="甲", user_id=1,
                        sent_at=clock.read(), keep_until="2022-10-31",
                    )
                    for _n in range(count)
                )  # fmt: skip

        return rows
