"""Statements of income and expense: formulas in whole fen, replaced ones kept, one key one statement."""

import json
from datetime import date
from uuid import uuid4

import polars as pl
import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from mingbai.kit.parcels import Parted
from mingbai.kit.scope import entered
from mingbai.packs.sections.income import GROUPS
from mingbai.registry.actions import incomes, incomes_bulk
from mingbai.registry.actions.refusal import BadDay, OutsideArea
from mingbai.registry.models import Household, IncomeStatement
from mingbai.registry.queries import incomes as asked
from mingbai.registry.queries import incomes_lines, incomes_reckoning, incomes_threshold
from mingbai.registry.queries.incomes_reckoning import Unreckonable, reckon, whole
from tests.factories import county, families
from tests.factories.county import AT

DAY = AT.date()
AMOUNTS = st.dictionaries(
    st.sampled_from(sorted(incomes_lines.lines())), st.integers(0, 10_000_000_00), max_size=12
)
WHOLES = st.dictionaries(st.sampled_from(GROUPS), st.integers(0, 10_000_000_00), max_size=7)


def facts(lines, **more):
    given = {"key": uuid4(), "year": 2020, "counted_on": DAY, "lines": lines, "agreed_by": "张三", **more}
    return incomes.Count(**given)


@pytest.fixture
def home(acting):
    made = families.household(acting)
    for number, relation in enumerate(("head", "spouse", "son")):
        families.member(acting, made, name=f"张{number}", relation=relation)
    return made


@given(lines=AMOUNTS, members=st.integers(0, 15))
def test_the_parts_are_the_total(lines, members):
    found = reckon(lines, members=members)
    groups = incomes_lines.lines()
    for code in GROUPS:
        assert getattr(found, code) == sum(fen for line, fen in lines.items() if groups[line].group == code)
    assert found.gross == found.wage + found.business + found.property + found.transfer
    assert found.net == found.gross - found.business_expense
    assert found.reference == found.net + found.claims - found.out_of_pocket


@given(fen=st.integers(-(10**12), 10**12), members=st.integers(1, 15))
def test_per_head_is_the_nearest_fen_and_halves_go_away_from_zero(fen, members):
    found = incomes_reckoning.per_head(fen, members)
    assert abs(2 * (found * members - fen)) <= members
    if abs(2 * (found * members - fen)) == members:
        assert abs(found * members) > abs(fen)


@given(lines=AMOUNTS, wholes=WHOLES)
def test_a_group_given_whole_adds_up_or_is_refused(lines, wholes):
    sums = reckon(lines, members=1)
    short = [code for code, total in wholes.items() if total < getattr(sums, code)]
    if short:
        with pytest.raises(Unreckonable):
            whole(lines, wholes)
        return
    found = reckon(whole(lines, wholes), members=1)
    for code in GROUPS:
        assert getattr(found, code) == wholes.get(code, getattr(sums, code))


@given(lines=AMOUNTS, wholes=WHOLES, members=st.integers(0, 12))
def test_columns_add_up_as_single_statements_do(lines, wholes, members):
    row = {
        "household_id": 1,
        "area_code": county.VILLAGE,
        "year": 2020,
        "counted_on": DAY,
        "members": members,
    }
    frame = pl.DataFrame([row | lines | {f"whole_{code}": fen for code, fen in wholes.items()}])
    try:
        one = reckon(whole(lines, wholes), members=members)
    except Unreckonable:
        with pytest.raises(incomes_bulk.LinesExceed):
            incomes_bulk.summed(frame)
        return
    (many,) = incomes_bulk.summed(frame).to_dicts()
    assert json.loads(many["lines"]) == whole(lines, wholes)
    assert {name: many[name] for name in one.__slots__} == {n: getattr(one, n) for n in one.__slots__}


@pytest.mark.parametrize("lines", [{"moon": 1}, {"dibao": -1}, {"dibao": True}, {"dibao": 10**13}])
def test_what_cannot_be_added_up_is_refused(lines):
    with pytest.raises(Unreckonable):
        reckon(lines, members=1)


def test_every_group_has_one_line_for_what_is_not_split():
    for group in incomes_lines.groups():
        assert len([line for line in group.lines if line.unsplit]) == (len(group.lines) > 1), group.code


def test_a_count_replaces_the_older_one_which_stays(acting, home):
    first = incomes.count(household=home, facts=facts({"migrant_work": 30_000_00}), by=acting, at=AT)
    assert (first.members, first.net_per_capita) == (3, 10_000_00)
    second = incomes.count(
        household=home, facts=facts({"migrant_work": 20_000_00}, base=first.key), by=acting, at=AT
    )
    home.refresh_from_db()
    assert (home.net_per_capita, home.net_year) == (6_666_67, 2020)
    assert asked.current(home, year=2020) == second
    assert list(asked.replaced(second)) == [IncomeStatement.objects.get(pk=first.pk)]


