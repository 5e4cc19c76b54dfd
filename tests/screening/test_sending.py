"""Sending by township: what was previewed is what goes; as a job beyond a size; urging; Today."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from mingbai.kit import steps
from mingbai.kit.flow import NotPermitted
from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from mingbai.org.queries import today as todays
from mingbai.screening.actions import sending
from mingbai.screening.actions.refusal import NothingThere
from mingbai.screening.models import Finding
from mingbai.screening.queries import towns
from mingbai.screening.queries.towns import Asked
from tests.factories import county, families, findings
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE
from tests.factories.signed import enrolled, form, signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
ELSEWHERE = "411726102001"
BOTH = (OTHER_TOWN, TOWN)


@pytest.fixture
def crowd(office):
    """Three new findings in one township, two in another, one that holds no longer, one sent."""
    with entered(office), transaction.atomic():
        here, there = families.household(office), families.household(office, area=ELSEWHERE)
        for _n in range(3):
            findings.finding(home=here)
        findings.finding(home=there, kind="due", rule="P01")
        findings.finding(home=there)
        findings.finding(home=here, holds=False)
        findings.sent(home=here, by=office)


ALL = Asked(towns=BOTH)


def ask(by, *, asked=ALL, seen=5, due=None, at=AT):
    with entered(by), transaction.atomic():
        return sending.ask(asked=asked, seen=seen, due=due, by=by, at=at, request_id=None)


def states(by):
    with entered(by), transaction.atomic():
        return sorted(Finding.objects.values_list("area_code", "state", "due"))


def test_every_township_is_counted(crowd, office):
    with entered(office), transaction.atomic():
        found = towns.of_towns(office, Asked(), today=AT.date())
        risks = towns.of_towns(office, Asked(kind="risk"), today=date(2020, 12, 30))
    assert [(town.code, town.unsent, town.waiting, town.late) for town in found] == [
        (OTHER_TOWN, 2, 0, 0),
        (TOWN, 3, 1, 0),
    ]
    assert [(town.unsent, town.late) for town in risks] == [(1, 0), (3, 1)]


def test_what_was_previewed_is_sent_each_kind_with_its_own_time(crowd, office):
    assert ask(office) == 5
    assert states(office) == [
        (ELSEWHERE, "sent", date(2020, 12, 3)),
        (ELSEWHERE, "sent", date(2020, 12, 10)),
        (VILLAGE, "new", date(2020, 12, 1)),
        *[(VILLAGE, "sent", date(2020, 12, 3))] * 4,
    ]
    with entered(office), transaction.atomic():
        sent = Finding.objects.filter(state="sent").order_by("id")
        assert [steps.of(row).filter(move="send").count() for row in sent] == [1] * 6
        assert all(row.version == 2 for row in sent)


def test_a_township_s_own_post_sends_its_own_only(crowd, office):
    town = county.person("township_officer", TOWN).acting
    assert ask(town, seen=3) == 3
    assert [state for area, state, _due in states(office) if area == ELSEWHERE] == ["new", "new"]


def test_a_number_that_changed_since_the_preview_is_told(crowd, office):
    with pytest.raises(sending.OtherNumber):
        ask(office, seen=4)
    with pytest.raises(sending.BadDue):
        ask(office, due=date(2020, 11, 1))
    with pytest.raises(NothingThere):
        ask(office, asked=Asked(rule="R99", towns=BOTH))
    with pytest.raises(NotPermitted):
        ask(county.person("village_cadre", VILLAGE).acting)


def test_many_are_sent_by_a_job(crowd, monkeypatch, office):
    person = next(each for each in county.met if each.id == office.user_id)
    real = sending.rules.section
    monkeypatch.setattr(
        sending.rules, "section", lambda name: {"at_once": 4} if name == "bulk" else real(name)
    )
    job = ask(office, due=date(2020, 12, 8))
    assert isinstance(job, Job)
    execute(job.pk, user=person.id, post=office.post_id, watched=False)
    assert [due for _area, state, due in states(office) if state == "sent"].count(date(2020, 12, 8)) == 5


def test_the_late_are_urged_once_a_day(crowd, office):
    at = AT + timedelta(days=5)

    def urge():
        with entered(office), transaction.atomic():
            return sending.urge_late(of_towns=BOTH, by=office, at=at)

    assert urge() == 1
    with pytest.raises(NothingThere):
        urge()
    with entered(office), transaction.atomic():
        assert Finding.objects.get(state="sent").urged == 1


def test_through_the_pages(crowd, office):
    person = next(each for each in county.met if each.id == office.user_id)
    enrolled(person.user)
    client = signed_in(person.user)
    assert "待下发 5 条" in client.get("/screening/towns").content.decode()
    address = f"/screening/towns/send?town={TOWN}&town={OTHER_TOWN}"
    assert "5 条疑点发往 2 个乡镇" in client.get(address).content.decode()
    assert client.get("/screening/towns/send?town=nonsense").status_code == 400
    assert client.get("/screening/towns?kind=nonsense").status_code == 400
    sent = client.post("/screening/towns/send", form(town=list(BOTH), seen=5, due="2020-12-09"))
    assert sent.status_code == 302
    assert "已下发 5 条疑点" in client.get("/screening/towns").content.decode()
    assert client.post("/screening/towns/urge", form(town=list(BOTH))).status_code == 409


def test_today_shows_seven_and_the_rest_as_one(office):
    cadre, town = (
        county.person(kind, area).acting
        for kind, area in (("village_cadre", VILLAGE), ("township_head", TOWN))
    )
    with entered(office), transaction.atomic():
        home = families.household(office)
        for _n in range(9):
            findings.sent(home=home, by=office)
        findings.finding(home=home)
    with entered(cadre), transaction.atomic():
        titles = [str(task.title) for task in todays.tasks(cadre, AT)]
        assert len(titles) == 8
        assert "2" in titles[-1]
    with entered(town), transaction.atomic():
        found = todays.tasks(town, AT + timedelta(days=20))
        assert sorted(task.url for task in found) == ["/screening/towns", "/screening/towns"]
