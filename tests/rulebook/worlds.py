"""Random populations: blanks, empty households, leap days, month ends, edges, duplicates, orphans."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from mingbai.rulebook.book import Book, Entity
from mingbai.rulebook.types import Type
from mingbai.rulebook.worlds import World

AS_OF = date(2020, 11, 30)
DAYS = [
    date(1949, 12, 31), date(1960, 11, 29), date(1960, 11, 30), date(1960, 12, 1), date(1996, 2, 29),
    date(2000, 2, 29), date(2004, 11, 30), date(2004, 12, 1), date(2016, 2, 29), date(2019, 2, 28),
    date(2019, 12, 31), date(2020, 1, 1), date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 31),
    date(2020, 10, 31), date(2020, 11, 1), date(2020, 11, 30), date(2020, 12, 1), date(2021, 2, 28),
]  # fmt: skip
FEN = [0, 1, 49, 50, 99, 33_333, 499_999, 500_000, 500_001, 600_000, 1_200_000, 3_000_000, 3_000_001, -100]
WHOLE = [0, 1, 2, 3, 4, 11, 40, 100, -1, 105, 999]
TEXTS = ["11010519491231002X", "110105194912310021", "11010519491231002x", "411726", "", "138", "139", "粮补"]


def values(type_: Type) -> st.SearchStrategy[Any]:
    """Values of a fact, unknown one time in five."""
    if type_.kind == "bool":
        known: st.SearchStrategy[Any] = st.booleans()
    elif type_.kind == "date":
        known = st.sampled_from(DAYS)
    elif type_.kind == "number":
        known = st.sampled_from([v for v in (FEN if type_.money else WHOLE) if abs(v) <= type_.bound])
    else:
        known = st.sampled_from(type_.values or TEXTS)
    return st.one_of(known, known, known, known, st.none())


@st.composite
def rows(draw: st.DrawFn, one: Entity, keys: dict[str, list[str]], most: int) -> list[dict[str, Any]]:
    """Rows of an entity; links lead to rows above, to nothing, or to rows that do not exist."""
    made = []
    for number in range(draw(st.integers(0, most))):
        row: dict[str, Any] = {"key": f"{one.code}-{number}"}
        for link in one.links.values():
            if link.to in keys:
                row["@" + link.code] = draw(st.sampled_from([*keys[link.to], *keys[link.to], None, "nobody"]))
        for fact in one.facts.values():
            if fact.column:
                row[fact.code] = draw(values(fact.type))
        made.append(row)
        if draw(st.integers(0, 9)) == 0:  # the same again, as careless files have it
            made.append({**row, "key": f"{one.code}-{number}-again"})
    return made


def parents_first(book: Book) -> list[str]:
    """Entities with a table of their own, each after those that its links lead to."""
    order: list[str] = []

    def visit(code: str) -> None:
        for link in book.entities[code].links.values():
            visit(link.to)
        if code not in order and book.entities[code].distinct is None:
            order.append(code)

    for code in book.entities:
        visit(code)
    return order


@st.composite
def worlds(draw: st.DrawFn, book: Book) -> World:
    """A whole random world of the book's entities."""
    world, keys = World(book), {}
    sizes = {"village": 2, "household": 5, "person": 10}
    for code in parents_first(book):
        world.rows[code] = draw(rows(book.entities[code], keys, sizes.get(code, 12)))
        keys[code] = [row["key"] for row in world.rows[code]]
    return world
