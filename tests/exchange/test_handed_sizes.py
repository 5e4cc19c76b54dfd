"""Long lists: at once below the limit, by the queue above it, the same outcome; flows walked at random."""

import csv
import uuid

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.exchange.actions import handed
from mingbai.exchange.actions.handed import asking
from mingbai.exchange.flow import handed as list_flow
from mingbai.exchange.flow import handed_row as row_flow
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.states import HandedFile, HandedRowState
from mingbai.kit.files import store
from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from tests.exchange.handed import AT, DUE, confirm
from tests.factories import county
from tests.factories.county import COUNTY, TOWN, VILLAGE
from tests.flow_checks import walk

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


def long_list(folder, rows, home):
    """A CSV of so many rows, every fifth of somebody of the ledger."""
    path = folder / f"{rows}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["姓名", "户编号", "疑点内容", "是否属实", "核实情况"])
        for at in range(rows):
            ours = at % 5 == 0
            writer.writerow(
                ["张大山" if ours else f"外人{at}", home.number if ours else "", f"疑点{at}", "", ""]
            )
    return path


def work(job_id, office):
    """What the queue does."""
    execute(job_id, user=office.user_id, post=office.post_id, watched=False)


@pytest.mark.parametrize("count", [1, 199, 200, 201, 1_284, pytest.param(10_000, marks=pytest.mark.slow)])
def test_rows_of_every_length_come_in_go_out_and_come_back(tmp_path, office, home, count):
    path = long_list(tmp_path, count, home)
    with entered(office), transaction.atomic():
        upload = handed.Upload.of(path)
        made = handed.receive(upload=upload, sender=f"长表{count}", title="", due=DUE, by=office, at=AT)
        asking.begin(handed=made, by=office, at=AT)
        confirm(made, office)
        asking.split(handed=made, by=office, at=AT)
    finish(made, office, deferred=count > asking.AT_ONCE)
    ours = (count + 4) // 5
    assert counted(office, made) == {"ready": ours, **({"aside": count - ours} if count > ours else {})}
    with entered(office), transaction.atomic():
        made = HandedList.objects.get(pk=made.pk)
        asking.send(handed=made, by=office, at=AT)
    finish(made, office, deferred=ours > asking.AT_ONCE)
    assert counted(office, made)["sent"] == ours
    with entered(office), transaction.atomic():
        first = HandedRow.objects.filter(handed_list=made, state="sent").order_by("row_no")[0]
        told = {"verdict": "true", "text": "核实", "files": [], "answered_by": "李"}
        handed.note_answer(row=first.pk, **told, by=office, at=AT)
        made = HandedList.objects.get(pk=made.pk)
        asking.give_back(handed=made, by=office, at=AT)
    finish(made, office, deferred=count > asking.AT_ONCE)
    with entered(office), transaction.atomic():
        made = HandedList.objects.get(pk=made.pk)
        back = b"".join(store.content(store.kept(str(made.feedback)))).decode("utf-8-sig")
    came = path.read_text(encoding="utf-8-sig")
    assert back.splitlines()[1].endswith(",属实,核实")
    assert back.splitlines()[2:] == came.splitlines()[2:]
    assert made.rows_in == count


def finish(made, office, *, deferred):
    with entered(office), transaction.atomic():
        waiting = list(Job.objects.filter(state="waiting", name__startswith="exchange.handed"))
    assert bool(waiting) == deferred
    for job in waiting:
        work(job.pk, office)
        with entered(office), transaction.atomic():
            assert Job.objects.get(pk=job.pk).state == "done", Job.objects.get(pk=job.pk).error


def counted(office, made):
    with entered(office), transaction.atomic():
        rows = HandedRow.objects.filter(handed_list=made)
        return {
            state: rows.filter(state=state).count() for state in set(rows.values_list("state", flat=True))
        }


def a_list(**more):
    told = {"state": "received", "title": "表", "sender": "省局", "due": DUE, "kind": HandedFile.CSV}
    return HandedList.objects.create(
        area_code=COUNTY, stored=uuid.uuid4(), sha256=uuid.uuid4().hex * 2, uploader="县办", uploaded_at=AT,
        **{**told, **more},
    )  # fmt: skip


def a_row():
    made = a_list(state="sent")
    return HandedRow.objects.create(
        area_code=VILLAGE, handed_list=made, title="表", sender="省局", sheet=0, row_no=3, doubt="x", due=DUE,
        matched="hand", known={"verdict": "true"}, state=HandedRowState.ASIDE,
    )  # fmt: skip


@pytest.fixture
def posts(office, officer, cadre):
    return [office, officer, cadre, county.person("township_head", TOWN).acting]


WHY = {"reason": "核对后另作说明"}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_lists_go_their_way_only(posts, data):
    walk(list_flow, a_list, posts, data, evidence={"postpone": {"due": "2020-12-09"}})


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_rows_go_their_way_only(posts, data):
    asked = dict.fromkeys(("not_ours", "let_stand", "ask_again"), WHY)
    walk(row_flow, a_row, posts, data, evidence=asked)
