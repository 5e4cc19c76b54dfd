"""Of benefits that exclude each other one is kept; an unknown amount leaves it open."""

from __future__ import annotations

from datetime import date

from mingbai.rulebook.book import Book
from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.stacking import stacked
from mingbai.rulebook.worlds import World

POOR = {"type": "poor", "village": {"poor_village": True}}


def kept(book: Book, household: dict[str, object]) -> dict[str, bool | None]:
    world = World(book)
    world.add("household", {**POOR, **household})
    run = Session(book, world.tables()).run(as_of=date(2020, 11, 30))
    return {one.rule: one.kept for one in stacked(run, "county_aid")}


def test_the_highest_is_kept(book: Book) -> None:
    # dibao: (6,000 − 3,000) ÷ 12 = 250 yuan; aid for a pupil: 1,500 yuan
    assert kept(book, {"income": 300_000, "members": [{"stage": "primary"}]}) == {"P01": False, "P34e": True}


def test_one_alone_is_kept_even_if_its_amount_is_unknown(book: Book) -> None:
    assert kept(book, {"income": 60_000_000, "members": [{"stage": "none"}]}) == {"P34e": True}


def test_an_unknown_amount_among_several_leaves_it_open(book: Book) -> None:
    assert kept(book, {"income": 300_000, "members": [{"stage": "none"}]}) == {"P01": None, "P34e": None}


def test_households_do_not_stand_in_each_others_way(book: Book) -> None:
    world = World(book)
    for _ in range(2):
        world.add("household", {**POOR, "income": 300_000, "members": [{"stage": "primary"}]})
    run = Session(book, world.tables()).run(as_of=date(2020, 11, 30))
    assert sorted(one.kept is True for one in stacked(run, "county_aid")) == [False, False, True, True]
