"""Spark answers like the oracle. Needs pyspark and Java 17; in CI their absence is a failure, not a skip."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.rulebook.book import Book
from mingbai.rulebook.reading import load
from mingbai.rulebook.slow import Slow
from mingbai.rulebook.trials import failures
from tests.rulebook.test_agreement import asking, consistent, patient, understood
from tests.rulebook.worlds import AS_OF, worlds
from tests.rulebook.written import truths
from tests.spark import spark_engine

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900), pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def on_spark() -> ModuleType:
    return spark_engine()


def test_examples_on_spark(book: Book, on_spark: ModuleType) -> None:
    assert [str(failure) for failure in failures(book, on_spark.try_examples)] == []


@patient(1)
@given(data=st.data())
def test_a_random_population_on_spark(book: Book, on_spark: ModuleType, data: st.DataObject) -> None:
    world = data.draw(worlds(book))
    run = on_spark.Session(book, world.tables()).run(as_of=AS_OF)
    slow = Slow(book, world.rows, AS_OF)
    for rule in book.rules.values():
        expected = {row["key"]: slow.answer(rule, row) for row in world.rows[rule.subject]}
        assert (rule.code, run.answered(rule.code)) == (rule.code, expected)
    consistent(run)
    run.close()


@patient(1)
@given(data=st.data())
def test_every_shipped_rule_on_spark(on_spark: ModuleType, data: st.DataObject) -> None:
    book = load(county="411726", era="2016-2020")
    world = data.draw(worlds(book))
    run = on_spark.Session(book, world.tables()).run(as_of=AS_OF)
    slow = Slow(book, world.rows, AS_OF)
    for rule in book.rules.values():
        expected = {row["key"]: slow.answer(rule, row) for row in world.rows[rule.subject]}
        assert (rule.code, run.answered(rule.code)) == (rule.code, expected)
    run.close()


@patient(2)
@given(data=st.data())
def test_random_expressions_on_spark(book: Book, on_spark: ModuleType, data: st.DataObject) -> None:
    world = data.draw(worlds(book))
    random = Random(data.draw(st.integers(0, 2**32)))
    conditions = [one for _ in range(20) if (one := understood(book, truths("", 3)(random))) is not None]
    rule = asking(book.rules["R-MED"], conditions)
    other = replace(book, rules={"R-MED": rule})
    run = on_spark.Session(other, world.tables()).run(as_of=AS_OF, rules=["R-MED"])
    slow = Slow(other, world.rows, AS_OF)
    for row in world.rows["person"]:
        explanation = run.explain("R-MED", row["key"])
        found = [(one.written, one.truth) for one in explanation.reasons]
        assert found == [(c.written, t) for c, t in zip(conditions, slow.truths(rule, row), strict=True)]
    run.close()
