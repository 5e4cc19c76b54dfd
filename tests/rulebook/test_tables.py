"""Tables that are not what the book says are refused before any rule is answered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from mingbai.rulebook.book import Book
from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.tables import BadTable
from mingbai.rulebook.worlds import World


def tables(book: Book) -> dict[str, pa.Table]:
    world = World(book)
    world.add(
        "person",
        {"birth_date": date(2000, 1, 1), "medical": [{"self_paid": 100}], "household": {"income": 1}},
    )
    return world.tables()


def run(
    book: Book, dataset: str, column: str, values: list[Any] | None, type_: pa.DataType | None = None
) -> None:
    given = tables(book)
    table = given[dataset]
    changed = table.drop_columns([column])
    if values is not None:
        changed = changed.append_column(column, pa.array(values, type_ or table.schema.field(column).type))
    Session(book, {**given, dataset: changed}).run(as_of=date(2020, 11, 30))


def test_a_missing_column_is_named(book: Book) -> None:
    with pytest.raises(BadTable, match=r"medical_settlement: there is no column self_paid"):
        run(book, "medical_settlement", "self_paid", None)


def test_faults_are_told_in_the_language_asked_with_their_mend(book: Book) -> None:
    with pytest.raises(BadTable) as refused:
        run(book, "household", "type", ["Poor"])
    assert refused.value.words.said("zh").startswith("household.parquet（")
    assert "有 1 行 type（" in refused.value.words.said("zh")
    assert "可用：ordinary" in refused.value.words.said("zh")
    assert "1 rows: type" in refused.value.words.said("en")


def test_money_as_a_float_is_refused(book: Book) -> None:
    with pytest.raises(BadTable, match=r"medical_settlement\.self_paid: DOUBLE where the book says money"):
        run(book, "medical_settlement", "self_paid", [1.5], pa.float64())


def test_a_number_beyond_its_bound_is_refused(book: Book) -> None:
    with pytest.raises(BadTable, match="income is beyond"):
        run(book, "household", "income", [10**12])


def test_a_day_out_of_this_world_is_refused(book: Book) -> None:
    with pytest.raises(BadTable, match="birth_date is before 1850-01-01 or after 2200-12-31"):
        run(book, "person", "birth_date", [date(1020, 1, 1)])


def test_a_code_that_the_book_does_not_know_is_refused(book: Book) -> None:
    with pytest.raises(BadTable, match="1 rows: type holds a code that the book does not know"):
        run(book, "household", "type", ["Poor"])


def test_an_empty_key_is_refused(book: Book) -> None:
    with pytest.raises(BadTable, match="person_no is empty"):
        run(book, "person", "person_no", [None])


def test_a_key_that_repeats_is_refused(book: Book) -> None:
    given = tables(book)
    twice = pa.concat_tables([given["person"], given["person"]])
    with pytest.raises(BadTable, match="1 rows: person_no repeats"):
        Session(book, {**given, "person": twice}).run(as_of=date(2020, 11, 30))


def test_whole_numbers_of_any_width_are_taken(book: Book) -> None:
    run(book, "household", "member_count", [3], pa.int16())
