"""People are found by every way that people look, and only within reach."""

from dataclasses import replace

import pytest
from django.db import transaction

from mingbai.kit.scope import entered
from mingbai.org.models import Area
from mingbai.registry.actions import persons
from mingbai.registry.queries import finding
from mingbai.registry.states import Entry
from tests.factories import county, families
from tests.factories.county import AT

HEAD_NUMBER = families.id_no()


@pytest.fixture
def family(acting):
    home = families.household(acting, number="4117260001")
    facts = persons.NewPerson(name="欧阳小明", id_no=HEAD_NUMBER, phone="13800001234")
    told = {"relation": "head", "on": families.BEGAN, "came": Entry.START, "by": acting, "at": AT}
    return persons.enter(facts=facts, household=home, **told)


@pytest.mark.parametrize(
    "words",
    ["欧阳小明", "欧阳", "小明", "阳小明", "ouyangxiaoming", "oyxm", "OYXM", "1234", "13800001234",
     HEAD_NUMBER,      f"{HEAD_NUMBER[:6]}-{HEAD_NUMBER[6:]}"],
)  # fmt: skip
def test_every_way_finds_the_person(acting, family, words):
    assert [each.pk for each in finding.find(acting, words, AT).persons] == [family.pk]


@pytest.mark.parametrize(
    "words", ["", "明", "欧小", "阳明", "ouyang", "oy", "9999", "13800009999", "1234567", "%", "'; --"]
)
def test_what_does_not_fit_finds_nothing(acting, family, words):
    assert finding.find(acting, words, AT).persons == []


def test_a_household_is_found_by_its_number(acting, family):
    assert [each.number for each in finding.find(acting, "4117260001", AT).households] == ["4117260001"]


def test_a_name_with_a_place_looks_there_only(acting, family):
    here, there = Area.objects.get(code=county.VILLAGE), Area.objects.get(code="411726103203")
    assert finding.find(acting, f"欧阳 {here.short_name}", AT).persons
    assert not finding.find(acting, f"欧阳 {there.short_name}", AT).persons
    assert not finding.find(acting, "欧阳 没有这个村", AT).persons


def test_a_former_number_still_finds_its_person(acting, family):
    persons.change_number(
        person=family,
        id_type="id_card",
        id_no=families.id_no(),
        why="换证",
        on=families.BEGAN,
        by=acting,
        at=AT,
    )
    assert [each.pk for each in finding.find(acting, HEAD_NUMBER, AT).persons] == [family.pk]


def test_nobody_is_found_from_elsewhere(office, officer):
    with entered(office), transaction.atomic():
        families.member(
            office, families.household(office, area="411726102001"), name="司马相如", phone="13900005678"
        )
        assert finding.find(office, "司马相如", AT).persons
    with entered(officer), transaction.atomic():
        for words in ("司马相如", "相如", "smxr", "5678", "13900005678"):
            assert finding.find(officer, words, AT).nothing, words


def test_a_helper_finds_people_of_paired_households_only(office, biyang):
    helper = county.person("helper", county.VILLAGE)
    with entered(office), transaction.atomic():
        mine, other = families.household(office), families.household(office)
        number = families.id_no()
        facts = persons.NewPerson(name="张大山", id_no=number)
        told = {"relation": "head", "on": families.BEGAN, "came": Entry.START, "by": office, "at": AT}
        persons.enter(facts=facts, household=mine, **told)
        families.member(office, other, name="张大川")
    acting = replace(helper.acting, households=(mine.pk,))
    with entered(acting), transaction.atomic():
        assert [each.name for each in finding.find(acting, "张大", AT).persons] == ["张大山"]
        assert [each.name for each in finding.find(acting, number, AT).persons] == ["张大山"]
        assert finding.find(acting, "张大川", AT).nothing


def test_the_exact_name_comes_first_and_the_list_is_capped(acting):
    home = families.household(acting)
    families.member(acting, home, name="王小伟红")
    for _n in range(31):
        families.member(acting, home, name="王小伟", relation="other")
    found = finding.find(acting, "王小伟", AT)
    assert len(found.persons) == 30
    assert found.more
    assert {each.name for each in found.persons} == {"王小伟"}
