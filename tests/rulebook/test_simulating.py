"""What if: who enters, who leaves, what it costs, by township; and nothing is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mingbai.rulebook.book import Book
from mingbai.rulebook.differing import differing
from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.settings import BadSetting, setting
from mingbai.rulebook.simulating import Effect, Moved, simulated
from mingbai.rulebook.worlds import World

DAY = date(2020, 11, 30)


@pytest.fixture
def session(book: Book) -> Session:
    """Three households with 3,000, 7,000 and unknown yuan a head in two townships."""
    world = World(book)
    for area, income in (("411726100201", 300_000), ("411726101202", 700_000), ("411726101203", None)):
        key = world.add("household", {"income": income, "members": [{}]})
        village = {"key": area}
        world.rows.setdefault("village", []).append(village)
        next(row for row in world.rows["household"] if row["key"] == key)["@village"] = area
    return Session(book, world.tables())


def test_a_higher_line_lets_households_in(session: Session) -> None:
    simulation = simulated(session, as_of=DAY, changed={"poverty_line": 500_000})
    assert simulation.rules == ("P01",)
    one, other = simulation.effects()
    assert one == Effect("P01", "411726100000", 1, 1, 0, 0, 0, 0, 25_000, 37_500, 0)
    assert other == Effect("P01", "411726101000", 0, 1, 1, 0, 1, 1, 0, 4_167, 0)
    assert simulation.moved("P01") == [Moved("P01", "household-000002", "411726101000", enters=True)]


def test_a_lower_line_lets_households_out(session: Session) -> None:
    simulation = simulated(session, as_of=DAY, changed={"poverty_line": 100_000})
    assert [(one.enters, one.leaves) for one in simulation.effects()] == [(0, 1), (0, 0)]
    assert simulation.moved("P01") == [Moved("P01", "household-000001", "411726100000", enters=False)]


def test_an_unknown_line_leaves_all_open(session: Session) -> None:
    simulation = simulated(session, as_of=DAY, changed={"poverty_line": None})
    assert [one.unknown_after for one in simulation.effects()] == [1, 2]


def test_a_changed_rule(session: Session, book: Book) -> None:
    rules = {**book.rules, "P01": replace(book.rules["P01"], combine="any", least=1)}
    simulation = simulated(session, as_of=DAY, book=replace(book, rules=rules))
    assert simulation.rules == ("P01",)
    assert sum(one.after for one in simulation.effects()) == 3


def test_a_simulation_leaves_the_session_as_it_was(session: Session) -> None:
    before = session.run(as_of=DAY).counts()
    tables = session.connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone()
    simulation = simulated(session, as_of=DAY, changed={"poverty_line": 1})
    simulation.effects()
    simulation.close()
    assert session.connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == tables
    assert session.run(as_of=DAY).counts() == before


def test_a_benefit_that_gives_way_to_another_costs_nothing(book: Book) -> None:
    world = World(book)
    village = {"poor_village": True}
    members = [{"stage": "primary"}]
    world.add("household", {"type": "poor", "village": village, "income": 400_000, "members": members})
    session = Session(book, world.tables())
    # (22,000 × 1.5 − 4,000) ÷ 12 = 2,416.67 yuan a month is more in a year than the pupil's 1,500 twice
    simulation = simulated(session, as_of=DAY, changed={"poverty_line": 2_200_000})
    assert simulation.mates == ("P34e",)
    assert [(one.rule, one.cost_before, one.cost_after) for one in simulation.effects()] == [
        ("P01", 0, 241_667), ("P34e", 150_000, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("changed", [{"poverty_line": 500_000}, {"poverty_line": None}, {"line_factor": 30}])
def test_shared_facts_change_no_effect(session: Session, changed: dict[str, int | None]) -> None:
    shared = simulated(session, as_of=DAY, changed=changed)
    every = (*shared.rules, *shared.mates)
    alone = session.run(as_of=DAY, rules=every, changed=changed)
    assert shared.after.like is shared.before
    assert alone.like is None
    apart = replace(shared, after=alone)
    assert shared.effects() == apart.effects()
    assert [shared.moved(rule) for rule in every] == [apart.moved(rule) for rule in every]


def test_settings_are_typed_as_people_write_them(book: Book) -> None:
    assert setting(book, "poverty_line=5000.5") == ("poverty_line", 500_050)
    assert setting(book, "line_factor=2.0") == ("line_factor", 20)
    assert setting(book, "large_vehicles=car, tractor") == ("large_vehicles", ("car", "tractor"))
    assert setting(book, "poverty_line=") == ("poverty_line", None)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("poverty_lime=1", "There is no parameter “poverty_lime”; did you mean “poverty_line”?"),
        ("poverty_line", "“poverty_line” is to be written PARAMETER=VALUE"),
        ("poverty_line=1.234", "“poverty_line=1.234” has too many decimals"),
        ("poverty_line=Infinity", "“poverty_line=Infinity” has too many decimals"),
        ("poverty_line=x", "The value of “poverty_line=x” is no number"),
        ("stage_aid=1", "“stage_aid” is a table: change it in a pack"),
    ],
)
def test_a_setting_that_is_not_understood_is_told(book: Book, written: str, told: str) -> None:
    with pytest.raises(BadSetting) as refused:
        setting(book, written)
    assert refused.value.words.en.startswith(told)
    assert any("一" <= letter <= "鿿" for letter in refused.value.words.zh)


def test_editions_differ_in_what_was_changed(book: Book) -> None:
    assert differing(book, book) == []
    rule = replace(book.rules["P16"], severity="error")
    rules = {code: one for code, one in book.rules.items() if code != "X-CAR"} | {"P16": rule}
    other = replace(book, rules=rules, edition="other")
    told = [(change.kind, change.path, change.after) for change in differing(book, other)]
    assert told == [("removed", "rules.X-CAR", ""), ("changed", "rules.P16.severity", "error")]
