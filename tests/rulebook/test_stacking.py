"""Of benefits that exclude each other one is kept; an unknown amount leaves it open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mingbai.packs.layout import ERAS
from mingbai.packs.problems import PackError
from mingbai.rulebook.book import Book
from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.reading import lay, load
from mingbai.rulebook.stacking import stacked
from mingbai.rulebook.worlds import World
from tests.rulebook.conftest import FOLDER

POOR = {"type": "poor", "village": {"poor_village": True}}


def kept(book: Book, household: dict[str, object]) -> dict[str, bool | None]:
    world = World(book)
    world.add("household", {**POOR, **household})
    run = Session(book, world.tables()).run(as_of=date(2020, 11, 30))
    return {one.rule: one.kept for one in stacked(run, "county_aid")}


@pytest.mark.parametrize(
    ("income", "dibao"),
    [
        (400_000, False),  # dibao (6,000 − 4,000) ÷ 12 = 166.67 yuan a month, 2,000 a year: aid is 3,000
        (
            200_000,
            True,
        ),  # dibao 333.33 yuan a month, 4,000 a year, though 1,500 a half-year is the larger sum
    ],
)
def test_the_highest_by_the_year_is_kept(book: Book, income: int, dibao: bool) -> None:
    found = kept(book, {"income": income, "members": [{"stage": "primary"}]})
    assert found == {"P01": dibao, "P34e": not dibao}


@pytest.mark.parametrize("era", ERAS)
def test_shipped_groups_never_measure_once_against_a_period(era: str) -> None:
    shipped = load(county="411726", era=era)
    for group in shipped.stacks.values():
        benefits = [rule.benefit for rule in shipped.rules.values() if rule.benefit]
        periods = {one.period for one in benefits if one.stack == group.code}
        assert group.keep == "first" or periods == {"once"} or "once" not in periods


def test_once_and_monthly_cannot_be_ranked(tmp_path: Path) -> None:
    text = (FOLDER / "book.yaml").read_text(encoding="utf-8")
    changed = text.replace(
        "    period: half_year\n    stack: county_aid", "    period: once\n    stack: county_aid"
    )
    assert changed != text
    path = tmp_path / "book.yaml"
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(PackError) as refused:
        lay([[(path, path.name)]])
    assert "keep: first" in refused.value.problems[0].said("zh")


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
