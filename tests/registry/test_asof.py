"""As of a day: what was valid then, as known now, for every sort of row and for both walls."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit.scope import entered
from mingbai.registry.actions import circumstances, households, memberships
from mingbai.registry.models import HouseholdState
from mingbai.registry.queries import asof
from mingbai.registry.states import Leaving
from tests.factories import county, families
from tests.factories.county import AT, TOWN, VILLAGE

MOVED = date(2019, 3, 1)
NEAR = "411726103203"
TODAY = AT.date()


def lived(acting, day, area=VILLAGE):
    return [(row.then_head, row.then_members, row.then_category) for row in
            asof.residences(acting, day).filter(area_code=area)]  # fmt: skip


@pytest.fixture
def family(acting):
    home = families.household(acting)
    families.member(acting, home, name="张老大")
    families.member(acting, home, name="张小二", relation="son", on=date(2017, 5, 1))
    for day, kind in ((families.BEGAN, "poor"), (date(2018, 12, 1), "graduated")):
        circumstances.change_household(household=home, on=day, values={"category": kind}, by=acting, at=AT)
        home.refresh_from_db()
    return home


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2015, 12, 31), []),
        (families.BEGAN, [("张老大", 1, "poor")]),
        (date(2017, 4, 30), [("张老大", 1, "poor")]),
        (date(2017, 5, 1), [("张老大", 2, "poor")]),
        (date(2018, 11, 30), [("张老大", 2, "poor")]),
        (date(2018, 12, 1), [("张老大", 2, "graduated")]),
        (TODAY, [("张老大", 2, "graduated")]),
    ],
)
def test_the_list_of_a_day_holds_what_was_valid_then(acting, family, day, found):
    assert lived(acting, day) == found


def test_a_correction_made_now_counts_for_then(acting, family):
    HouseholdState.objects.filter(household=family, valid_to=date(2018, 12, 1)).update(category="ordinary")
    assert lived(acting, date(2018, 6, 30)) == [("张老大", 2, "ordinary")]


def test_the_head_is_that_of_the_day(acting, family):
    son = family.persons.get(relation="son")
    old = family.head
    memberships.change_head(
        household=family, head=son, relations={old.pk: "father"}, on=date(2020, 1, 1), by=acting, at=AT
    )
    assert lived(acting, date(2019, 12, 31))[0][0] == "张老大"
    assert lived(acting, date(2020, 1, 1))[0][0] == "张小二"


def test_a_household_that_moved_stands_where_it_lived(acting, family):
    households.move_household(household=family, area_code=NEAR, on=MOVED, by=acting, at=AT)
    assert lived(acting, MOVED - timedelta(days=1))
    assert not lived(acting, MOVED)
    assert lived(acting, MOVED, NEAR)


def test_the_former_village_sees_what_was_and_nothing_later(office, biyang):
    old, new = county.person("village_cadre", VILLAGE).acting, county.person("village_cadre", NEAR).acting
    with entered(office), transaction.atomic():
        home = families.household(office)
        families.member(office, home, name="李迁走")
        home.refresh_from_db()
        households.move_household(household=home, area_code=NEAR, on=MOVED, by=office, at=AT)
    with entered(old), transaction.atomic():
        (row,) = asof.residences(old, MOVED - timedelta(days=1))
        assert (row.then_head, row.household_key) == ("李迁走", None)
        assert not asof.residences(old, MOVED).exists()
    with entered(new), transaction.atomic():
        assert not asof.residences(new, MOVED - timedelta(days=1)).exists()
        assert asof.residences(new, MOVED).count() == 1


def test_filters_of_a_day_ask_that_day(acting, family):
    for day, kind in ((date(2018, 6, 30), "poor"), (TODAY, "graduated")):
        with_kind = asof.residences(acting, day).filter(asof.with_state(day, category=kind))
        assert with_kind.count() == 1
        assert not asof.residences(acting, day).filter(asof.with_state(day, category="ordinary")).exists()
        assert asof.residences(acting, day).filter(asof.registered(day)).count() == 1


@given(day=st.dates(date(2015, 6, 1), TODAY), left=st.dates(date(2017, 5, 2), TODAY))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_page_and_list_agree_on_any_day(acting, family, day, left):
    with transaction.atomic():
        son = family.persons.filter(relation="son").get()
        memberships.leave(person=son, on=left, left=Leaving.MARRIED_OUT, by=acting, at=AT)
        page = asof.household(family, day)
        expected = [] if day < families.BEGAN else [("张老大", len(page.members), page.category)]
        assert lived(acting, day) == expected
        inside = date(2017, 5, 1) <= day < left
        assert ("张小二" in {each.membership.person_name for each in page.members}) == inside
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
        (date(2000, 1, 1), date(2000, 1, 1), 0),
        (date(2000, 1, 2), date(2000, 1, 1), None),
        (None, TODAY, None),
    ],
)
def test_age_is_completed_years(birth, day, years):
    assert asof.age(birth, day) == years


def test_posts_of_the_township_see_both_villages(acting, family):
    assert acting.area_code == TOWN
    assert asof.living(acting, TODAY).count() == 1
