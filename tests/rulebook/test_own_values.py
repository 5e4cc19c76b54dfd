"""A county's own dated values lie over what the packs say, day by day, whatever the packs below."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.packs.problems import PackError
from mingbai.rulebook.book import Book
from mingbai.rulebook.reading import lay

BASE = Path(__file__).parent / "book" / "book.yaml"
ENTRY = "{{from: {since}, value: {value}, document: ART, verified: true}}"


def own(tmp_path: Path, *values: tuple[str, str]) -> Book:
    listed = ", ".join(ENTRY.format(since=since, value=value) for since, value in values)
    path = tmp_path / "county.yaml"
    path.write_text(f"parameters:\n  - {{code: poverty_line, own: [{listed}]}}\n", encoding="utf-8")
    return lay([[(BASE, "book.yaml")], [(path, "county.yaml")]])


def line(book: Book, *day: int) -> object:
    dated = book.parameters["poverty_line"].on(date(*day))
    return dated.value if dated else None


def test_a_county_s_value_stands_from_its_day_and_others_stay(tmp_path: Path, book: Book) -> None:
    laid = own(tmp_path, ("2020-06-01", "4321"))
    assert line(laid, 2020, 5, 31) == line(book, 2020, 5, 31)
    assert line(laid, 2020, 6, 1) == 432_100
    assert laid.edition != book.edition


def test_a_county_s_value_takes_the_place_of_the_packs_from_the_same_day(tmp_path: Path, book: Book) -> None:
    first = book.parameters["poverty_line"].values[0]
    laid = own(tmp_path, (first.since.isoformat(), "1"))
    assert laid.parameters["poverty_line"].on(first.since).value == 100  # type: ignore[union-attr]
    assert len(laid.parameters["poverty_line"].values) == len(book.parameters["poverty_line"].values)


def test_two_own_values_of_one_day_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="two values from the same day"):
        own(tmp_path, ("2020-06-01", "1"), ("2020-06-01", "2"))


@given(days=st.lists(st.dates(date(2016, 1, 1), date(2030, 1, 1)), unique=True, max_size=6))
def test_on_every_day_the_latest_that_began_holds(
    tmp_path_factory: pytest.TempPathFactory, days: list[date]
) -> None:
    tmp_path = tmp_path_factory.mktemp("own")
    base = lay([[(BASE, "book.yaml")]])
    laid = own(tmp_path, *((day.isoformat(), str(place)) for place, day in enumerate(days, start=1)))
    shipped = {dated.since: dated.value for dated in base.parameters["poverty_line"].values}
    expected = shipped | {day: place * 100 for place, day in enumerate(days, start=1)}
    for day in [*days, date(2031, 1, 1)]:
        begun = max(since for since in expected if since <= day)
        assert line(laid, day.year, day.month, day.day) == expected[begun]
