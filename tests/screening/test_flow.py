"""疑点 move by move: who may, what it needs, what it does; and that no walk leaves the table."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit import steps
from mingbai.kit.flow import EvidenceWanting, GuardHolds, NotPermitted, StaleVersion, WrongState
from mingbai.kit.scope import entered
from mingbai.org.queries import machine
from mingbai.screening.actions import moves, verifying
from mingbai.screening.actions.verifying import Answer
from mingbai.screening.flow import finding as flow
from mingbai.screening.flow import mending, to_identify
from mingbai.screening.models import Finding, Mending, ToIdentify
from mingbai.screening.states import FindingKind, FindingState, Verdict
from tests.factories import county, families, findings
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE
from tests.flow_checks import walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
LATER = AT + timedelta(hours=3)
TRUE, FALSE, UNREACHED = (
    Answer(Verdict.TRUE, "看了住院结算单"),
    Answer(Verdict.FALSE, "费用是邻村同名的人的"),
    Answer(Verdict.UNREACHED),
)


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
        found.refresh_from_db()
        return found


@pytest.fixture
def case(home, office):
    with entered(office), transaction.atomic():
        return findings.sent(home=home, by=office)


@pytest.fixture
def act(django_db_blocker):
    """Do something as a post, in a transaction of its own."""

    def as_(post, verb, **given):
        with entered(post), transaction.atomic():
            return verb(by=post, at=LATER, **given)

    return as_


def test_a_new_finding_is_to_be_sent_on_the_next_working_day_and_answered_three_days_later(home, office):
    with entered(office), transaction.atomic():
        made = findings.finding(home=home)
        assert made.due == date(2020, 12, 1)  # AT is a Monday
        moves.send(finding=made, by=office, at=AT)
        made.refresh_from_db()
    assert (made.state, made.due, made.sent_at) == (FindingState.SENT, date(2020, 12, 3), AT)


def test_who_may_not_send_is_refused(home, office, cadre, act):
    with entered(office), transaction.atomic():
        made = findings.finding(home=home)
    with pytest.raises(NotPermitted):
        act(cadre, moves.send, finding=made)


def test_an_answer_says_what_was_found_and_brings_a_risk_into_the_queue(case, cadre, act):
    done = act(cadre, verifying.answer, finding=case, given=TRUE)
    assert (done.state, done.verdict, done.answer["said"]) == ("true", "true", TRUE.said)
    assert (done.answered_user, done.due) == (cadre.user_id, date(2020, 12, 15))


def test_a_verdict_without_a_word_or_a_proof_is_not_taken(case, cadre, act):
    with pytest.raises(EvidenceWanting):
        act(cadre, verifying.answer, finding=case, given=Answer(Verdict.FALSE, "  "))
    voice = b"\x1aE\xdf\xa3" + b"\0" * 50
    done = act(cadre, verifying.answer, finding=case, given=Answer(Verdict.FALSE, voice=voice))
    assert done.answer["voice"]


def test_what_is_no_recording_is_refused_and_nothing_is_kept(case, cadre, act):
    with pytest.raises(verifying.voices.BadFile):
        act(cadre, verifying.answer, finding=case, given=Answer(Verdict.TRUE, voice=b"MZ\x90\0 no sound"))
    with entered(cadre), transaction.atomic():
        assert Finding.objects.get(pk=case.pk).state == FindingState.SENT


def test_nobody_reached_leaves_it_open_and_the_clock_running(case, cadre, act):
    done = act(cadre, verifying.answer, finding=case, given=UNREACHED)
    assert (done.state, done.tried, done.due, done.verdict) == ("sent", 1, case.due, "")


def test_nobody_answers_about_a_household_that_bears_their_name(home, office, act):
    own = county.person("village_cadre", VILLAGE, name="张大山").acting
    with entered(office), transaction.atomic():
        made = findings.sent(home=home, by=office)
    with pytest.raises(GuardHolds):
        act(own, verifying.answer, finding=made, given=TRUE)


def test_a_question_of_registration_is_not_the_cadre_s_to_answer(home, office, cadre, act):
    with entered(office), transaction.atomic():
        made = findings.sent(home=home, by=office, kind=FindingKind.EXCLUSION, restricted=True)
    with pytest.raises(NotPermitted):
        act(cadre, verifying.answer, finding=made, given=TRUE)
    member = county.person("verification_member", VILLAGE).acting
    assert act(member, verifying.answer, finding=made, given=TRUE).state == FindingState.TRUE


def test_an_answer_may_be_put_right_until_somebody_builds_on_it(case, cadre, town, act):
    first = act(cadre, verifying.answer, finding=case, given=TRUE)
    again = act(cadre, verifying.answer, finding=first, given=FALSE)
    assert (again.state, again.answer["history"][0]["said"]) == ("false", TRUE.said)
    act(town, moves.close, finding=again, reason="属实情况已排除")
    with pytest.raises(WrongState):
        act(cadre, verifying.answer, finding=again, given=TRUE)


def test_the_same_answer_twice_is_one(case, cadre, act):
    first = act(cadre, verifying.answer, finding=case, given=TRUE)
    second = act(cadre, verifying.answer, finding=case, given=TRUE)
    assert second.version == first.version
    with entered(cadre), transaction.atomic():
        assert steps.of(case).filter(move="confirm").count() == 1


def test_more_time_is_asked_for_and_given(case, cadre, town, act):
    with pytest.raises(moves.BadUntil):
        act(cadre, moves.wish, finding=case, until=case.due.isoformat(), reason="户主外出务工")
    with pytest.raises(moves.BadUntil):
        act(cadre, moves.wish, finding=case, until="2021-06-01", reason="户主外出务工")
    act(cadre, moves.wish, finding=case, until="2020-12-08", reason="户主外出务工")
    with pytest.raises(GuardHolds):
        act(cadre, moves.wish, finding=case, until="2020-12-09", reason="户主外出务工")
    act(town, moves.extend, finding=case)
    assert (case.due, case.wished_until, case.extended) == (date(2020, 12, 8), None, 1)


def test_more_time_is_refused_with_a_reason(case, cadre, town, act):
    act(cadre, moves.wish, finding=case, until="2020-12-08", reason="户主外出务工")
    with pytest.raises(EvidenceWanting):
        act(town, moves.no_extension, finding=case, reason="")
    act(town, moves.no_extension, finding=case, reason="电话可以联系上")
    assert (case.due, case.wished_until) == (date(2020, 12, 3), None)


def test_urging_is_once_a_day(case, town, act):
    act(town, moves.urge, finding=case)
    assert case.urged == 1
    with pytest.raises(GuardHolds):
        act(town, moves.urge, finding=case)


def test_the_county_has_it_verified_again(case, cadre, office, town, act):
    done = act(cadre, verifying.answer, finding=case, given=FALSE)
    with pytest.raises(NotPermitted):
        act(town, moves.reopen, finding=done, reason="结算单与系统不符")
    act(office, moves.reopen, finding=done, reason="结算单与系统不符")
    assert (done.state, done.verdict, done.due) == ("sent", "", date(2020, 12, 3))
    again = act(cadre, verifying.answer, finding=done, given=TRUE)
    assert again.state == FindingState.TRUE


def test_a_verified_risk_is_not_simply_closed(case, cadre, town, act):
    done = act(cadre, verifying.answer, finding=case, given=TRUE)
    for verb in (moves.close, moves.take_up):
        with pytest.raises(GuardHolds):
            act(town, verb, finding=done, reason="不需要识别")


def test_what_is_due_is_taken_up_and_only_the_money_closes_it(home, office, cadre, town, act):
    with entered(office), transaction.atomic():
        made = findings.sent(home=home, by=office, kind=FindingKind.DUE)
    done = act(cadre, verifying.answer, finding=made, given=TRUE)
    assert done.due == date(2020, 12, 7)  # five working days
    act(town, moves.take_up, finding=done, reason="民政所本周内代办申请")
    for post in (town, office):
        with pytest.raises(GuardHolds, match="销号"):
            act(post, moves.close, finding=done, reason="已发放到账")
    assert done.state == FindingState.TAKEN_UP
    with entered(office), transaction.atomic():
        Finding.objects.filter(pk=done.pk).update(holds=False)  # a run saw the money
        done.refresh_from_db()
    act(town, moves.close, finding=done, reason="已发放到账")
    assert done.state == FindingState.CLOSED


def test_the_machine_lapses_only_what_nobody_touched_and_what_holds_no_longer(home, office, cadre, act):
    own = machine.machine()
    with entered(own), transaction.atomic():
        made = findings.finding(home=home)
        touched = findings.finding(home=home, holds=False)
        moves.send(finding=touched, by=office, at=AT)
        with pytest.raises(GuardHolds):
            moves.lapse(finding=made, by=own, at=AT)
        with pytest.raises(WrongState):
            moves.lapse(finding=touched, by=own, at=AT)
        Finding.objects.filter(pk=made.pk).update(holds=False)
        made.refresh_from_db()
        moves.lapse(finding=made, by=own, at=AT)
        assert made.state == FindingState.LAPSED
        with pytest.raises(GuardHolds):
            moves.arise(finding=made, by=own, at=AT)
        Finding.objects.filter(pk=made.pk).update(holds=True)
        made.refresh_from_db()
        moves.arise(finding=made, by=own, at=AT)
        assert made.state == FindingState.NEW
    with pytest.raises(NotPermitted):
        act(office, moves.lapse, finding=made)


def test_a_version_that_somebody_passed_is_refused(case, town, act):
    with pytest.raises(StaleVersion):
        act(town, moves.urge, finding=case, version=case.version - 1)


EVIDENCE = {
    **{
        name: {"said": "看过了"}
        for name in ("confirm", "deny", "unreached", "true_after_all", "false_after_all")
    },
    **{
        name: {"reason": "理由充分"}
        for name in ("no_extension", "take_up", "close", "reopen", "identify", "no_identification")
    },
    "wish": {"until": "2020-03-20", "reason": "户主外出"},
}  # fmt: skip


@pytest.fixture
def posts(db, biyang):
    places = {
        "county_office_officer": county.COUNTY, "township_officer": TOWN, "village_cadre": VILLAGE,
        "verification_member": VILLAGE, "township_head": OTHER_TOWN,
    }  # fmt: skip
    return [*(county.person(kind, area).acting for kind, area in places.items()), machine.machine()]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_chain_of_permitted_moves_leaves_the_table(data, posts):
    def also(move, _by):
        if move == "wish":
            return {"wished_until": date(2020, 3, 20)}
        if move == "extend":
            return {"due": date(2020, 3, 20), "wished_until": None, "extended": 1}
        return {"wished_until": None} if move == "no_extension" else {}

    kind = data.draw(st.sampled_from(["risk", "due", "exclusion"]), label="kind")
    walk(
        flow, lambda: findings.finding(kind=kind, holds=data.draw(st.booleans(), label="holds")), posts, data,
        evidence=EVIDENCE, also=also,
    )  # fmt: skip


def test_every_state_of_the_flows_is_one_of_the_models():
    assert set(flow.states) == set(FindingState.values)


MOVED = ("begin_identifying", "not_needed", "mended", "kept")
REASONS = {name: {"reason": "理由充分"} for name in MOVED}


def _entry(by):
    home = families.household(by)
    return ToIdentify.objects.create(area_code=VILLAGE, household=home, head_name="某", title="某", since=AT)


def _mending():
    return Mending.objects.create(
        area_code=county.COUNTY, rule="R01", title="某", since=AT.date(), confirmed=0, denied=30,
        proposed_at=AT,
    )  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nor_does_one_of_the_queue_or_of_mending(data, posts):
    walk(to_identify, lambda: _entry(posts[0]), posts, data, evidence=REASONS)
    walk(mending, _mending, posts, data, evidence=REASONS)
