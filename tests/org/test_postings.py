"""Who holds what, and what that lets them reach."""

from datetime import timedelta

import pytest

from mingbai.kit import steps
from mingbai.kit.scope import entered
from mingbai.org.actions import postings
from mingbai.org.actions.refusal import NotAllowed
from mingbai.org.models import Posting
from mingbai.org.queries import seats
from mingbai.org.queries.founder import founder
from tests.factories import county
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]


def seats_of(user, at=AT):
    with entered(seats.postless(user_id=user.pk)):
        return [(seat.kind, seat.area_code) for seat in seats.seats(at)]


def test_a_post_reaches_its_area_and_what_lies_below():
    officer = county.person("township_officer", TOWN)
    assert (officer.acting.lo, officer.acting.hi) == ("411726103000", "411726103:")
    assert officer.acting.abilities == {"export", "reveal", "receive_files", "decide", "assign"}


def test_administrators_have_the_organisation_but_no_ledger():
    administrator = county.person("system_administrator")
    assert (administrator.acting.lo, administrator.acting.hi) == ("", "")
    assert administrator.acting.org_lo == "411726000000"


def test_a_paired_helper_reaches_no_household_before_being_paired():
    assert county.person("helper", VILLAGE).acting.households == ()


def test_a_posting_counts_from_its_start_until_its_end():
    someone = county.user()
    with entered(founder()):
        starts, ends = AT + timedelta(days=1), AT + timedelta(days=3)
        postings.assign_post(
            post=county.post("village_cadre", VILLAGE),
            user=someone,
            by=founder(),
            at=AT,
            starts=starts,
            ends=ends,
        )
    assert seats_of(someone, starts - timedelta(seconds=1)) == []
    assert seats_of(someone, starts) == [("village_cadre", VILLAGE)]
    assert seats_of(someone, ends) == []


def test_a_sole_post_has_one_holder_at_a_time():
    first = county.person("first_secretary", VILLAGE, name="王建国")
    with entered(founder()), pytest.raises(postings.PostTaken, match="王建国"):
        postings.assign_post(
            post=county.post("first_secretary", VILLAGE), user=county.user(), by=founder(), at=AT
        )
    assert seats_of(first.user) == [("first_secretary", VILLAGE)]


def test_kinds_that_the_pack_keeps_apart_are_not_held_by_one_person():
    cadre = county.person("village_cadre", VILLAGE)
    with entered(founder()), pytest.raises(postings.KeptApart):
        postings.assign_post(
            post=county.post("verification_member", VILLAGE), user=cadre.user, by=founder(), at=AT
        )


def test_a_locked_account_gets_no_post():
    with entered(founder()), pytest.raises(postings.NotFree):
        postings.assign_post(
            post=county.post("village_cadre", VILLAGE), user=county.user(is_active=False), by=founder(), at=AT
        )


def test_nobody_appoints_themselves():
    head = county.person("county_office_head", unit="lead_office")
    with entered(head.acting), pytest.raises(postings.NotOneself):
        postings.assign_post(post=county.post("helper", VILLAGE), user=head.user, by=head.acting, at=AT)


def test_who_may_not_appoint_is_refused():
    officer = county.person("township_officer", TOWN)
    with entered(officer.acting), pytest.raises(NotAllowed):
        postings.assign_post(
            post=county.post("helper", VILLAGE), user=county.user(), by=officer.acting, at=AT
        )


def test_a_transfer_moves_the_person_at_once():
    head = county.person("county_office_head", unit="lead_office")
    officer = county.person("township_officer", TOWN)
    with entered(head.acting):
        posting = Posting.objects.get(user=officer.user)
        postings.transfer(
            posting=posting,
            to=county.post("township_officer", OTHER_TOWN),
            by=head.acting,
            at=AT,
            reason="轮岗",
        )
        assert [step.move for step in steps.of(posting)] == ["assign", "transfer"]
    assert seats_of(officer.user) == [("township_officer", OTHER_TOWN)]


def test_a_revocation_counts_at_once_and_only_once():
    officer = county.person("township_officer", TOWN)
    with entered(founder()):
        posting = Posting.objects.get(user=officer.user)
        postings.revoke(posting=posting, by=founder(), at=AT, reason="离职")
        with pytest.raises(postings.AlreadyEnded):
            postings.end_posting(posting=posting, by=founder(), at=AT, reason="再次")
    assert seats_of(officer.user) == []
