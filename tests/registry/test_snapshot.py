"""What the registry gives to comparisons: the rule book's names, as of a day, within the walls."""

from datetime import date

import polars as pl
import pytest
from django.db import transaction

from mingbai.kit.scope import entered
from mingbai.registry import snapshot
from mingbai.registry.actions import circumstances, incomes_bulk, memberships
from mingbai.registry.states import Leaving
from mingbai.rulebook.reading import load
from mingbai.tables.declaring import shipped
from tests.factories import county, families
from tests.factories.county import AT

TODAY = AT.date()


@pytest.fixture
def table(tmp_path):
    def read(name, on=TODAY, **more):
        snapshot.write(name, tmp_path / f"{name}.parquet", on=on, year=2020, **more)
        return pl.read_parquet(tmp_path / f"{name}.parquet")

    return read


def test_a_household_as_of_a_day(acting, table):
    home = families.household(acting)
    head = families.member(acting, home)
    families.member(acting, home, name="李四", relation="spouse", sex="female")
    told = {"household": home, "by": acting, "at": AT}
    circumstances.change_household(on=date(2017, 1, 1), values={"category": "poor", "toilet": False}, **told)
    circumstances.change_household(on=date(2019, 5, 9), values={"category": "graduated"}, **told)
    memberships.leave(person=head, on=date(2020, 3, 1), left=Leaving.DEATH, by=acting, at=AT)
    then, now = table("household", date(2018, 6, 30)), table("household")
    assert then.select("type", "toilet", "member_count", "changed_this_year").row(0) == (
        "poor",
        False,
        2,
        False,
    )
    assert now.select("type", "toilet", "member_count", "changed_this_year").row(0) == (
        "graduated",
        False,
        1,
        True,
    )


def test_incomes_are_the_year_s_and_the_year_s_before(acting, table):
    home = families.household(acting)
    families.member(acting, home)
    rows = {"household_id": home.pk, "area_code": home.area_code, "members": 1}
    frame = pl.DataFrame(
        [
            {
                **rows,
                "year": 2019,
                "counted_on": date(2019, 12, 1),
                "dibao": 1_000,
                "ecology_other": 0,
                "grassland": 0,
            },
            {
                **rows,
                "year": 2020,
                "counted_on": date(2020, 11, 1),
                "dibao": 3_000,
                "ecology_other": 50,
                "grassland": 7,
            },
        ]
    )
    incomes_bulk.count_many(frame, counted_by="某岗位", at=AT)
    row = table("household").row(0, named=True)
    found = {
        name: row[name]
        for name in ("net_per_capita", "net_per_capita_before", "dibao_income", "ecology_income")
    }
    assert found == {
        "net_per_capita": 3_057,
        "net_per_capita_before": 1_000,
        "dibao_income": 3_000,
        "ecology_income": 57,
    }


def test_a_person_s_number_leaves_as_a_token(acting, table):
    head = families.member(acting, families.household(acting), birth=date(1960, 2, 29))
    circumstances.change_person(
        person=head, on=date(2020, 1, 1), values={"health": "chronic,disabled"}, by=acting, at=AT
    )
    row = table("person").row(0, named=True)
    assert row["id_token"] == bytes(head.id_token).hex()
    assert (row["id_checked"], row["birth_date"], row["sex"]) == (True, date(1960, 2, 29), "male")
    assert (row["health_chronic"], row["health_disabled"], row["health_healthy"]) == (True, True, False)


def test_only_the_post_s_own_area_leaves(office, tmp_path):
    with entered(office), transaction.atomic():
        here = families.household(office)
        families.household(office, area="411726102001")
    town = county.person("township_officer", county.TOWN).acting
    with entered(town), transaction.atomic():
        assert snapshot.write("household", tmp_path / "h.parquet", on=TODAY, year=2020) == 1
    assert pl.read_parquet(tmp_path / "h.parquet")["household_id"].to_list() == [here.pk]


def test_some_households_only(acting, table):
    one, other = families.household(acting), families.household(acting)
    assert table("household", households=[other.pk])["household_id"].to_list() == [other.pk]
    assert one.pk != other.pk


@pytest.mark.parametrize("table_name", ["household", "person", "village"])
def test_every_column_is_a_fact_or_a_link_of_the_rule_book(table_name):
    entity = load(county="411726", era="2016-2020").entities[table_name]
    facts = {fact.column or fact.code for fact in entity.facts.values() if fact.expr is None}
    known = facts | {entity.key, "area_code"} | {link.column for link in entity.links.values()}
    if sheet := shipped().datasets.get(entity.dataset):  # of a village's sheets the newest year's is read
        known |= {column.name for column in sheet.columns if column.key}
    beside = snapshot.BESIDE | ({"registered"} if table_name == "person" else set())
    assert set(snapshot.TABLES[table_name]) - beside <= known
