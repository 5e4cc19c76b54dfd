"""Frozen lists: what stood stays, whoever changes what; the digest tells; a month's end is frozen once."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import ProgrammingError, transaction

from mingbai.kit.scope import entered
from mingbai.registry.actions import circumstances, freezing
from mingbai.registry.models import Freeze, FrozenHousehold
from mingbai.registry.queries import freezing as queries
from mingbai.registry.states import FreezeKind
from tests.factories import county, families
from tests.factories.county import AT

JUNE = date(2020, 6, 30)


@pytest.fixture
def acting(office):
    with entered(office), transaction.atomic():
        yield office


@pytest.fixture
def family(acting):
    home = families.household(acting, number="H1")
    families.member(acting, home, name="张老大")
    change(acting, home, families.BEGAN, category="poor")
    families.member(acting, families.household(acting), name="李一般")
    return home


def change(acting, home, day, **values):
    home.refresh_from_db()
    circumstances.change_household(household=home, on=day, values=values, by=acting, at=AT)


def frozen(acting, day=JUNE, kind=FreezeKind.BY_HAND):
    return freezing.freeze(kind=kind, as_of=day, by=acting, at=AT)


def test_registered_households_are_frozen_as_of_the_day(acting, family):
    change(acting, family, date(2020, 9, 1), category="graduated")
    made = frozen(acting)
    row = made.rows.get()
    assert (row.number, row.head_name, row.member_count, row.category) == ("H1", "张老大", 1, "poor")
    assert made.row_count == 1
    assert queries.checked(made).whole


def test_what_stood_stays_when_the_past_is_corrected(acting, family):
    made = frozen(acting)
    family.states.update(category="ordinary")
    assert made.rows.get().category == "poor"
    assert queries.checked(made).whole
    assert frozen(acting, JUNE + timedelta(days=1)).row_count == 0


@pytest.mark.parametrize(
    "values",
    [{"head_name": "改了"}, {"member_count": 9}, {"net_per_capita": 1}, {"area_code": "411726103203"}],
)
def test_a_changed_row_shows(acting, family, values):
    made = frozen(acting)
    made.rows.update(**values)
    assert not queries.checked(made).whole


def test_a_removed_or_added_row_shows(acting, family):
    made = frozen(acting)
    row = made.rows.get()
    row.delete()
    assert not queries.checked(made).whole
    row.pk = None
    row.save()
    assert queries.checked(made).whole
    row.pk = None
    row.key = "00000000-0000-4000-8000-000000000001"
    row.save()
    assert not queries.checked(made).whole


def test_an_empty_list_has_a_digest_too(acting, biyang):
    made = frozen(acting)
    assert (made.row_count, len(made.digest)) == (0, 64)
    assert queries.checked(made).whole


def test_a_month_s_end_is_frozen_once(acting, family):
    frozen(acting, kind=FreezeKind.MONTH_END)
    with pytest.raises(freezing.FrozenAlready):
        frozen(acting, kind=FreezeKind.MONTH_END)
    frozen(acting)


def test_the_future_is_not_frozen(acting, biyang):
    with pytest.raises(freezing.BadDay):
        frozen(acting, AT.date() + timedelta(days=1))


@pytest.mark.parametrize("kind", ["township_head", "department_officer", "auditor"])
def test_only_the_county_office_freezes(biyang, db, kind):
    area = county.TOWN if kind == "township_head" else county.COUNTY
    other = county.person(kind, area).acting
    with entered(other), transaction.atomic(), pytest.raises(freezing.MayNotFreeze):
        frozen(other)


def test_the_clockwork_freezes_the_month_that_is_over(office, biyang):
    with entered(office), transaction.atomic():
        home = families.household(office)
        families.member(office, home)
        change(office, home, families.BEGAN, category="poor")
    first = datetime(2020, 12, 1, 0, 7, tzinfo=ZoneInfo("Asia/Shanghai"))
    for hour in range(3):
        freezing.hourly(at=first + timedelta(hours=hour))
    made = Freeze.objects.filter(kind=FreezeKind.MONTH_END)
    assert [(each.as_of, each.row_count) for each in made] == [(date(2020, 11, 30), 1)]


def test_a_village_reads_what_was_frozen_and_writes_nothing_there(office, biyang):
    with entered(office), transaction.atomic():
        frozen(office)
    cadre = county.person("village_cadre", county.VILLAGE).acting
    with entered(cadre), transaction.atomic():
        found = Freeze.objects.get()
        assert Freeze.objects.filter(pk=found.pk).update(row_count=9) == 0
        assert Freeze.objects.all()._raw_delete("default") == 0
        found.pk, found.key = None, uuid4()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            found.save(force_insert=True)


def test_a_township_finds_its_own_rows_only(office, biyang):
    with entered(office), transaction.atomic():
        for area in (county.VILLAGE, "411726102001"):
            home = families.household(office, area=area)
            families.member(office, home)
            change(office, home, families.BEGAN, category="poor")
        frozen(office)
    town = county.person("township_officer", county.TOWN).acting
    with entered(town), transaction.atomic():
        assert [row.area_code for row in FrozenHousehold.objects.all()] == [county.VILLAGE]
        assert queries.frozen(town).count() == 1
