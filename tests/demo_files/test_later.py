"""The county on disk some years later: everybody is as old as before, and nothing lies in the future."""

from __future__ import annotations

import json
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mingbai.compare.running import Wish, compare
from mingbai.demo.files.families import AS_OF
from mingbai.demo.files.later import HELD_APART, Later
from mingbai.demo.files.nobody import PREFIX
from mingbai.demo.files.writing import write
from mingbai.tables.identity import check_character

BORN = st.dates(date(1925, 1, 1), AS_OF)
TODAYS = st.dates(date(2021, 1, 1), date(2040, 12, 31))
ORDERS = st.integers(0, HELD_APART - 1)


def number(born: date, order: int) -> str:
    first = f"{PREFIX}{born:%Y%m%d}{order:03}"
    return first + check_character(first)


@given(BORN, ORDERS, TODAYS)
@example(date(2020, 2, 29), 3, date(2026, 11, 28))
@example(date(2020, 11, 30), 0, date(2026, 3, 1))
def test_a_moved_number_is_right_of_the_same_sex_and_born_by_today(born, order, today):
    moved = Later(today).number(number(born, order))
    assert moved[17] == check_character(moved[:17])
    assert int(moved[16]) % 2 == order % 2
    assert date.fromisoformat(moved[6:14]) <= today
    assert moved[6:14] == Later(today).birth(f"{born:%Y%m%d}")


@given(st.lists(st.tuples(BORN, ORDERS), min_size=2, max_size=2, unique=True), TODAYS)
@example([(date(2000, 2, 29), 7), (date(2000, 2, 28), 7)], date(2026, 11, 28))
@example([(date(2020, 5, 5), 7), (date(2019, 5, 5), 7)], date(2027, 3, 1))
@example([(date(2020, 2, 29), 7), (date(2020, 2, 28), 7)], date(2027, 1, 1))
def test_two_people_stay_two(both, today):
    one, other = (number(*person) for person in both)
    assert Later(today).number(one) != Later(today).number(other)


@given(BORN, ORDERS, TODAYS)
def test_a_wrong_number_stays_wrong(born, order, today):
    right = number(born, order)
    wrong = right[:17] + ("1" if right[17] != "1" else "2")
    moved = Later(today).number(wrong)
    assert moved[17] != check_character(moved[:17])
    assert Later(today).number("不详") == "不详"


@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)), TODAYS)
def test_what_had_happened_has_happened_and_what_lay_ahead_does(day, today):
    moved = date.fromisoformat(Later(today).day(f"{day}"))
    if day <= AS_OF:
        assert moved <= today
    else:
        assert moved - day >= timedelta(days=365 * (today.year - AS_OF.year) - 1)


@pytest.mark.parametrize("today", [date(2026, 11, 28), date(2027, 3, 1)])
def test_the_files_of_a_later_day_are_as_good_as_those_of_2020(tmp_path, today):
    said = []
    for on in (AS_OF, today):
        folder = tmp_path / f"{on}"
        write(folder / "county", people=5_000, seed=2020, step=lambda _: None, today=on)
        files = json.loads((folder / "county" / "truth" / "files.json").read_text(encoding="utf-8"))
        county = folder / "county"
        wish = Wish(county / "people", county / "departments", folder / "out", on)
        compare(wish, say=lambda _: None)
        found = pl.read_parquet(folder / "out" / "findings.parquet")
        uninsured = found.filter(pl.col("rule") == "R08").height
        said.append((uninsured, {name: file["rejected"] for name, file in files.items()}))
    assert said[0][0] == said[1][0] > 0
    # The dirt falls by chance, and a month's row that is not there yet takes its own away.
    assert all(set(was) >= set(said[1][1][name]) for name, was in said[0][1].items())
