"""The books that we ship: both engines agree on random populations, and the book is read in time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.packs.layout import ERAS
from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.reading import load
from mingbai.rulebook.worlds import World
from tests.rulebook.test_agreement import answers, patient
from tests.rulebook.worlds import AS_OF, worlds


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


def test_one_of_two_hundred_rules_is_explained_in_fifty_milliseconds_of_work() -> None:
    """Whatever else was asked of the same subject: conditions of other rules are not answered again."""
    book = load(county="411726", era=ERAS[0])
    world = World(book)
    key = world.add("person", {"labour": "none", "household": {}})
    run = Session(book, world.tables()).run(as_of=AS_OF)
    spent = []
    for _ in range(5):
        started = time.process_time()
        assert run.explain("DQ14", key) is not None
        spent.append(time.process_time() - started)
    assert min(spent) < 0.05


@pytest.mark.parametrize("era", ERAS)
def test_every_code_of_a_fact_has_its_words(era: str) -> None:
    bare = [
        f"{entity.code}.{fact.code}: {code}"
        for entity in load(county="411726", era=era).entities.values()
        for fact in entity.facts.values()
        for code in fact.type.values or ()
        if code not in fact.labels
    ]
    assert bare == []
