"""Every order of a ledger is read from an index at every scope, on a full table with fresh statistics."""

import pytest

from tests.ledger_checks import check_plans, rows_read
from tests.samples.ledgers import matters

COUNTY, TOWN, VILLAGE = "411726000000", "411726001000", "411726001201"
ABLE = frozenset({"matters"})
POPULATION = """
WITH matter AS (
    SELECT n, '411726' || lpad((n % 22 + 1)::text, 3, '0') AS town,
           lpad((201 + n % 16)::text, 3, '0') AS village
    FROM generate_series(1, 20000) n
)
INSERT INTO samples_matter
    (area_code, town_code, number, title, topic, state, due, opened_at, fen, blocked, version)
SELECT town || village, town, 'V-' || n, 't', 'water', 'open', date '2020-01-01' + (n * 7919 % 300),
       timestamptz '2020-01-01Z' + n * interval '1 min', 0, false, 1
FROM matter
"""


@pytest.fixture
def population(live, owner):
    """Twenty thousand matters over the county's villages."""
    owner.execute(POPULATION)
    owner.execute("ANALYZE samples_matter")
    yield
    owner.execute("TRUNCATE samples_matter")


def test_every_order_is_read_from_an_index_at_every_scope(population, post_at) -> None:
    check_plans(matters, [post_at(area_code, abilities=ABLE) for area_code in (COUNTY, TOWN, VILLAGE)])


def test_an_order_without_an_index_would_be_noticed(population, post_at, monkeypatch) -> None:
    monkeypatch.setitem(matters.sortable, "fen", matters.columns[0])
    assert rows_read(matters, post_at(COUNTY, abilities=ABLE), "fen") > 10_000
