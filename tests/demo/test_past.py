"""The county of 2016 and what has happened since, made from the files of 2020."""

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from mingbai.demo.files.writing import write
from mingbai.demo.past import gone, incomes, opening

PEOPLE = 5_000


@pytest.fixture(scope="module")
def people(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("county") / "county"
    write(out, people=PEOPLE, seed=2020, step=lambda _text: None)
    return out / "people"


@pytest.fixture(scope="module")
def past(people, tmp_path_factory) -> opening.Past:
    return opening.write(people, tmp_path_factory.mktemp("past") / "2016")


def test_who_was_born_since_is_not_there_and_who_is_gone_is(past):
    persons = pl.read_csv(past.folder / "国家系统人员信息.csv", infer_schema=False)
    assert persons.filter(pl.col("证件号码").str.slice(6, 8) >= "20160101").is_empty()
    left = {one.person_no for one in past.happened if one.kind in {"death", "moved_out"}}
    assert left
    assert left <= set(persons["人口编号"])
    wed = {one.person_no for one in past.happened if one.kind == "marry_in"}
    assert wed
    assert not wed & set(persons["人口编号"])


def test_who_heads_a_household_today_was_the_other_s_spouse_before(past):
    persons = pl.read_csv(past.folder / "国家系统人员信息.csv", infer_schema=False)
    households = pl.read_csv(past.folder / "国家系统户信息.csv", infer_schema=False)
    heads = dict(households.select("户编号", "户主编号").iter_rows())
    relations = dict(persons.select("人口编号", "与户主关系").iter_rows())
    changed = [one for one in past.happened if one.kind == "head_change"]
    assert changed
    born = {(one.household_no, one.on.year) for one in past.happened if one.kind == "birth"}
    assert not born & {(one.household_no, one.on.year) for one in changed}
    for one in changed:
        assert relations[one.person_no] == "配偶"
        assert relations[heads[one.household_no]] == "户主"


def test_happenings_are_in_order_and_their_numbers_check(past):
    kinds = Counter(one.kind for one in past.happened)
    assert kinds["birth"] > kinds["death"] > 0
    assert [one.on for one in past.happened] == sorted(one.on for one in past.happened)
    assert all(gone.checks(one.id_no) for one in past.happened)
    left = [one for one in past.happened if one.kind in {"death", "moved_out"}]
    assert {one.id_no[:6] for one in left} == {gone.NOBODYS_AREA}


def test_incomes_grow_from_poor_and_parts_add_up(people, past):
    poor = {
        row["户编号"]: row
        for row in pl.read_csv(past.folder / "国家系统户信息.csv", infer_schema=False).iter_rows(named=True)
    }
    grew = 0
    for row in opening.households_of(people):
        net = [incomes.income_of(row, year)["纯收入"] for year in (2016, 2017, 2018, 2019)]
        assert net == sorted(net)
        fen = incomes.income_of(row, 2018)
        assert fen["纯收入"] == fen["年收入"] - fen["生产经营性支出"]
        assert fen["转移性收入"] == sum(fen[name] for name in incomes.TRANSFER)
        grew += float(poor[row["户编号"]]["人均纯收入"] or 0) <= 2_800
    assert grew > 0.95 * len(poor)


def test_most_households_graduated_in_2018(people):
    numbers = [row["户编号"] for row in opening.households_of(people)]
    years = Counter(opening.graduation(number) for number in numbers)
    assert set(years) <= {2016, 2017, 2018, 2019, None}
    assert years.most_common(1)[0][0] == 2018
