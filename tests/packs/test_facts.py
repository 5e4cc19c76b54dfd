"""The fact catalogue and the declared datasets say the same of every column that both know."""

from collections.abc import Iterator

import pytest

from mingbai.rulebook.book import Book, Entity, Fact
from mingbai.rulebook.reading import load
from mingbai.tables.declared import Catalogue, Column
from mingbai.tables.declaring import shipped

# Put together by compare from several files: no department sends them as one.
OURS = {"household", "person"}
BESIDE = {"household": ("household_survey", "means_report"), "person": ("person_survey",)}
SAME = {
    "bool": "bool",
    "date": "date",
    "month": "date",
    "money": "number",
    "int": "number",
    "year": "number",
    "decimal": "number",
    "code": "text",
    "credit_code": "text",
    "text": "text",
}


@pytest.fixture(scope="module")
def book() -> Book:
    return load(county="411726", era="2016-2020")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped()


def of_departments(book: Book) -> Iterator[tuple[Entity, Fact]]:
    for one in book.entities.values():
        if one.distinct is None and one.dataset not in OURS:
            yield from ((one, fact) for fact in one.facts.values() if fact.column)


def declared(catalogue: Catalogue, one: Entity, fact: Fact) -> Column:
    return next(c for c in catalogue.datasets[one.dataset].columns if c.name == fact.column)


def test_every_fact_of_a_department_is_a_declared_column(book: Book, catalogue: Catalogue) -> None:
    for one, fact in of_departments(book):
        names = {column.name for column in catalogue.datasets[one.dataset].columns}
        assert fact.column in names, f"{fact.where}: {one.dataset} declares no {fact.column}"


def test_types_scales_and_codes_agree(book: Book, catalogue: Catalogue) -> None:
    for one, fact in of_departments(book):
        column = declared(catalogue, one, fact)
        assert SAME[column.type] == fact.type.kind, fact.where
        if column.type == "decimal":
            assert column.scale == fact.type.scale, fact.where
        if column.type == "code":
            assert {choice.code for choice in column.choices} == set(fact.type.values), fact.where
        assert fact.type.money == (column.type == "money"), fact.where


def test_persons_and_households_speak_the_exports_codes(book: Book, catalogue: Catalogue) -> None:
    for entity, dataset in (("person", "national_person"), ("household", "national_household")):
        columns = {column.name: column for column in catalogue.datasets[dataset].columns}
        for fact in book.entities[entity].facts.values():
            column = columns.get(fact.column)
            if column is not None and column.type == "code":
                assert {choice.code for choice in column.choices} == set(fact.type.values), fact.where


def test_every_column_of_the_doorstep_checks_is_a_fact(book: Book, catalogue: Catalogue) -> None:
    for entity, datasets in BESIDE.items():
        facts = {fact.column: fact for fact in book.entities[entity].facts.values()}
        for dataset in datasets:
            asked = [c for c in catalogue.datasets[dataset].columns if c.type in ("bool", "money")]
            assert {SAME[column.type] for column in asked} == {facts[c.name].type.kind for c in asked}


def test_no_rule_reads_what_is_collected_for_the_entry_sheet_alone(book: Book, catalogue: Catalogue) -> None:
    for dataset in ("national_person", "national_household"):
        kept = {c.name for c in catalogue.datasets[dataset].columns if set(c.purposes) == {"entry"}}
        read = {fact.column for one in book.entities.values() for fact in one.facts.values()}
        assert not kept & read


def test_every_departments_file_is_asked_by_some_rule(book: Book, catalogue: Catalogue) -> None:
    asked = {one.dataset for one in book.entities.values()}
    files = {code for code, dataset in catalogue.datasets.items() if dataset.number and dataset.number != 35}
    assert files <= asked
