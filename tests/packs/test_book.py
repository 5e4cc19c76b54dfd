"""The shipped rule book: it loads in every era, is whole, and every engine answers its examples."""

import pytest

from mingbai import packs
from mingbai.rulebook import on_duckdb, slow
from mingbai.rulebook.book import Book
from mingbai.rulebook.health import ailments
from mingbai.rulebook.reading import load
from mingbai.rulebook.trials import Engine, cases, failures

ENGINES = {"duckdb": on_duckdb.try_examples, "slow": slow.try_examples}


@pytest.fixture(scope="module", params=packs.ERAS)
def book(request: pytest.FixtureRequest) -> Book:
    return load(county="411726", era=request.param)


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
def test_every_example_is_answered_as_written(book: Book, engine: Engine) -> None:
    assert [str(failure) for failure in failures(book, engine)] == []
    assert len(cases(book)) >= 4 * len(book.rules) - sum(
        r.never_unknown is not None for r in book.rules.values()
    )


def test_the_book_is_whole(book: Book) -> None:
    assert [str(one) for one in ailments(book)] == []


def test_every_number_of_the_handbooks_quality_list_has_a_rule(book: Book) -> None:
    assert {f"DQ{number:02}" for number in range(1, 55)} <= set(book.rules)


def test_general_knowledge_and_our_own_designs_are_never_called_verified(book: Book) -> None:
    for parameter in book.parameters.values():
        for value in parameter.values:
            if value.document in {"general-knowledge", "our-design"}:
                assert not value.verified, value.where


def test_henan_monitoring_lines_ship_empty(book: Book) -> None:
    assert {value.value for value in book.parameters["monitoring_line"].values} == {None}


def test_every_rule_is_owned_by_a_unit_of_the_pack(book: Book) -> None:
    units = packs.load(county="411726", era="2026-").section("units")
    assert {rule.owner for rule in book.rules.values()} <= set(units)
