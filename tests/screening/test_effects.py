"""What answers bring about: the queue, the rule's rate, its mending; findings that follow people."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from mingbai.kit.flow import NotPermitted
from mingbai.kit.scope import entered
from mingbai.org.queries import machine
from mingbai.registry.actions import households, merges, splits
from mingbai.screening.actions import clocks, moves, queueing, rating, verifying
from mingbai.screening.events import RunDone
from mingbai.screening.models import Finding, Mending, Tally, ToIdentify
from mingbai.screening.queries import rates
from mingbai.screening.states import FindingKind, FindingState, MendState, QueueState
from tests.factories import county, families, findings
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE
from tests.factories.findings import FALSE, TRUE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
LATER = AT + timedelta(hours=3)
ELSEWHERE = "411726102001"
NEXT_MONTH = AT + timedelta(days=10)


@pytest.fixture
def cadre():
    return county.person("village_cadre", VILLAGE).acting


@pytest.fixture
def town():
    return county.person("township_officer", TOWN).acting


@pytest.fixture
def home(office):
    with entered(office), transaction.atomic():
        found = families.household(office)
        families.member(office, found, name="张大山")
        families.member(office, found, name="王芳", relation="spouse", sex="female")
        found.refresh_from_db()
        return found


def cases(home, office, n, **more):
    with entered(office), transaction.atomic():
        return [findings.sent(home=home, by=office, **more) for _n in range(n)]


def answer(case, by, given, at=LATER):
    with entered(by), transaction.atomic():
        return verifying.answer(finding=case, given=given, by=by, at=at)


def entry(home, by):
    with entered(by), transaction.atomic():
        return ToIdentify.objects.get(household=home)


def test_two_verified_risks_bring_a_household_into_the_queue_once(home, office, cadre, town):
    first, second = cases(home, office, 2)
    answer(first, cadre, TRUE)
    answer(second, cadre, TRUE)
    waiting = entry(home, town)
    assert (waiting.risks, waiting.due, waiting.town_code) == (2, date(2020, 12, 15), TOWN)


def test_a_risk_put_right_takes_the_household_out_again(home, office, cadre, town):
    first, second = cases(home, office, 2)
    for case in (first, second):
        answer(case, cadre, TRUE)
    answer(first, cadre, FALSE)
    assert (entry(home, town).state, entry(home, town).risks) == (QueueState.WAITING, 1)
    with entered(office), transaction.atomic():
        again = Finding.objects.get(pk=second.pk)
        moves.reopen(finding=again, reason="请再核实一次", by=office, at=LATER)
    assert entry(home, town).state == QueueState.FALLEN


def test_what_is_no_risk_brings_nobody_into_the_queue(home, office, cadre):
    (case,) = cases(home, office, 1, kind=FindingKind.DUE)
    answer(case, cadre, TRUE)
    with entered(office), transaction.atomic():
        assert not ToIdentify.objects.exists()


def test_the_township_begins_and_the_risks_are_taken_up(home, office, cadre, town):
    (case,) = cases(home, office, 1)
    answer(case, cadre, TRUE)
    with pytest.raises(NotPermitted), entered(cadre), transaction.atomic():
        queueing.begin_identifying(entry=entry(home, town), reason="明天入户", by=cadre, at=LATER)
    with entered(town), transaction.atomic():
        queueing.begin_identifying(entry=entry(home, town), reason="明天入户", by=town, at=LATER)
        assert Finding.objects.get(pk=case.pk).state == FindingState.TAKEN_UP
    assert entry(home, town).state == QueueState.BEGUN


def test_where_no_identification_is_needed_the_risks_are_closed_with_the_reason(home, office, cadre, town):
    (case,) = cases(home, office, 1)
    answer(case, cadre, TRUE)
    with entered(town), transaction.atomic():
        queueing.not_needed(entry=entry(home, town), reason="已是监测对象", by=town, at=LATER)
        assert Finding.objects.get(pk=case.pk).state == FindingState.CLOSED
    assert entry(home, town).outcome == "已是监测对象"


def tally(by):
    with entered(by), transaction.atomic():
        return sorted(Tally.objects.values_list("month", "confirmed", "denied"))


def test_an_answer_put_right_next_month_is_counted_there_and_no_longer_here(home, office, cadre):
    first, second = cases(home, office, 2)
    answer(first, cadre, TRUE)
    answer(second, cadre, FALSE)
    assert tally(office) == [(date(2020, 11, 1), 1, 1)]
    answer(first, cadre, FALSE, at=NEXT_MONTH)
    assert tally(office) == [(date(2020, 11, 1), 0, 1), (date(2020, 12, 1), 0, 1)]
    with entered(office), transaction.atomic():
        again = Finding.objects.get(pk=second.pk)
        moves.reopen(finding=again, reason="请再核实一次", by=office, at=NEXT_MONTH)
    assert tally(office) == [(date(2020, 11, 1), 0, 0), (date(2020, 12, 1), 0, 1)]


def test_the_rate_of_a_rule_adds_up_by_month_and_township(home, office, cadre):
    for case, given in zip(cases(home, office, 3), (TRUE, FALSE, FALSE), strict=True):
        answer(case, cadre, given)
    with entered(office), transaction.atomic():
        found = rates.counted(office, since=date(2020, 11, 1), until=date(2020, 11, 1))
        (rule,), (month,), (township,) = (
            rates.by_rule(found, english=False), rates.by_month(found), rates.by_town(found)
        )  # fmt: skip
        listed = Finding.objects.filter(rule="R01", verdict="false").count()
    for each in (rule, month, township):
        assert (each.confirmed, each.denied, each.percent) == (1, 2, 33)
    assert (rule.title, township.code, listed) == ("住院自付过高", TOWN, 2)


def test_a_rule_that_is_mostly_wrong_is_proposed_once_and_again_only_by_new_answers(home, office, cadre):
    own = machine.machine()
    made = cases(home, office, 20)
    for number, case in enumerate(made[:19]):
        answer(case, cadre, FALSE if number < 14 else TRUE)
    with entered(own), transaction.atomic():
        assert rating.propose(by=own, at=LATER) == []
    answer(made[19], cadre, FALSE)
    with entered(own), transaction.atomic():
        (one,) = rating.propose(by=own, at=LATER)
        assert rating.propose(by=own, at=LATER) == []
    assert (one.rule, one.denied, one.confirmed) == ("R01", 15, 5)
    with pytest.raises(NotPermitted), entered(own), transaction.atomic():
        rating.kept(mending=one, reason="机器不能决定", by=own, at=LATER)
    with entered(office), transaction.atomic():
        rating.mended(mending=one, reason="改按医保结算单比对", by=office, at=LATER)
        assert Mending.objects.get().state == MendState.MENDED
    with entered(own), transaction.atomic():
        assert rating.propose(by=own, at=NEXT_MONTH) == []


def test_findings_follow_their_household_to_another_village(home, office, cadre):
    with entered(office), transaction.atomic():
        case = findings.finding(home=home)
        households.move_household(
            household=home, area_code=ELSEWHERE, on=date(2020, 11, 21), by=office, at=AT
        )
        case.refresh_from_db()
        assert (case.area_code, case.town_code) == (ELSEWHERE, OTHER_TOWN)
    with entered(cadre), transaction.atomic():
        assert not Finding.objects.exists()


def test_findings_and_the_queue_go_with_a_household_that_joins_another(home, office, cadre):
    with entered(office), transaction.atomic():
        alone = families.household(office)
        granny = families.member(office, alone, name="赵奶奶", sex="female")
        alone.refresh_from_db()
        hers = findings.finding(home=alone, person=granny)
        theirs = findings.sent(home=alone, by=office)
    answer(theirs, cadre, TRUE)
    with entered(office), transaction.atomic():
        on = date(2020, 11, 20)
        merges.merge(household=alone, into=home, relations={granny.pk: "other"}, on=on, by=office, at=AT)
        for case in (hers, theirs):
            case.refresh_from_db()
            assert case.household_id == home.pk
        assert ToIdentify.objects.get().household_id == home.pk


def test_findings_about_members_go_with_them_when_they_split_off(home, office):
    with entered(office), transaction.atomic():
        wife = home.persons.get(name="王芳")
        hers, theirs = findings.finding(home=home, person=wife), findings.finding(home=home)
        division = splits.Division([wife.pk], wife.pk, {})
        new = splits.split(household=home, division=division, on=date(2020, 11, 20), by=office, at=AT)
        hers.refresh_from_db()
        theirs.refresh_from_db()
    assert (hers.household_id, theirs.household_id) == (new.pk, home.pk)


def test_the_clock_of_new_findings_begins_with_their_run(home, office):
    own = machine.machine()
    with entered(own), transaction.atomic():
        fresh, old, sent = (findings.finding(home=home) for _n in range(3))
        Finding.objects.filter(pk=fresh.pk).update(due=None)
        Finding.objects.filter(pk=old.pk).update(due=date(2020, 3, 1))
        moves.send(finding=sent, by=office, at=AT)
        clocks.on_run(RunDone(run=1, at=AT))
        dues = Finding.objects.order_by("id").values_list("due", flat=True)
        assert list(dues) == [date(2020, 12, 1), date(2020, 12, 1), date(2020, 12, 3)]