def test_the_same_key_is_the_same_statement(acting, home):
    counted = facts({"dibao": 3_600_00})
    first = incomes.count(household=home, facts=counted, by=acting, at=AT)
    assert incomes.count(household=home, facts=counted, by=acting, at=AT) == first
    assert IncomeStatement.objects.filter(household=home).count() == 1
    with pytest.raises(incomes.OtherStatement):
        incomes.count(household=home, facts=facts({"dibao": 1}, key=counted.key), by=acting, at=AT)


def test_two_devices_part_and_nothing_is_lost(acting, home):
    base = incomes.count(household=home, facts=facts({"planting": 100_00}), by=acting, at=AT)
    theirs = facts({"planting": 200_00, "dibao": 5_00}, base=base.key)
    now = incomes.count(household=home, facts=theirs, by=acting, at=AT)
    mine = facts({"planting": 300_00}, base=base.key)
    with pytest.raises(Parted) as parted:
        incomes.count(household=home, facts=mine, by=acting, at=AT)
    found = {one.name: (one.base, one.now, one.sent) for one in parted.value.differences}
    assert found == {"line-planting": ("100.00", "200.00", "300.00"), "line-dibao": ("0.00", "5.00", "0.00")}
    assert parted.value.base == str(now.key)
    assert asked.current(home, year=2020) == now
    again = facts(mine.lines, base=now.key, key=mine.key)
    assert incomes.count(household=home, facts=again, by=acting, at=AT).business == 300_00


def test_members_are_those_of_the_reference_day(acting, home):
    families.member(acting, home, name="张小", relation="daughter", on=date(2020, 6, 1))
    last = incomes.count(household=home, facts=facts({"dibao": 600}, year=2019), by=acting, at=AT)
    this = incomes.count(household=home, facts=facts({"dibao": 600}), by=acting, at=AT)
    assert (last.members, this.members) == (3, 4)


def test_days_that_cannot_be_and_nobody_who_agreed(acting, home):
    with pytest.raises(BadDay):
        incomes.count(household=home, facts=facts({}, year=2021), by=acting, at=AT)
    with pytest.raises(incomes.NotAgreed):
        incomes.count(household=home, facts=facts({}, agreed_by=" "), by=acting, at=AT)


def test_a_helper_counts_her_own_families_only(office):
    helper = county.person("helper", county.VILLAGE)
    auditor = county.person("auditor").acting
    with entered(office), transaction.atomic():
        mine, other = families.household(office), families.household(office)
        mine.pairings.create(
            area_code=mine.area_code, user=helper.user, helper_name="帮", valid_from=families.BEGAN
        )
    now = county.acting(helper.user)
    with entered(now), transaction.atomic():
        counted = incomes.count(household=mine, facts=facts({"dibao": 100}), by=now, at=AT)
        assert Household.objects.get(pk=mine.pk).net_year == 2020
        assert counted.counted_by == now.label
        with pytest.raises(OutsideArea):
            incomes.count(household=other, facts=facts({}), by=now, at=AT)
    with pytest.raises(OutsideArea):
        incomes.count(household=mine, facts=facts({}), by=auditor, at=AT)


def frame_of(home, **last):
    row = {"household_id": home.pk, "area_code": home.area_code, "members": 3}
    then = {"year": 2019, "counted_on": date(2019, 12, 31), "whole_wage": 9_000_00, "dibao": 100_00}
    now = {"year": 2020, "counted_on": DAY, "whole_wage": None, "dibao": 200_00}
    return pl.DataFrame([row | then, row | now | last])


def test_many_at_once_and_the_same_again_changes_nothing(acting, home):
    assert incomes_bulk.count_many(frame_of(home), counted_by="导入", at=AT) == 2
    assert asked.current(home, year=2019).lines == {"wage_unsplit": 9_000_00, "dibao": 100_00}
    home.refresh_from_db()
    assert (home.net_year, home.net_per_capita) == (2020, 66_67)
    assert incomes_bulk.count_many(frame_of(home), counted_by="导入", at=AT) == 0
    assert IncomeStatement.objects.filter(household=home).count() == 2


def test_many_at_once_replace_what_differs(acting, home):
    incomes_bulk.count_many(frame_of(home), counted_by="导入", at=AT)
    assert incomes_bulk.count_many(frame_of(home, dibao=300_00), counted_by="导入", at=AT) == 1
    standing = asked.current(home, year=2020)
    assert (standing.transfer, asked.replaced(standing).count()) == (300_00, 1)


def test_the_line_of_the_year_says_what_it_rests_on_or_that_nobody_knows():
    known, unknown = incomes_threshold.of_year(2020), incomes_threshold.of_year(2021)
    assert (known.fen, known.verified) == (6_000_00, False)
    assert unknown.fen is None
