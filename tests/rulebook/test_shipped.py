"""The books that we ship: both engines agree on random populations, and the book is read in time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.packs.layout import ERAS
from mingbai.rulebook.reading import load
from tests.rulebook.test_agreement import answers, patient
from tests.rulebook.worlds import worlds


@pytest.mark.parametrize("era", ERAS)
@patient(1)
@given(data=st.data())
def test_every_shipped_rule_on_a_random_population(era: str, data: st.DataObject) -> None:
    for found, expected in answers(data.draw(worlds(load(county="411726", era=era))), frozenset()):
        assert found == expected


def test_a_book_of_two_hundred_rules_is_read_in_two_seconds_of_work() -> None:
    started = time.process_time()
    book = load(county="411726", era=ERAS[0])
    spent = time.process_time() - started
    assert spent / len(book.rules) * 200 < 2
