"""Every engine answers the examples that stand beside the rules."""

from __future__ import annotations

import pytest

from mingbai.rulebook import on_duckdb, slow
from mingbai.rulebook.book import Book
from mingbai.rulebook.trials import Engine, cases, failures

ENGINES = {"duckdb": on_duckdb.try_examples, "slow": slow.try_examples}


@pytest.mark.parametrize("engine", ENGINES)
def test_examples_are_answered_as_written(book: Book, engine: str) -> None:
    assert [str(failure) for failure in failures(book, ENGINES[engine])] == []
    assert len(cases(book)) == 4 * len(book.rules)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_example_that_is_wrong_is_told(book: Book, engine: str) -> None:
    def liar(*args: object) -> object:
        answers = ENGINES[engine](*args)  # type: ignore[arg-type]
        return {which: ("not", amount) for which, (_, amount) in answers.items()}

    honest: Engine = liar  # type: ignore[assignment]
    told = failures(book, honest, rules=["R-MED"])
    assert {failure.case.example.expect for failure in told} == {"holds", "unknown"}
