"""The book's own health: nothing missing beside a rule, nothing unused, no forbidden column read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingbai.packs.layout import ERAS
from mingbai.rulebook.book import Book
from mingbai.rulebook.health import ailments, columns_read, orphans
from mingbai.rulebook.protected import FORBIDDEN
from mingbai.rulebook.reading import load
from mingbai.rulebook.unverified import unverified


@pytest.fixture(scope="module")
def shipped() -> list[Book]:
    return [load(county="411726", era=era) for era in ERAS]


def test_a_missing_example_is_an_ailment(book: Book) -> None:
    rule = book.rules["P16"]
    for kind, kept in {
        "edge": [one for one in rule.examples if not one.edge],
        "unknown": [one for one in rule.examples if one.expect != "unknown"],
        "not": [one for one in rule.examples if one.expect != "not"],
    }.items():
        other = replace(book, rules={**book.rules, "P16": replace(rule, examples=tuple(kept))})
        assert [f"lacks an example {kind}" in str(one) for one in ailments(other)] == [True]


def test_what_no_rule_leads_to_is_an_orphan(book: Book) -> None:
    told = [str(one) for one in orphans([book])]
    assert any("no rule uses the fact payment.item" in one for one in told)
    less = replace(book, rules={code: one for code, one in book.rules.items() if code != "P42i"})
    assert any("no rule uses the parameter industry_award" in str(one) for one in orphans([less]))
    assert not any("industry_award" in str(one) for one in orphans([less, book]))  # another era uses it


def test_a_rule_that_asks_the_same_is_an_ailment(book: Book) -> None:
    twin = replace(book.rules["R-MED"], code="R-TWIN")
    told = [str(one) for one in ailments(replace(book, rules={**book.rules, "R-TWIN": twin}))]
    assert ["R-TWIN asks the same as R-MED" in one for one in told] == [True]


def test_no_shipped_rule_reads_ethnic_group_or_religion(shipped: list[Book]) -> None:
    for book in shipped:
        columns = columns_read(book)
        assert columns
        assert not [column for column in columns if FORBIDDEN.search(column)]


def test_every_shipped_value_and_rule_has_a_known_document(shipped: list[Book]) -> None:
    for book in shipped:
        values = [dated for one in book.parameters.values() for dated in one.values]
        stands_on = {dated.document for dated in values} | {rule.document for rule in book.rules.values()}
        assert stands_on <= set(book.documents)


def test_unverified_lists_each_value_once(book: Book) -> None:
    told = [(one.code, one.since) for one in unverified(book)]
    assert ("poverty_line", "2021-01-01") in told
    assert ("R-MED", "") in told
    assert len(told) == len(set(told))
