"""Many newcomers take up vacant posts at once, all or none."""

import pytest

from mingbai.kit import steps
from mingbai.kit.scope import entered
from mingbai.org.actions import accounts, staffing
from mingbai.org.actions.postings import NotFree, PostTaken
from mingbai.org.actions.refusal import NotAllowed
from mingbai.org.models import Posting, User
from mingbai.org.queries.founder import founder
from tests.factories import county
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]


def appointments(*kinds):
    return [staffing.Appointment(county.post(kind, VILLAGE), county.user(area=VILLAGE)) for kind in kinds]


def test_each_newcomer_holds_the_post_and_its_timeline_says_so():
    with entered(founder()):
        lines = appointments("helper", "first_secretary")
        began = staffing.assign_posts(appointments=lines, by=founder(), at=AT)

        held = Posting.objects.filter(pk__in=[posting.pk for posting in began])
        assert set(held.values_list("post_id", "user_id")) == {(one.post.pk, one.user.pk) for one in lines}
        assert [step.move for step in steps.of(began[0])] == ["assign"]
        assert began[1].sole


@pytest.mark.parametrize("twice", ["post", "user"])
def test_nobody_is_appointed_when_one_line_names_a_post_or_a_person_twice(twice):
    with entered(founder()):
        one, other = appointments("first_secretary", "helper")
        same = staffing.Appointment(one.post, other.user) if twice == "post" else None
        wrong = same or staffing.Appointment(other.post, one.user)

        with pytest.raises(PostTaken if twice == "post" else NotFree):
            staffing.assign_posts(appointments=[one, wrong], by=founder(), at=AT)
        assert not Posting.objects.filter(user_id__in=[one.user.pk, other.user.pk]).exists()


def test_a_post_of_several_is_taken_up_by_several_at_once():
    with entered(founder()):
        one, other = appointments("verification_member", "verification_member")
        began = staffing.assign_posts(appointments=[one, other], by=founder(), at=AT)
    assert len({posting.user_id for posting in began}) == 2


def test_a_post_that_is_held_and_a_person_who_holds_one_are_refused():
    holder = county.person("first_secretary", VILLAGE)
    with entered(founder()):
        (free,) = appointments("helper")
        taken = staffing.Appointment(county.post("first_secretary", VILLAGE), free.user)
        busy = staffing.Appointment(free.post, holder.user)

        with pytest.raises(PostTaken):
            staffing.assign_posts(appointments=[taken], by=founder(), at=AT)
        with pytest.raises(NotFree):
            staffing.assign_posts(appointments=[busy], by=founder(), at=AT)


def test_only_who_appoints_and_covers_the_area_may():
    officer = county.person("township_officer", OTHER_TOWN)
    with entered(founder()):
        lines = appointments("helper")
    with entered(officer.acting), pytest.raises(NotAllowed):
        staffing.assign_posts(appointments=lines, by=officer.acting, at=AT)


def test_an_account_opened_without_a_password_lets_nobody_in():
    with entered(founder()):
        unit = county.post("township_officer", TOWN).unit.code
        people = [accounts.NewAccount("newcomer", "新来的", unit)]
        (opened,) = accounts.open_accounts(people=people, by=founder(), at=AT, passwords=False)

        assert opened.password == ""
        assert not User.objects.get(username="newcomer").has_usable_password()
