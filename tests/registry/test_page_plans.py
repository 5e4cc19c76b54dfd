"""Searches and lists read from an index at county, township and village, under both walls."""

import json

import pytest
from django.db import connection, connections, transaction
from django.http import QueryDict

from mingbai.kit.ledger import Asked
from mingbai.kit.scope import entered
from mingbai.registry import ledgers
from mingbai.registry.queries import finding
from tests.factories import county, population
from tests.ledger_checks import check_plans, rows_read


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker, biyang):
    """72,000 people over the county, committed by the owner so that statistics can be taken, then erased."""
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT code FROM org_area WHERE level = 'village' AND NOT statistical ORDER BY code")
        villages = [code for (code,) in cursor.fetchall()]
        with population.unaudited(cursor), transaction.atomic(using="owner"):
            population.lay(cursor, people=72_000, villages=villages)
        population.analyse(cursor)
        yield
        with population.unaudited(cursor):
            population.erase(cursor)


def plan(query):
    sql, params = query.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        found = cursor.fetchone()[0]
    return json.dumps(json.loads(found) if isinstance(found, str) else found)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "area"),
    [
        ("county_office_officer", county.COUNTY),
        ("township_officer", county.TOWN),
        ("village_cadre", county.VILLAGE),
    ],
)
@pytest.mark.parametrize("token", ["n王秀英", "b秀英", "pwangxiuying", "iwxy", "t0042"])
def test_searches_read_the_index_at_every_scope(crowd, kind, area, token):
    acting = county.person(kind, area).acting
    with entered(acting), transaction.atomic():
        found = plan(finding.with_token(acting, token)[:31])
    assert "registry_searchtoken_pkey" in found
    assert "Seq Scan" not in found


SCOPES = {
    "county_office_officer": county.COUNTY,
    "township_officer": county.TOWN,
    "village_cadre": county.VILLAGE,
}


@pytest.mark.django_db
@pytest.mark.parametrize("ledger", [ledgers.households, ledgers.past], ids=["today", "then"])
def test_every_order_of_a_list_is_read_from_an_index(crowd, ledger):
    # A township's post may sort its own rows: the planner takes a wall of unknown width for a narrow one.
    wide_and_narrow = ("county_office_officer", "village_cadre")
    check_plans(ledger, [county.person(kind, SCOPES[kind]).acting for kind in wide_and_narrow])


@pytest.mark.django_db
def test_a_township_s_list_reads_no_more_than_the_township(crowd):
    post = county.person("township_officer", county.TOWN).acting
    with entered(post), transaction.atomic():
        own = ledgers.households.rows_of(post).count()
    assert rows_read(ledgers.households, post, "head_sort") <= own


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "area"), SCOPES.items())
@pytest.mark.parametrize("question", ["", "&category=poor", "&registered=1"])
def test_a_page_of_an_earlier_day_looks_up_what_its_rows_need(crowd, kind, area, question):
    acting = county.person(kind, area).acting
    asked = Asked.read(QueryDict(f"as_of=2018-06-30{question}"), ledgers.past.params)
    with entered(acting), transaction.atomic():
        found = plan(ledgers.past.matching(acting, asked).order_by("area_code", "id")[:51])
    assert "member_household" in found
    assert "Seq Scan on registry_membership" not in found
