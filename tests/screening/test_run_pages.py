"""The pages of runs: asked for, followed, called off by the county office; closed to everybody else."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from mingbai.org.queries import seats
from mingbai.org.queries.machine import machine
from mingbai.screening.actions import runs
from mingbai.screening.ledgers import runs as ledger
from mingbai.screening.models import Run
from mingbai.screening.states import RunOccasion, RunState
from tests.factories import county
from tests.factories.county import AT, TOWN
from tests.factories.signed import enrolled, form, signed_in, visitor
from tests.ledger_checks import LedgerChecks

ADDRESS = "/screening/runs/"
INPUT = {"dataset": "deaths", "owner": "民政局", "period": "2020-11", "rows": 7, "sha256": "ab"}
DONE = {
    "kinds": {"risk": 3}, "rules": {"R01": {"kind": "risk", "holds": 3, "unknown": 1, "told": 3}},
    "written": {"new": 3, "back": 0, "changed": 0, "gone": 1, "lapsed": 1}, "absent": ["vehicles"],
    "unmatched": {"vehicles": 2},
}  # fmt: skip
pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]


@pytest.fixture
def make():
    def rows(n: int) -> None:
        with entered(machine()), transaction.atomic():
            for number in range(n):
                at = AT + timedelta(minutes=number)
                Run.objects.create(
                    area_code=county.COUNTY,
                    occasion=RunOccasion.NIGHT,
                    state=RunState.DONE,
                    as_of=AT.date(),
                    era="2016-2020",
                    asked_by="系统",
                    asked_at=at,
                    started_at=at,
                    ended_at=at,
                    counts=DONE,
                    times={"rules": 1.5},
                    inputs=[INPUT],
                )

    return rows


@pytest.fixture
def visit():
    return visitor(HTTP_ACCEPT_LANGUAGE="en")


class TestRuns(LedgerChecks):
    ledger = ledger

    @pytest.fixture
    def insider(self, db, biyang):
        return county.person("county_office_officer").acting

    @pytest.fixture
    def outsider(self):
        return None

    @pytest.fixture
    def stranger(self, db, biyang):
        return county.person("village_cadre", county.VILLAGE).acting


def office():
    person = county.person("county_office_officer")
    return person, visiting(person)


def visiting(person):
    enrolled(person.user)
    return signed_in(person.user)


def asked() -> Run:
    with entered(machine()), transaction.atomic():
        return Run.objects.get()


def test_the_county_office_asks_and_calls_off(db, biyang):
    person, client = office()
    answer = client.post(f"{ADDRESS}ask", form(as_of=AT.date().isoformat()))
    assert answer.status_code == 302
    run = asked()
    assert (run.state, run.occasion, run.as_of) == ("asked", "hand", AT.date())
    with entered(person.acting), transaction.atomic():
        assert Job.objects.get(pk=run.job_id).state == "waiting"
    assert client.get(answer["Location"]).status_code == 200
    again = client.post(f"{ADDRESS}ask", form(as_of=AT.date().isoformat()))
    assert again.status_code == 422
    client.post(f"{ADDRESS}{run.key}/cancel", form())
    run = asked()
    assert run.state == "failed"
    assert person.acting.label in run.trouble["values"]["who"]
    with entered(person.acting), transaction.atomic():
        assert Job.objects.get(pk=run.job_id).state == "cancelled"


def test_a_day_to_come_is_refused_in_words(db, biyang):
    _, client = office()
    answer = client.post(f"{ADDRESS}ask", form(as_of="2099-01-01"))
    assert answer.status_code == 422
    with entered(machine()), transaction.atomic():
        assert not Run.objects.exists()


@pytest.mark.parametrize(("kind", "area"), [("township_head", TOWN), ("village_cadre", county.VILLAGE)])
def test_others_neither_ask_nor_look(db, biyang, make, kind, area):
    make(1)
    client = visiting(county.person(kind, area))
    assert client.get(ADDRESS).status_code == 403
    assert client.post(f"{ADDRESS}ask", form(as_of=AT.date().isoformat())).status_code == 403
    assert client.post(f"{ADDRESS}{asked().key}/cancel", form()).status_code in {403, 404}
    assert asked().state == "done"


def test_the_page_says_what_was_compared_and_what_came_of_it(db, biyang, make):
    make(1)
    _, client = office()
    page = client.get(f"{ADDRESS}{asked().key}").content.decode()
    for words in ("死亡火化登记", "民政局", "2020-11", "机动车登记", "脱贫户住院自付过高"):
        assert words in page


def test_the_machine_asks_once_a_night_and_holds_its_post(db, biyang):
    early, late = AT.replace(hour=0), AT.replace(hour=3)
    runs.nightly(at=early)
    with entered(machine()), transaction.atomic():
        assert not Run.objects.exists()
    runs.nightly(at=late)
    runs.nightly(at=late + timedelta(hours=1))
    run = asked()
    assert (run.occasion, run.as_of) == ("night", date(2020, 11, 30))
    with entered(machine()), transaction.atomic():
        job = Job.objects.get(pk=run.job_id)
    assert seats.acting_of(post_id=job.post_id, user_id=job.user_id, at=late) == machine()
    assert seats.acting_of(post_id=1, user_id=None, at=late) is None


def test_a_village_s_officer_may_not_run(db, biyang):
    by = county.person("village_cadre", county.VILLAGE).acting
    with entered(by), transaction.atomic(), pytest.raises(runs.MayNotRun):
        runs.begin(occasion=RunOccasion.HAND, as_of=AT.date(), by=by, at=AT)
