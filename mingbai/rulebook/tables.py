"""Are the tables what the book says they are? Asked before any rule is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mingbai.packs.problems import did_you_mean
from mingbai.rulebook.book import Book, Entity
from mingbai.rulebook.layers import Layers
from mingbai.rulebook.plan import Plan, Wide
from mingbai.rulebook.types import Type

WHOLE = r"U?(TINY|SMALL|BIG)INT|U?INTEGER|INT|LONG|SHORT|BYTE"
EARLIEST, LATEST = "1850-01-01", "2200-12-31"


class BadTable(ValueError):
    """A table lacks a column, has one of another type, repeats a key, or holds values out of bounds."""


def check_columns(book: Book, columns: Mapping[str, Mapping[str, str]]) -> None:
    """Every column that the book names is there and of its type. Raises BadTable."""
    problems = [text for one in book.entities.values() for text in _lacking(one, columns)]
    if problems:
        raise BadTable("\n".join(problems))


def _lacking(one: Entity, columns: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    held = columns.get(one.dataset)
    if held is None or one.distinct is not None:
        return
    needed: dict[str, Type | None] = {one.key: None}
    needed |= {link.column: None for link in one.links.values()}
    needed |= {fact.column: fact.type for fact in one.facts.values() if fact.column}
    for column, type_ in needed.items():
        if column not in held:
            hint = did_you_mean(column, held).en
            yield f"{one.dataset}: there is no column {column}{hint}"
        elif type_ is not None and not re.fullmatch(_accepted(type_), held[column].upper()):
            yield f"{one.dataset}.{column}: {held[column]} where the book says {type_}"


def _accepted(type_: Type) -> str:
    if type_.kind == "number":
        return WHOLE if not type_.scale else rf"DECIMAL\(\d+,\s*[0-{type_.scale}]\)|{WHOLE}"
    return {"bool": "BOOLEAN", "date": "DATE"}.get(type_.kind, "VARCHAR|STRING|ENUM.*")


def check_values(plan: Plan, layers: Layers, row: Callable[[str], tuple[Any, ...]]) -> None:
    """No number out of bounds, no day beyond two centuries, no unknown code, no key twice. Else BadTable."""
    for wide in plan.wides.values():
        if layers.present(wide.entity) and wide.entity.distinct is None:
            _check_wide(wide, layers, row)
        _check_sums(wide, layers, row)


def _check_sums(wide: Wide, layers: Layers, row: Callable[[str], tuple[Any, ...]]) -> None:
    for one in wide.summed.values():
        table = layers.totals_name(wide.entity.code, one)
        if one.total.fun in ("sum", "count") and layers.present(layers.plan.book.entities[one.child]):
            largest = row(f"SELECT max(abs({layers.sql.name(one.name)})) FROM {table}")[0] or 0
            if largest > one.total.type.bound:
                raise BadTable(f"{one.child}: a total over its rows reaches {largest}")


def _check_wide(wide: Wide, layers: Layers, row: Callable[[str], tuple[Any, ...]]) -> None:
    sql, base = layers.sql, layers.base(wide.entity.code)
    key = sql.name("key")
    tests = {f"{wide.entity.key} is empty": f"count(*) - count({key})"}
    tests[f"{wide.entity.key} repeats"] = f"count({key}) - count(DISTINCT {key})"
    for code, fact in wide.base.items():
        name = sql.name(code)
        if fact.type.kind == "number":
            outside = f"{name} NOT BETWEEN -{fact.type.bound} AND {fact.type.bound}"
            tests[f"{fact.column} is beyond {fact.type.bound}"] = f"count(CASE WHEN {outside} THEN 1 END)"
        if fact.type.kind == "date":
            outside = f"{name} NOT BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}'"
            tests[f"{fact.column} is before {EARLIEST} or after {LATEST}"] = (
                f"count(CASE WHEN {outside} THEN 1 END)"
            )
        if fact.type.values:
            listed = ", ".join(sql.quote(code) for code in fact.type.values)
            tests[f"{fact.column} holds a code that the book does not know"] = (
                f"count(CASE WHEN {name} NOT IN ({listed}) THEN 1 END)"
            )
    counted = row(f"SELECT {', '.join(tests.values())} FROM {base}")
    wrong = [f"{count} rows: {what}" for what, count in zip(tests, counted, strict=True) if count]
    if wrong:
        raise BadTable(f"{wide.entity.dataset}: " + "; ".join(wrong))
