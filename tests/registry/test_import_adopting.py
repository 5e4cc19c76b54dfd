"""Who was entered here first comes with the national list's numbers: the same household, the same child."""

from datetime import date

import pytest

from mingbai.kit import steps
from mingbai.kit.scope import entered
from mingbai.registry.actions import births, importing, splits
from mingbai.registry.models import Household, Membership, Person
from mingbai.registry.queries import imports
from mingbai.registry.states import Entry
from tests.factories import county, sheets
from tests.factories.county import AT, TOWN
from tests.registry.importing import checked, merged, township

BEFORE, ON = date(2019, 10, 31), date(2020, 5, 1)


@pytest.fixture
def head(db, biyang):
    return county.person("township_head", TOWN).acting


@pytest.fixture
def family(acting, head, tmp_path):
    """Three people of a list of last year, of whom the son founded a household of his own in May."""
    rows = sheets.family(1)
    rows[2]["birth_date"], rows[2]["id_no"] = "19900101", sheets.number(date(1990, 1, 1), male=True)
    merged(checked(township(tmp_path, [rows]), acting, as_of=BEFORE), acting, head)
    split_off(rows[2], acting)
    return rows


def split_off(row, by):
    son = Person.objects.get(number=row["person_no"])
    division = splits.Division([son.pk], son.pk, {})
    return splits.split(
        household=Household.objects.get(pk=son.household_id), division=division, on=ON, by=by, at=AT
    )


def apart(rows, *, number="T7000000"):
    """The list of this year: the son stands in a household with a number of its own."""
    son = {**rows[2], "household_no": number, "relation": "head"}
    return [rows[:2], [son]]


def test_it_takes_the_number_and_nobody_is_sent_back(acting, head, family, tmp_path):
    new = Household.objects.get(number="")
    batch = checked(township(tmp_path, apart(family)), acting)
    assert (batch.counts["rejected"], batch.counts["households_new"]) == (0, 0)
    row = imports.waiting(batch, "households", "changed", "", 0).get(number="T7000000")
    told = {one.title: (one.old, one.new) for one in imports.changes("households", row.changes)}
    assert told["户编号"] == ("—", "T7000000")
    merged(batch, acting, head)
    new.refresh_from_db()
    assert (new.number, new.member_count, new.parent.number) == ("T7000000", 1, "T0000001")
    assert [step.move for step in steps.of(new)][-1] == "import"
    assert Household.objects.count() == 2
    again = checked(township(tmp_path, apart(family)), acting)
    assert (again.counts["households_same"], again.counts["households_changed"]) == (2, 0)


def test_a_child_born_since_comes_along(acting, head, family, tmp_path):
    child = {**sheets.family(9, size=1)[0], "household_no": "T7000000", "relation": "son"}
    child["birth_date"], child["id_no"] = "20200901", sheets.number(date(2020, 9, 1), male=True)
    known, own = apart(family)
    merged(checked(township(tmp_path, [known, [*own, child]]), acting), acting, head)
    home = Household.objects.get(number="T7000000")
    assert (home.member_count, home.parent.number) == (2, "T0000001")
    assert Membership.objects.get(person__number=child["person_no"]).came == "entered_late"


def test_undone_it_has_no_number_again(acting, head, family, tmp_path):
    batch = merged(checked(township(tmp_path, apart(family)), acting), acting, head)
    with entered(head):
        importing.undo_now(batch=batch, reason="试一下", by=head, at=AT)
    assert Household.objects.get(parent__isnull=False).number == ""


def test_people_of_two_households_make_no_one_s(acting, head, family, tmp_path):
    mother = {**family[1], "household_no": "T7000000", "relation": "mother"}
    known, own = apart(family)
    batch = checked(township(tmp_path, [known[:1], [*own, mother]]), acting)
    assert batch.counts["rejected"] > 0
    assert set(imports.waiting(batch, "persons", "rejected", "", 0).values_list("reason", flat=True)) >= {
        "other_household"
    }


def test_two_rows_do_not_share_a_household(acting, head, tmp_path):
    rows = sheets.family(1, size=4)
    for row in rows[2:]:
        row["birth_date"], row["id_no"] = "19900101", sheets.number(date(1990, 1, 1), male=True)
    merged(checked(township(tmp_path, [rows]), acting, as_of=BEFORE), acting, head)
    sons = list(Person.objects.filter(relation="son").order_by("number"))
    division = splits.Division([son.pk for son in sons], sons[0].pk, {sons[1].pk: "other"})
    splits.split(household=Household.objects.get(), division=division, on=ON, by=acting, at=AT)
    alone = [[{**row, "household_no": f"T700000{n}", "relation": "head"}] for n, row in enumerate(rows[2:])]
    batch = checked(township(tmp_path, [rows[:2], *alone]), acting)
    assert set(imports.waiting(batch, "persons", "rejected", "", 0).values_list("reason", flat=True)) == {
        "other_household"
    }


def born(home, by, *, name="张小宝", on=ON):
    """A child without a number of any kind."""
    baby = births.newcomer(area_code=home.area_code, name=name, sex="male", birth_date=on, at=AT)
    births.arrive(arrivals=[births.Arrival(baby, home, "son", on, Entry.BIRTH)], by=by, at=AT)
    return baby


def listed(rows, *, at=7, name="张小宝", on=ON):
    """The row by which the list knows it."""
    number = sheets.number(on, male=True)
    more = {"household_no": rows[0]["household_no"], "person_no": f"T0000001{at:02d}", "relation": "son"}
    return {**rows[2], **more, "name": name, "birth_date": f"{on:%Y%m%d}", "id_no": number}


def test_a_child_that_had_no_number_is_not_born_twice(acting, head, tmp_path):
    rows = sheets.family(1)
    merged(checked(township(tmp_path, [rows]), acting, as_of=BEFORE), acting, head)
    baby = born(Household.objects.get(), acting)
    row = listed(rows)
    batch = checked(township(tmp_path, [[*rows, row]]), acting)
    assert (batch.counts["persons_new"], batch.counts["rejected"]) == (0, 0)
    merged(batch, acting, head)
    baby.refresh_from_db()
    assert (baby.number, baby.id_last4) == (row["person_no"], row["id_no"][-4:])
    assert Household.objects.get().member_count == 4
    assert Membership.objects.get(person=baby).came == "birth"


def test_between_two_children_alike_nobody_guesses(acting, head, tmp_path):
    rows = sheets.family(1)
    merged(checked(township(tmp_path, [rows]), acting, as_of=BEFORE), acting, head)
    for _twin in range(2):
        born(Household.objects.get(), acting)
    batch = checked(township(tmp_path, [[*rows, listed(rows)]]), acting)
    assert batch.counts["persons_new"] == 1
