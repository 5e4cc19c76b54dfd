"""What natural changes do to households: one by one, together, and whatever comes in whatever order."""

from datetime import date, timedelta

import pytest

from mingbai.kit import steps
from mingbai.registry.actions import births, changes_bulk, circumstances, deaths, memberships, merges, splits
from mingbai.registry.actions.changes import NewChange
from mingbai.registry.actions.memberships import AlreadyAMember, BadRelation, NotAMember
from mingbai.registry.actions.refusal import BadDay
from mingbai.registry.models import Membership, NaturalChange, Person, StopProposal
from mingbai.registry.queries.changes_details import Details
from mingbai.registry.states import ChangeKind, Entry, HouseholdEnd, Leaving, Standing
from tests.factories import county, families
from tests.factories.county import AT, VILLAGE

ON = date(2019, 5, 2)


@pytest.fixture
def family(acting):
    """A man, his wife, their son and his mother."""
    home = families.household(acting)
    people = {
        "head": families.member(acting, home, name="张大山"),
        "spouse": families.member(acting, home, name="王芳", relation="spouse", sex="female"),
        "son": families.member(acting, home, name="张小山", relation="son", birth=date(1995, 1, 1)),
        "mother": families.member(acting, home, name="李奶奶", relation="mother", sex="female"),
    }
    home.refresh_from_db()
    return home, people


def relations(home):
    return dict(Membership.objects.filter(household=home, valid_to=None).values_list("person", "relation"))


def leave(acting, person, left=Leaving.DEATH, on=ON, **more):
    deaths.depart(departures=[deaths.Departure(person.pk, on, left, **more)], by=acting, at=AT)


def test_the_head_s_death_needs_a_successor_and_everybody_s_relation(acting, family):
    home, people = family
    with pytest.raises(BadRelation):
        leave(acting, people["head"])
    said = {people["son"].pk: "son", people["mother"].pk: "husbands_mother"}
    leave(acting, people["head"], head=people["spouse"].pk, relations=said)
    home.refresh_from_db()
    assert (home.head_name, home.member_count, home.ended_on) == ("王芳", 3, None)
    assert relations(home) == {**said, people["spouse"].pk: "head"}
    before = Membership.objects.get(person=people["mother"], valid_to=ON)
    assert before.relation == "mother"


def test_who_left_cannot_leave_again_nor_before_coming(acting, family):
    _home, people = family
    leave(acting, people["son"], Leaving.MISSING)
    with pytest.raises(NotAMember):
        leave(acting, people["son"])
    with pytest.raises(BadDay):
        leave(acting, people["mother"], on=families.BEGAN - timedelta(days=1))


def test_a_child_that_dies_on_the_day_of_its_birth_is_counted_for_that_day(acting, family):
    home, _people = family
    baby = births.newcomer(area_code=VILLAGE, name="张小小", sex="male", birth_date=ON, at=AT)
    births.arrive(arrivals=[births.Arrival(baby, home, "grandson", ON, Entry.BIRTH)], by=acting, at=AT)
    leave(acting, baby)
    baby.refresh_from_db()
    assert (baby.died_on, baby.standing) == (ON, Standing.DEAD)
    assert baby.name_sort == "zhang xiao xiao"
    assert Membership.objects.get(person=baby).valid_to == ON + timedelta(days=1)


def test_the_last_one_s_death_ends_the_household(acting):
    home = families.household(acting)
    head = families.member(acting, home)
    leave(acting, head)
    home.refresh_from_db()
    assert (home.ended_on, home.ended_why) == (ON, HouseholdEnd.DIED_OUT)


def test_the_dead_do_not_come_back_and_members_do_not_come_twice(acting, family):
    home, people = family
    leave(acting, people["mother"])
    for name, day in (("mother", ON), ("son", ON)):
        person = Person.objects.get(pk=people[name].pk)
        with pytest.raises(AlreadyAMember):
            births.arrive(
                arrivals=[births.Arrival(person, home, "other", day, Entry.FOUND)], by=acting, at=AT
            )


def test_nobody_comes_before_an_earlier_membership_is_over(acting, family):
    _home, people = family
    leave(acting, people["son"], Leaving.MOVED_OUT)
    other = families.household(acting)
    families.member(acting, other)
    early = ON - timedelta(days=1)
    coming = births.Arrival(people["son"], other, "other", early, Entry.MOVED_IN)
    with pytest.raises(BadDay, match="2019-05-02"):
        births.arrive(arrivals=[coming], by=acting, at=AT)
    with pytest.raises(BadDay, match="2019-05-02"):
        memberships.join(
            person=Person.objects.get(pk=people["son"].pk), household=other, relation="other", on=early,
            came=Entry.MOVED_IN, by=acting, at=AT,
        )  # fmt: skip


def test_who_came_today_does_not_belong_elsewhere_today_as_well(acting, family):
    home, people = family
    division = splits.Division(members=[people["son"].pk], head=people["son"].pk, relations={})
    splits.split(household=home, division=division, on=ON, by=acting, at=AT)
    leave(acting, people["son"], Leaving.MOVED_OUT)
    back = births.Arrival(Person.objects.get(pk=people["son"].pk), home, "son", ON, Entry.MOVED_IN)
    with pytest.raises(BadDay, match="2019-05-03"):
        births.arrive(arrivals=[back], by=acting, at=AT)


