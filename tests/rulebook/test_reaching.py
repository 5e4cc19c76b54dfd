"""How far a rule looks: from one household's rows, or over several households."""

from mingbai.rulebook.reaching import across_households, entities_of
from mingbai.rulebook.reading import load

BOOK = load(county="411726", era="2016-2020")
OF_ONE = ("person", "household")


def test_only_who_shares_a_number_or_telephone_is_asked_over_several_households():
    across = {code for code, rule in BOOK.rules.items() if across_households(BOOK, rule)}
    assert {code for code in across if BOOK.rules[code].subject in OF_ONE} == {"DQ03", "DQ51"}
    assert "DQ54" in across  # a village's people


def test_what_is_counted_over_is_looked_at_although_no_fact_of_it_is_read():
    assert entities_of(BOOK, BOOK.rules["P04"]) == {"person", "payment"}


def test_a_grouping_looks_at_what_it_groups():
    assert "household" in entities_of(BOOK, BOOK.rules["DQ51"])


def test_every_rule_looks_at_its_subject():
    assert all(rule.subject in entities_of(BOOK, rule) for rule in BOOK.rules.values())
