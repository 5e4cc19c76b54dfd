"""Every list of work leaves as a file with its columns and rows: asked for on its page, made by the queue."""

import io
import uuid

import openpyxl
import pytest
from django.db import transaction

from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.ledger.known import ledgers as known
from mingbai.kit.scope import entered
from mingbai.org.models import ExportRequest
from mingbai.org.queries.exports import exportable
from mingbai.oversight.actions import problems
from tests.factories import county
from tests.factories.county import AT, TOWN, VILLAGE
from tests.factories.signed import enrolled, post, signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
ROOMS = ("duties", "exchange", "oversight", "registry", "screening")
# The rows of a superior's list go back as the superior's own file (生成反馈表).
OTHERWISE = {"exchange:handed_rows"}
LISTS = [one for one in known() if one.name.partition(":")[0] in ROOMS and one.name not in OTHERWISE]
OFFICES = (
    ("county_office_head", county.COUNTY),
    ("county_office_officer", county.COUNTY),
    ("township_head", TOWN),
)
FORM = {"purpose": "meeting", "reason": "核对本月台账情况", "kind": "xlsx"}


@pytest.fixture
def office():
    return county.person("county_office_head", county.COUNTY)


@pytest.fixture
def client(office):
    enrolled(office.user)
    return signed_in(office.user)


def test_they_are_many():
    assert len(LISTS) > 25


def test_each_can_be_asked_for_by_who_may_take_lists_out_and_by_nobody_else():
    offices = [browser(kind, area) for kind, area in OFFICES]
    cadre = browser("village_cadre", VILLAGE)
    for ledger in LISTS:
        assert exportable(ledger.name) is ledger
        answers = [client.get(ledger.url("export")).status_code for client in offices]
        assert 200 in answers, ledger.name
        assert cadre.get(ledger.url("export")).status_code == 403, ledger.name


def browser(kind, area):
    someone = county.person(kind, area)
    enrolled(someone.user)
    return signed_in(someone.user)


def test_a_problem_stands_in_the_file(office, client):
    ledger = next(one for one in LISTS if one.name == "oversight:problems")
    wanted = problems.Wanted(
        area_code=VILLAGE, source="self", category="data", severity="minor", name="某户", title="明白卡未填",
        fact="两户未填", found_on=AT.date(),
    )  # fmt: skip
    with entered(office.acting), transaction.atomic():
        problems.enlist(wanted=wanted, by=office.acting, at=AT)
    lines = taken_out(ledger, office, client)
    assert "编号 E0" in str(lines[0][0])
    assert {str(column.title) for column in ledger.columns} <= set(lines[1])
    assert [line[0] for line in lines[2:]] == ["明白卡未填"]


def taken_out(ledger, office, client):
    asked = client.post(ledger.url("export"), FORM | {"request_id": uuid.uuid4()})
    assert asked.status_code == 302, asked.content.decode()
    with entered(office.acting), transaction.atomic():
        made = ExportRequest.objects.get(user=office.user)
        job = Job.objects.get(pk=made.job_id)
    execute(job.pk, user=job.user_id, post=job.post_id, watched=False)
    answer = post(client, f"/exports/{made.key}/file")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    lines = [[cell.value for cell in row] for row in book["1"].iter_rows()]
    book.close()
    return lines