def test_a_split_keeps_its_parent_and_is_watched_for_twelve_months(acting, family):
    home, people = family
    circumstances.change_household(
        household=home, on=date(2017, 1, 1), values={"category": "poor", "farmland_mu": 3}, by=acting, at=AT
    )
    division = splits.Division([people["son"].pk], people["son"].pk, {}, address="村东头")
    new = splits.split(household=home, division=division, on=ON, by=acting, at=AT)
    new.refresh_from_db()
    home.refresh_from_db()
    assert (new.parent_id, new.watched_until, new.head_name) == (home.pk, date(2020, 5, 2), "张小山")
    assert (new.category, new.states.get().farmland_mu, home.member_count) == ("poor", None, 3)


def test_a_split_that_takes_the_head_along_needs_a_head_behind(acting, family):
    home, people = family
    going = [people["head"].pk, people["spouse"].pk]
    ahead = {people["spouse"].pk: "spouse"}
    bad = splits.Division(going, people["head"].pk, ahead)
    with pytest.raises(BadRelation):
        splits.split(household=home, division=bad, on=ON, by=acting, at=AT)
    behind = {people["mother"].pk: "grandmother"}
    good = splits.Division(going, people["head"].pk, ahead, people["son"].pk, behind)
    new = splits.split(household=home, division=good, on=ON, by=acting, at=AT)
    assert relations(home) == {**behind, people["son"].pk: "head"}
    assert relations(new) == {people["head"].pk: "head", **ahead}
    everybody = splits.Division(list(relations(new)), people["head"].pk, ahead)
    with pytest.raises(splits.NothingLeft):
        splits.split(household=new, division=everybody, on=date(2019, 6, 1), by=acting, at=AT)


def test_a_merger_keeps_both_numbers(acting, family):
    home, people = family
    alone = families.household(acting, number="H-7")
    granny = families.member(acting, alone, name="赵奶奶", sex="female")
    merges.merge(household=alone, into=home, relations={granny.pk: "other"}, on=ON, by=acting, at=AT)
    alone.refresh_from_db()
    home.refresh_from_db()
    assert (alone.merged_into_id, alone.ended_why, alone.number) == (home.pk, HouseholdEnd.MERGED, "H-7")
    assert home.member_count == len(people) + 1
    with pytest.raises(merges.SameHousehold):
        merges.merge(household=home, into=alone, relations={}, on=ON, by=acting, at=AT)


def test_a_whole_household_that_moves_away_stays_in_history(acting, family):
    home, people = family
    merges.end_whole(household=home, on=ON, left=Leaving.MOVED_OUT, by=acting, at=AT)
    home.refresh_from_db()
    assert (home.ended_on, home.ended_why, home.head_name) == (ON, HouseholdEnd.MOVED_AWAY, "张大山")
    standing = set(Person.objects.filter(pk__in=[p.pk for p in people.values()]).values_list("standing"))
    assert standing == {(Standing.AWAY,)}


@pytest.fixture
def hands():
    cadre = county.person("village_cadre", VILLAGE)
    town = county.person("township_officer", county.TOWN)
    return changes_bulk.Hands(cadre.acting, town.acting)


def test_a_year_at_once_leaves_the_same_history_as_one_by_one(office, hands, as_):
    with as_(office):
        home = families.household(office)
        head = families.member(office, home)
        wife = families.member(office, home, name="王芳", relation="spouse", sex="female")
        circumstances.change_person(
            person=head, on=families.BEGAN, values={"dibao": True, "resident_pension": True}, by=office, at=AT
        )
        birth = NewChange(
            ChangeKind.BIRTH, date(2018, 3, 1), VILLAGE, home, relation="son",
            id_no=families.id_no(date(2018, 3, 1)), details=Details(name="张宝"),
        )  # fmt: skip
        death = NewChange(
            ChangeKind.DEATH, date(2019, 1, 1), VILLAGE, home, head, details=Details(head=wife.pk)
        )
        with pytest.raises(BadRelation):
            changes_bulk.record_many(facts=[birth, death], hands=hands, by=office, at=AT)
        changes_bulk.record_many(facts=[birth], hands=hands, by=office, at=AT)
        baby = Person.objects.get(name="张宝")
        assert (baby.birth_date, baby.sex, baby.household_id) == (date(2018, 3, 1), "male", home.pk)
        death = NewChange(
            ChangeKind.DEATH, date(2019, 1, 1), VILLAGE, home, head,
            details=Details(head=wife.pk, relations={baby.pk: "son"}),
        )  # fmt: skip
        [change] = changes_bulk.record_many(facts=[death], hands=hands, by=office, at=AT)
        moves = [step.move for step in steps.of(NaturalChange.objects.get(pk=change.pk))]
        assert moves == ["begin", "submit", "review", "approve"]
        assert {step.move for step in steps.of(home)} >= {"join", "leave"}
        found = StopProposal.objects.filter(person=head).values_list("benefit", "line", "from_month")
        month = date(2019, 2, 1)
        assert set(found) == {
            ("dibao", "social_assistance", month),
            ("pension", "social_security", month),
        }


def test_one_person_does_not_enter_review_and_approve(office, hands, as_):
    with as_(office), pytest.raises(changes_bulk.OneHand):
        changes_bulk.record_many(
            facts=[], hands=changes_bulk.Hands(hands.entered, hands.entered), by=office, at=AT
        )
