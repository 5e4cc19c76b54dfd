"""A post lent for leave: asked, decided by a superior, acted through, over."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit import steps
from mingbai.kit.flow import EvidenceWanting, NotPermitted, StaleVersion, WrongState
from mingbai.kit.scope import entered
from mingbai.org.actions import delegations, postings, rounds
from mingbai.org.flow import delegation as flow
from mingbai.org.models import Delegation, Posting
from mingbai.org.queries import seats
from mingbai.org.queries.founder import founder
from mingbai.org.queries.machine import machine
from tests.factories import county
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE
from tests.flow_checks import walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
DAY = timedelta(days=1)


@pytest.fixture
def giver():
    return county.person("village_cadre", VILLAGE, name="王大山")


@pytest.fixture
def stand_in():
    return county.person("resident_team", VILLAGE, name="孙磊")


@pytest.fixture
def head():
    return county.person("township_head", TOWN, name="杨俊峰")


def lent(giver, stand_in, *, first=1, last=3):
    with entered(giver.acting):
        return delegations.ask(
            delegate=stand_in.user,
            starts=AT + first * DAY,
            ends=AT + last * DAY,
            reason="年休假",
            by=giver.acting,
            at=AT,
        )


def decided(delegation, head, at=AT):
    with entered(head.acting):
        found = Delegation.objects.get(pk=delegation.pk)
        delegations.approve(delegation=found, by=head.acting, at=at)
    return found


def seats_of(person, at):
    with entered(seats.postless(user_id=person.id)):
        return [(seat.kind, seat.lent) for seat in seats.seats(at)]


def test_the_stand_in_acts_through_the_post_for_its_days_only(giver, stand_in, head):
    decided(lent(giver, stand_in), head)
    own, both = [("resident_team", False)], [("resident_team", False), ("village_cadre", True)]
    found = [seats_of(stand_in, AT + days * DAY) for days in (0, 1, 2, 3)]
    assert found == [own, both, both, own]


def test_what_was_only_asked_gives_nothing(giver, stand_in):
    lent(giver, stand_in)
    assert seats_of(stand_in, AT + DAY) == [("resident_team", False)]


def test_the_stand_in_is_marked_and_reaches_what_the_post_reaches(giver, stand_in, head):
    decided(lent(giver, stand_in), head)
    acting = county.acting(stand_in.user, AT + DAY, number=1)
    assert acting.label == "孙磊 · 马道村 村党支部书记和村“两委”干部（代）"
    assert (acting.lo, acting.org_lo) == (VILLAGE, VILLAGE)


def test_who_lost_the_post_has_lent_nothing(giver, stand_in, head):
    decided(lent(giver, stand_in), head)
    with entered(founder()):
        posting = Posting.objects.get(user=giver.user)
        postings.revoke(posting=posting, by=founder(), at=AT, reason="免职")
        assert Delegation.objects.get().state == "ended"
    assert seats_of(stand_in, AT + DAY) == [("resident_team", False)]


def test_neither_of_the_two_decides_even_through_a_higher_post(giver, stand_in, head):
    county.hold(giver.user, "township_head", TOWN)
    delegation = lent(giver, stand_in)
    through = county.acting(giver.user, number=0)
    assert through.kind == "township_head"
    with entered(through), pytest.raises(NotPermitted):
        delegations.approve(delegation=delegation, by=through, at=AT)


def test_a_superior_from_elsewhere_does_not_even_find_it(giver, stand_in):
    delegation = lent(giver, stand_in)
    foreign = county.person("township_head", OTHER_TOWN)
    with entered(foreign.acting):
        assert not Delegation.objects.exists()
        with pytest.raises(NotPermitted):
            delegations.approve(delegation=delegation, by=foreign.acting, at=AT)


def test_an_equal_does_not_decide(giver, stand_in):
    delegation = lent(giver, stand_in)
    other = county.person("village_cadre", VILLAGE)
    with entered(other.acting), pytest.raises(NotPermitted):
        delegations.approve(delegation=delegation, by=other.acting, at=AT)


def test_inside_the_county_s_offices_a_head_decides_for_the_own_line_only():
    officer = county.person("department_officer", unit="civil_affairs")
    own = county.person("department_head", unit="civil_affairs")
    foreign = county.person("department_head", unit="education_bureau")
    delegation = lent(officer, own)
    third = county.person("county_office_head", unit="lead_office")
    with entered(foreign.acting), pytest.raises(NotPermitted):
        delegations.approve(delegation=delegation, by=foreign.acting, at=AT)
    with entered(own.acting), pytest.raises(NotPermitted):
        delegations.approve(delegation=delegation, by=own.acting, at=AT)
    decided(delegation, third)


def test_a_refusal_needs_its_reason(giver, stand_in, head):
    delegation = lent(giver, stand_in)
    with entered(head.acting), pytest.raises(EvidenceWanting):
        delegations.refuse(delegation=delegation, reason=" ", by=head.acting, at=AT)
    with entered(head.acting):
        delegations.refuse(delegation=delegation, reason="年底不准假", by=head.acting, at=AT)
        assert [step.target for step in steps.of(delegation)] == ["asked", "refused"]


def test_of_two_who_decide_at_once_one_is_told_so(giver, stand_in, head):
    delegation = lent(giver, stand_in)
    with entered(head.acting):
        first, second = (Delegation.objects.get(pk=delegation.pk) for _time in range(2))
        delegations.approve(delegation=first, by=head.acting, at=AT)
        with pytest.raises((StaleVersion, WrongState)):
            delegations.approve(delegation=second, by=head.acting, at=AT, version=1)


def test_the_machine_starts_and_lapses_and_decides_nothing(giver, stand_in, head):
    waiting = lent(giver, stand_in, first=5, last=7)
    running = decided(lent(giver, stand_in), head)
    rounds.minutely(at=AT + DAY)
    with entered(machine()):
        assert Delegation.objects.get(pk=running.pk).state == "running"
        with pytest.raises(NotPermitted):
            delegations.approve(delegation=waiting, by=machine(), at=AT)
    rounds.minutely(at=AT + 7 * DAY)
    with entered(machine()):
        assert {each.state for each in Delegation.objects.all()} == {"ended"}


@pytest.mark.parametrize(("first", "last"), [(3, 1), (-3, -1), (1, 40), (70, 72), (2, 4)])
def test_a_period_that_makes_no_sense_is_refused(giver, stand_in, first, last):
    lent(giver, stand_in)
    with pytest.raises(delegations.BadPeriod):
        lent(giver, stand_in, first=first, last=last)


def test_who_may_not_hold_both_may_not_stand_in(giver):
    verifier = county.person("verification_member", VILLAGE)
    with pytest.raises(delegations.BadStandIn):
        lent(giver, verifier)


def test_nobody_stands_in_for_themselves_or_for_too_many(giver, stand_in):
    with pytest.raises(delegations.BadStandIn):
        lent(giver, giver)
    for _time in range(3):
        lent(county.person("village_cadre", VILLAGE), stand_in)
    with pytest.raises(delegations.BadStandIn):
        lent(giver, stand_in)


def test_what_is_lent_is_not_lent_on(giver, stand_in, head):
    decided(lent(giver, stand_in), head)
    through = county.acting(stand_in.user, AT + DAY, number=1)
    third = county.person("helper", VILLAGE)
    with entered(through), pytest.raises(delegations.NotYourPost):
        delegations.ask(
            delegate=third.user, starts=AT + DAY, ends=AT + 2 * DAY, reason="转托", by=through, at=AT + DAY
        )


def test_administrators_posts_are_not_lent():
    one, other = county.person("system_administrator"), county.person("system_administrator")
    with pytest.raises(delegations.NotYourPost):
        lent(one, other)


def test_either_side_ends_it_early(giver, stand_in, head):
    delegation = decided(lent(giver, stand_in), head)
    with entered(stand_in.acting):
        found = Delegation.objects.get(pk=delegation.pk)
        delegations.end(delegation=found, by=stand_in.acting, at=AT)
    assert seats_of(stand_in, AT + DAY) == [("resident_team", False)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_flow_keeps_its_table(giver, stand_in, head, data):
    posts = [founder(), giver.acting, stand_in.acting, head.acting, machine()]
    walk(flow, lambda: lent(giver, stand_in), posts, data, evidence={"refuse": {"reason": "不准"}})
