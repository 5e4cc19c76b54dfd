"""DuckDB and the naive oracle agree on every condition, rule and amount, row for row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from mingbai.packs.problems import PackError, Where
from mingbai.packs.text import Text
from mingbai.rulebook.book import Book, Condition, Rule
from mingbai.rulebook.catalogue import Catalogue, Scope
from mingbai.rulebook.expressions import condition
from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.running import Run
from mingbai.rulebook.slow import Slow
from mingbai.rulebook.types import Type
from mingbai.rulebook.worlds import World
from tests.rulebook.worlds import AS_OF, worlds
from tests.rulebook.written import truths

# Shrinking a world of a hundred values takes longer than reading it: the seed is told instead.
GENERATE = (Phase.explicit, Phase.generate)


def patient(examples: int) -> settings:
    healthy = list(HealthCheck)
    return settings(max_examples=examples, deadline=None, phases=GENERATE, suppress_health_check=healthy)


def consistent(run: Run) -> None:
    """Hits and counts say what the answers about each subject say."""
    for entity, subject in run.questions.subjects.items():
        evaluated = run.counts()
        _, pairs = run.machine.rows(f"SELECT rule_no, key FROM {run.hits(entity)}")
        assert run.counts() == evaluated
        for number, placed in enumerate(subject.placed):
            told = run.answered(placed.rule.code)
            holding = sorted(key for key, (answer, _) in told.items() if answer == "holds")
            unknown = sum(answer == "unknown" for answer, _ in told.values())
            assert sorted(key for rule, key in pairs if rule == number) == holding
            assert evaluated[placed.rule.code] == (len(holding), unknown)


def answers(world: World, absent: frozenset[str]) -> Iterator[tuple[Any, Any]]:
    book = world.book
    run = Session(book, world.tables(absent=absent)).run(as_of=AS_OF)
    consistent(run)
    rows = {code: [] if code in absent else kept for code, kept in world.rows.items()}
    slow = Slow(book, rows, AS_OF, absent)
    for rule in book.rules.values():
        expected = {row["key"]: slow.answer(rule, row) for row in rows[rule.subject]}
        yield (rule.code, run.answered(rule.code)), (rule.code, expected)


@patient(12)
@given(data=st.data())
def test_every_rule_on_random_populations(book: Book, data: st.DataObject) -> None:
    world = data.draw(worlds(book))
    absent = data.draw(st.frozensets(st.sampled_from(["medical", "death", "payment", "village"]), max_size=2))
    for found, expected in answers(world, absent):
        assert found == expected


def scope(book: Book) -> Scope:
    def fact_type(entity: str, fact: str) -> Type:
        return book.entities[entity].facts[fact].type

    types = {code: parameter.type for code, parameter in book.parameters.items()}
    return Scope(Catalogue(book.entities, types, fact_type), "person")


def understood(book: Book, written: str) -> Condition | None:
    where = Where("test")
    try:
        term = condition(written, scope=scope(book), where=where)
    except PackError as refusal:
        if "64 bits" not in str(refusal):
            raise
        return None
    return Condition(written[:40], term, Text(zh="条件", en="condition"), where, written)


def asking(rule: Rule, conditions: list[Condition]) -> Rule:
    return replace(rule, conditions=tuple(conditions), combine="any", least=1, benefit=None)


@patient(20)
@given(data=st.data())
def test_random_expressions_on_random_populations(book: Book, data: st.DataObject) -> None:
    world = data.draw(worlds(book))
    random = Random(data.draw(st.integers(0, 2**32)))
    written = [truths("", 3)(random) for _ in range(12)]
    conditions = [one for text in written if (one := understood(book, text)) is not None]
    assume(conditions)
    rule = asking(book.rules["R-MED"], conditions)
    other = replace(book, rules={"R-MED": rule})
    run = Session(other, world.tables()).run(as_of=AS_OF)
    slow = Slow(other, world.rows, AS_OF)
    for row in world.rows["person"]:
        explanation = run.explain("R-MED", row["key"])
        assert explanation is not None
        found = [(one.written, one.truth) for one in explanation.reasons]
        assert found == [(c.written, t) for c, t in zip(conditions, slow.truths(rule, row), strict=True)]


@pytest.mark.parametrize("word", ["count(medical) filter (where medical.self_paid > yuan(1))"])
def test_a_predicate_is_never_ignored(book: Book, word: str) -> None:
    """OpenSPP's `members.count(pred) > n` forgot the predicate; here it changes the answer."""
    world = World(book)
    rich = world.add("person", {"medical": [{"self_paid": 101}, {"self_paid": 100}]})
    one = understood(book, f"{word} = 1")
    both = understood(book, "count(medical) = 2")
    assert one is not None
    assert both is not None
    other = replace(book, rules={"R-MED": asking(book.rules["R-MED"], [one, both])})
    explanation = Session(other, world.tables()).run(as_of=AS_OF).explain("R-MED", rich)
    assert explanation is not None
    assert [reason.truth for reason in explanation.reasons] == [True, True]
