"""The shipped rule book: it loads in every era, is whole, and every engine answers its examples."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from mingbai import packs
from mingbai.packs.text import Text
from mingbai.rulebook import on_duckdb, slow
from mingbai.rulebook.book import Book
from mingbai.rulebook.health import ailments, orphans
from mingbai.rulebook.reading import load
from mingbai.rulebook.trials import cases, failures


@pytest.fixture(scope="module", params=packs.ERAS)
def era(request: pytest.FixtureRequest) -> str:
    chosen: str = request.param
    return chosen


@pytest.fixture(scope="module")
def book(era: str) -> Book:
    return load(county="411726", era=era)


@pytest.fixture(scope="module")
def fullest() -> Book:
    """The era with every rule; the others have the same rules less some."""
    return load(county="411726", era="2016-2020")


def test_duckdb_answers_every_example_as_written(fullest: Book) -> None:
    assert [str(failure) for failure in failures(fullest, on_duckdb.try_examples)] == []


def test_the_oracle_answers_every_example_as_written(fullest: Book) -> None:
    # Rule by rule: it walks every row of a world for every rule, so small worlds are much quicker.
    found = [one for code in fullest.rules for one in failures(fullest, slow.try_examples, rules=[code])]
    assert [str(failure) for failure in found] == []


def test_every_rule_has_its_four_examples(book: Book) -> None:
    assert len(cases(book)) >= 4 * len(book.rules) - sum(
        r.never_unknown is not None for r in book.rules.values()
    )


def test_the_book_is_whole(book: Book) -> None:
    assert [str(one) for one in ailments(book)] == []


def test_every_number_of_the_handbooks_quality_list_has_a_rule(book: Book) -> None:
    assert {f"DQ{number:02}" for number in range(1, 55)} <= set(book.rules)


def test_no_fact_or_parameter_is_kept_that_no_rule_asks_for() -> None:
    books = [load(county="411726", era=era) for era in packs.ERAS]
    assert [str(one) for one in orphans(books)] == []


def test_later_eras_hold_no_rule_that_the_first_does_not_try(book: Book, fullest: Book) -> None:
    for code, rule in book.rules.items():
        assert fullest.rules[code].conditions == rule.conditions


def test_the_county_has_sixty_policies(book: Book) -> None:
    policies = [code for code, rule in book.rules.items() if rule.kind == "policy"]
    assert sorted(int(re.sub(r"\D", "", code)) for code in policies) == list(range(1, 61))


def test_amounts_of_the_article_are_the_countys() -> None:
    book = load(county="411726", era="2016-2020")
    day = date(2020, 11, 30)
    fen = {code: book.parameters[code].on(day) for code in ("industry_award", "hire_award", "outpatient_aid")}
    assert {code: value.value for code, value in fen.items() if value} == {
        "industry_award": 300000,
        "hire_award": 200000,
        "outpatient_aid": 100000,
    }


def test_another_county_answers_unknown_where_biyang_has_its_own_amounts() -> None:
    value = load(county="411721", era="2016-2020").parameters["industry_award"].on(date(2020, 11, 30))
    assert value is not None
    assert value.value is None


def test_no_live_word_of_the_book_belongs_to_another_era(book: Book, era: str) -> None:
    gone = packs.load(county="411726", era=era).get("labels.not_live")
    spoken = [text.zh for text in words_of(book) if any(word in text.zh for word in gone)]
    assert spoken == []


def words_of(book: Book) -> Iterator[Text]:
    for rule in book.rules.values():
        yield from (rule.title, *(condition.words for condition in rule.conditions))
        if rule.note is not None:
            yield rule.note
    for parameter in book.parameters.values():
        yield parameter.words
    for entity in book.entities.values():
        yield from (entity.words, *(fact.words for fact in entity.facts.values()))


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
