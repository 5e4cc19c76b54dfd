"""Little worlds of nested facts as tables of rows, and as the nested rows that the slow evaluator walks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pyarrow as pa

from mingbai.rulebook.book import Book, Entity, many
from mingbai.rulebook.types import Type

Row = dict[str, Any]


@dataclass
class World:
    """Rows by entity; each row holds column facts by code, `key`, and `@link` with the key it leads to."""

    book: Book
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, entity: str, facts: Mapping[str, Any], *, link: str = "", owner: str | None = None) -> str:
        """Adds a subject with all that is nested in its facts; gives its key."""
        one = self.book.entities[entity]
        key = f"{entity}-{len(self.rows.get(entity, [])) + 1:06d}"
        row: Row = {"key": key}
        self.rows.setdefault(entity, []).append(row)
        if link:
            row["@" + link] = owner
        for name, value in facts.items():
            self._put(one, row, name, value)
        return key

    def _put(self, one: Entity, row: Row, name: str, value: Any) -> None:
        if name in one.facts:
            row[name] = value
        elif name in one.links and self.book.entities[one.links[name].to].distinct is not None:
            self._add_peers(one.links[name].to, value)
        elif name in one.links:
            row["@" + name] = self.add(one.links[name].to, value)
        else:
            child = many(self.book.entities, one.code, name)
            if child is None:
                raise KeyError(name)
            for item in value:
                self.add(child[0], item, link=child[1].code, owner=row["key"])

    def _add_peers(self, group: str, facts: Mapping[str, Any]) -> None:
        """Rows that share a group with the subject because they hold the same value themselves."""
        for name, items in facts.items():
            child = many(self.book.entities, group, name)
            if child is None:
                raise KeyError(name)
            for item in items:
                self.add(child[0], item)

    def tables(self, *, absent: Iterable[str] = ()) -> dict[str, pa.Table]:
        """The datasets as Arrow tables, without those of the absent entities."""
        away = {self.book.entities[code].dataset for code in absent}
        made: dict[str, pa.Table] = {}
        for one in self.book.entities.values():
            if one.distinct is None and one.dataset not in away:
                made[one.dataset] = self._table(one)
        return made

    def _table(self, one: Entity) -> pa.Table:
        rows = self.rows.get(one.code, [])
        columns = {one.key: pa.array([row["key"] for row in rows], pa.string())}
        for link in one.links.values():
            if self.book.entities[link.to].distinct is None:
                columns[link.column] = pa.array([row.get("@" + link.code) for row in rows], pa.string())
        for fact in one.facts.values():
            if fact.column and fact.column not in columns:
                values = [_stored(row.get(fact.code), fact.type) for row in rows]
                columns[fact.column] = pa.array(values, arrow_type(fact.type))
        return pa.table(columns)


def world_of(book: Book, tables: Mapping[str, pa.Table]) -> World:
    """The rows of tables that have come, for the slow evaluator; those of others are none."""
    world = World(book)
    for one in book.entities.values():
        if one.distinct is None and one.dataset in tables:
            world.rows[one.code] = [_row(book, one, line) for line in tables[one.dataset].to_pylist()]
    return world


def _row(book: Book, one: Entity, line: Mapping[str, Any]) -> Row:
    row: Row = {"key": line[one.key]}
    for link in one.links.values():
        if book.entities[link.to].distinct is None:
            row["@" + link.code] = line[link.column]
    for fact in one.facts.values():
        if fact.column and fact.column in line:
            row[fact.code] = _whole(line[fact.column], fact.type)
    return row


def _whole(value: Any, type_: Type) -> Any:
    return int(value * 10**type_.scale) if isinstance(value, Decimal) else value


def _stored(value: Any, type_: Type) -> Any:
    if value is None or type_.kind != "number" or not type_.scale:
        return value
    return Decimal(value).scaleb(-type_.scale)


def arrow_type(type_: Type) -> pa.DataType:
    """The Arrow type of a fact's column."""
    if type_.kind == "number":
        return pa.decimal128(18, type_.scale) if type_.scale else pa.int64()
    return {"bool": pa.bool_(), "date": pa.date32()}.get(type_.kind, pa.string())
