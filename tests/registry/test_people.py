"""Entering people, moving them, and that nobody is in two households anywhere in the county."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from mingbai.kit.scope import entered
from mingbai.registry.actions import circumstances, households, memberships, persons
from mingbai.registry.actions.refusal import BadDay, OutsideArea
from mingbai.registry.models import (
    FormerNumber,
    Household,
    Membership,
    Person,
    PersonState,
    Residence,
    SearchToken,
)
from mingbai.registry.states import Entry, HouseholdEnd, Leaving, Standing
from tests.factories import county, families
from tests.factories.county import AT

MOVED = date(2018, 3, 1)
OTHER = "411726102001"


def test_a_household_shows_its_head_and_members(acting):
    home = families.household(acting)
    head = families.member(acting, home, name="曾国强")
    families.member(acting, home, name="李小红", relation="spouse", sex="female")
    home.refresh_from_db()
    assert (home.head_id, home.head_name, home.member_count) == (head.pk, "曾国强", 2)
    assert home.head_sort.startswith("zeng ")


def test_people_are_found_by_name_pinyin_and_initials(acting):
    head = families.member(acting, families.household(acting), name="欧阳小明", phone="13800001234")
    tokens = set(SearchToken.objects.filter(person=head).values_list("token", flat=True))
    assert {"n欧阳小明", "b欧阳", "b小明", "pouyangxiaoming", "ioyxm", "t1234"} <= tokens


def test_nobody_is_in_two_households(acting):
    head = families.member(acting, families.household(acting))
    with pytest.raises(memberships.AlreadyAMember):
        memberships.join(
            person=head,
            household=families.household(acting),
            relation="head",
            on=MOVED,
            came=Entry.MOVED_IN,
            by=acting,
            at=AT,
        )


def test_the_database_refuses_overlapping_memberships(acting):
    head = families.member(acting, families.household(acting))
    memberships.leave(person=head, on=MOVED, left=Leaving.MOVED_OUT, by=acting, at=AT)
    other = families.household(acting)
    early = {"valid_from": MOVED - timedelta(days=1), "relation": "other", "person_name": head.name}
    with pytest.raises(IntegrityError, match="overlap"), transaction.atomic():
        Membership.objects.create(person=head, household=other, area_code=other.area_code, **early)


def test_overlaps_beyond_the_wall_are_refused_too(office, officer):
    far = county.person("township_officer", county.OTHER_TOWN).acting
    with entered(office), transaction.atomic():
        head = families.member(office, families.household(office))
        other = families.household(office, area=OTHER)
    assert not far.covers(head.area_code)
    row = {"valid_from": MOVED, "relation": "other", "person_name": "某"}
    with pytest.raises(IntegrityError), transaction.atomic(), entered(far):
        Membership.objects.create(person_id=head.pk, household=other, area_code=other.area_code, **row)


def test_a_number_is_one_person_s_in_the_whole_county(office):
    number = families.id_no()
    facts = persons.NewPerson(name="张三", id_no=number)
    told = {"relation": "head", "on": families.BEGAN, "came": Entry.START, "by": office, "at": AT}
    with entered(office), transaction.atomic():
        persons.enter(facts=facts, household=families.household(office), **told)
        with pytest.raises(persons.NumberTaken):
            persons.enter(facts=facts, household=families.household(office, area=OTHER), **told)


def test_a_changed_number_stays_archived(acting):
    head = families.member(acting, families.household(acting))
    last4 = head.id_last4
    persons.change_number(
        person=head, id_type="", id_no=families.id_no(), why="换证", on=MOVED, by=acting, at=AT
    )
    assert FormerNumber.objects.get(person=head).id_last4 == last4


@pytest.mark.parametrize(
    ("id_type", "number", "fault"),
    [
        ("", "41172619700501123", persons.BadNumber),
        ("", "999999197005011234", persons.BadNumber),
        ("passport", "E1", persons.BadNumber),
    ],
)
def test_numbers_that_cannot_be_are_refused(acting, id_type, number, fault):
    head = families.member(acting, families.household(acting))
    with pytest.raises(fault):
        persons.change_number(person=head, id_type=id_type, id_no=number, why="x", on=MOVED, by=acting, at=AT)


def test_cards_of_twenty_and_passports_are_kept(acting):
    home = families.household(acting)
    told = {"household": home, "on": families.BEGAN, "came": Entry.START, "by": acting, "at": AT}
    card = persons.enter(
        facts=persons.NewPerson(name="甲", id_no=families.id_no() + "41"), relation="head", **told
    )
    foreign = persons.enter(
        facts=persons.NewPerson(name="乙", id_type="passport", id_no="E12345678"), relation="spouse", **told
    )
    nobody = persons.enter(facts=persons.NewPerson(name="丙"), relation="son", **told)
    assert (card.id_type, foreign.id_last4, nobody.id_vault) == ("disability_card", "5678", None)


def test_a_death_closes_what_was_true(acting):
    home = families.household(acting)
    head = families.member(acting, home)
    circumstances.change_person(
        person=head, on=date(2017, 1, 1), values={"labour": "ordinary"}, by=acting, at=AT
    )
    memberships.leave(person=head, on=MOVED, left=Leaving.DEATH, by=acting, at=AT)
    head.refresh_from_db()
    home.refresh_from_db()
    assert (head.standing, head.died_on, head.household) == (Standing.DEAD, MOVED, None)
    assert PersonState.objects.get(person=head).valid_to == MOVED
    assert (home.member_count, home.head_name) == (0, head.name)


def test_an_empty_household_ends_and_stays_in_history(acting):
    home = families.household(acting)
    head = families.member(acting, home)
    with pytest.raises(households.StillPeopled):
        households.end(household=home, on=MOVED, why=HouseholdEnd.DIED_OUT, by=acting, at=AT)
    memberships.leave(person=head, on=MOVED, left=Leaving.DEATH, by=acting, at=AT)
    home.refresh_from_db()
    households.end(household=home, on=MOVED, why=HouseholdEnd.DIED_OUT, by=acting, at=AT)
    assert Household.objects.get(pk=home.pk).ended_on == MOVED
    with pytest.raises(BadDay):
        families.member(acting, home, on=MOVED)


def test_a_new_head_has_everybody_s_relation_said_anew(acting):
    home = families.household(acting)
    old = families.member(acting, home)
    wife = families.member(acting, home, name="王芳", relation="spouse", sex="female")
    son = families.member(acting, home, name="张小", relation="son")
    with pytest.raises(memberships.BadRelation):
        memberships.change_head(
            household=home, head=wife, relations={old.pk: "spouse"}, on=MOVED, by=acting, at=AT
        )
    relations = {old.pk: "spouse", son.pk: "son"}
    memberships.change_head(household=home, head=wife, relations=relations, on=MOVED, by=acting, at=AT)
    home.refresh_from_db()
    assert home.head_id == wife.pk
    assert dict(
        Membership.objects.filter(household=home, valid_to=None).values_list("person_id", "relation")
    ) == {
        wife.pk: "head",
        old.pk: "spouse",
        son.pk: "son",
    }
    assert Membership.objects.get(person=old, valid_to=MOVED).relation == "head"


def test_circumstances_are_carried_on_and_earlier_days_refused(acting):
    home = families.household(acting)
    year = {"by": acting, "at": AT}
    circumstances.change_household(household=home, on=date(2017, 1, 1), values={"safe_water": False}, **year)
    circumstances.change_household(household=home, on=date(2018, 1, 1), values={"toilet": True}, **year)
    first, second = home.states.order_by("valid_from")
    assert (first.valid_to, second.safe_water, second.toilet) == (date(2018, 1, 1), False, True)
    with pytest.raises(circumstances.LaterKnown):
        circumstances.change_household(household=home, on=date(2017, 6, 1), values={"toilet": False}, **year)
    with pytest.raises(ValueError, match="no such circumstance"):
        circumstances.change_household(household=home, on=date(2019, 1, 1), values={"moon": 1}, **year)


def test_a_household_that_moves_takes_everything_along(office):
    with entered(office), transaction.atomic():
        home = families.household(office)
        head = families.member(office, home, phone="13800001234")
        circumstances.change_household(
            household=home, on=date(2017, 1, 1), values={"toilet": True}, by=office, at=AT
        )
        households.move_household(household=home, area_code=OTHER, on=MOVED, by=office, at=AT)
        assert Person.objects.get(pk=head.pk).area_code == OTHER
        assert home.states.get().area_code == OTHER
        codes = SearchToken.objects.filter(person=head).values_list("area_code", flat=True)
        assert set(codes) == {OTHER}
    former = county.person("township_officer", county.TOWN).acting
    with entered(former), transaction.atomic():
        assert not Household.objects.filter(pk=home.pk).exists()
        assert Residence.objects.get(household_id=home.pk).valid_to == MOVED


def test_of_two_moves_on_one_day_the_latter_counts(office):
    with entered(office), transaction.atomic():
        home = families.household(office)
        families.member(office, home)
        for area in (OTHER, home.area_code, OTHER):
            households.move_household(household=home, area_code=area, on=MOVED, by=office, at=AT)
        lived = Residence.objects.filter(household=home).order_by("valid_from")
        assert [(row.area_code, row.valid_to) for row in lived] == [(county.VILLAGE, MOVED), (OTHER, None)]


def test_a_household_moves_only_forward_and_only_elsewhere(office):
    with entered(office), transaction.atomic():
        home, gone = families.household(office), families.household(office)
        households.end(household=gone, on=MOVED, why=HouseholdEnd.DIED_OUT, by=office, at=AT)
        for whose, area, on, why in (
            (home, home.area_code, MOVED, households.LivesThere),
            (home, OTHER, families.BEGAN - timedelta(days=1), BadDay),
            (gone, OTHER, MOVED, BadDay),
        ):
            with pytest.raises(why):
                households.move_household(household=whose, area_code=area, on=on, by=office, at=AT)


def test_beyond_the_border_nothing_is_entered(acting):
    with pytest.raises(OutsideArea):
        families.household(acting, area=OTHER)


def test_a_helper_reaches_paired_households_only(office):
    helper = county.person("helper", county.VILLAGE)
    with entered(office), transaction.atomic():
        mine, other = families.household(office), families.household(office)
        mine.pairings.create(
            area_code=mine.area_code, user=helper.user, helper_name="帮", valid_from=families.BEGAN
        )
    now = county.acting(helper.user)
    assert now.households == (mine.pk,)
    with entered(now), transaction.atomic():
        assert list(Household.objects.all()) == [mine]
        assert not Household.objects.filter(pk=other.pk).exists()
