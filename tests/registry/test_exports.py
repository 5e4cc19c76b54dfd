"""Every list of the registry leaves as a file: asked for on its page, made by the queue, with its columns."""

import io
import uuid
from datetime import date

import openpyxl
import pytest
from django.db import transaction

from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.ledger.known import ledgers as known
from mingbai.kit.scope import entered
from mingbai.org.models import ExportRequest
from mingbai.org.queries.exports import exportable
from mingbai.registry.actions import changes
from mingbai.registry.actions.changes import NewChange
from mingbai.registry.queries.changes_details import Details
from mingbai.registry.states import ChangeKind
from tests.factories import county, families
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE
from tests.factories.signed import enrolled, post, signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
REGISTERS = [ledger for ledger in known() if ledger.name.startswith("registry:")]


def browser(person):
    enrolled(person.user)
    return signed_in(person.user, HTTP_ACCEPT_LANGUAGE="en")


@pytest.mark.parametrize("ledger", REGISTERS, ids=lambda ledger: ledger.name)
def test_every_list_can_be_exported_by_the_queue(ledger):
    assert ledger.export is not None
    assert exportable(ledger.name) is ledger


@pytest.mark.parametrize("ledger", REGISTERS, ids=lambda ledger: ledger.name)
def test_who_may_take_lists_out_is_asked_why_and_others_are_refused(ledger):
    head, helper = county.person("township_head", TOWN), county.person("village_cadre", VILLAGE)
    assert browser(head).get(ledger.url("export")).status_code == 200
    assert browser(helper).get(ledger.url("export")).status_code == 403


def test_the_list_of_a_day_is_printed():
    head = county.person("township_head", TOWN)
    assert browser(head).get("/registry/then/print?as_of=2018-06-30").status_code == 200


def born(village, name):
    cadre = county.person("village_cadre", village).acting
    with entered(cadre), transaction.atomic():
        home = families.household(cadre, area=village)
        families.member(cadre, home, name="张大山")
        facts = NewChange(
            ChangeKind.BIRTH, date(2020, 11, 2), village, home, relation="son",
            details=Details(name=name, sex="male"),
        )  # fmt: skip
        changes.draft(facts=facts, by=cadre, at=AT)


def test_a_township_s_changes_come_as_a_workbook_without_those_of_others():
    born(VILLAGE, "张小满")
    born(f"{OTHER_TOWN[:9]}001", "李小满")
    head = county.person("township_head", TOWN)
    client = browser(head)
    form = {"purpose": "meeting", "reason": "核对本月变更", "kind": "xlsx", "request_id": uuid.uuid4()}
    assert client.post("/registry/changes/export", form).status_code == 302
    with entered(head.acting), transaction.atomic():
        made = ExportRequest.objects.get(user=head.user)
        job = Job.objects.get(pk=made.job_id)
    execute(job.pk, user=job.user_id, post=job.post_id, watched=False)
    answer = post(client, f"/exports/{made.key}/file")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    lines = [[cell.value for cell in row] for row in book["1"].iter_rows()]
    assert "编号 E0" in str(lines[0][0])
    assert [line[0] for line in lines[2:]] == ["张小满"]
    assert {"谁", "事项", "发生日期", "村（社区）", "状态"} <= set(lines[1])
    book.close()
