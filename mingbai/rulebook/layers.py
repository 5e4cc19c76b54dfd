"""A plan's relations as SQL: base tables, totals, and wide views, each in the order it can be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mingbai.rulebook.book import Entity, Fact
from mingbai.rulebook.plan import Derived, Lifted, Plan, Summed, Wide
from mingbai.rulebook.sql import Sql

EMPTY = {
    "count": "CAST(0 AS BIGINT)",
    "count_distinct": "CAST(0 AS BIGINT)",
    "any_of": "FALSE",
    "all_of": "TRUE",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A relation to make; tables are kept, views are only names for a query."""

    name: str
    sql: str
    kept: bool


@dataclass
class Layers:
    """`tables` maps each dataset that has come to what can stand after FROM."""

    plan: Plan
    sql: Sql
    tables: Mapping[str, str]
    prefix: str = ""

    def steps(self) -> Iterator[Step]:
        """Everything that the plan's relations need, each before its user."""
        for wide in self.plan.wides.values():
            yield Step(self.base(wide.entity.code), self._base(wide), kept=True)
        top = 1 + max((level for wide in self.plan.wides.values() for level in _levels(wide)), default=0)
        for level in range(top):
            for entity in self._parents_first():
                yield from self._level(entity, level)

    def base(self, entity: str) -> str:
        """The name of an entity's base table."""
        return self.sql.name(f"{self.prefix}base_{entity}")

    def relation(self, entity: str, level: int) -> str:
        """The name of the entity's relation that holds everything up to the level."""
        held = [one for one in _levels(self.plan.wide(entity)) if one <= level]
        return self.sql.name(f"{self.prefix}wide_{entity}_{max(held)}") if held else self.base(entity)

    def top(self, entity: str) -> str:
        """The entity's whole relation."""
        return self.relation(entity, 10**6)

    def _parents_first(self) -> list[str]:
        order: list[str] = []

        def visit(code: str) -> None:
            for link in self.plan.wides[code].entity.links.values():
                if link.to in self.plan.wides:
                    visit(link.to)
            if code not in order:
                order.append(code)

        for code in self.plan.wides:
            visit(code)
        return order

    def present(self, entity: Entity) -> bool:
        """Whether the entity's dataset has come."""
        if entity.distinct is not None:
            return self.present(self.plan.book.entities[entity.distinct[0]])
        return entity.dataset in self.tables

    # -- base tables

    def _base(self, wide: Wide) -> str:
        if wide.entity.distinct is not None:
            return self._groups(wide)
        columns = [f"{self.sql.name(wide.entity.key)} AS {self.sql.name('key')}"]
        columns += [
            f"{self.sql.name(column)} AS {self.sql.name('@' + code)}" for code, column in wide.links.items()
        ]
        columns += [f"{self._read(fact)} AS {self.sql.name(code)}" for code, fact in wide.base.items()]
        if self.present(wide.entity):
            return f"SELECT {', '.join(columns)} FROM {self.tables[wide.entity.dataset]}"
        return f"SELECT {', '.join(self._nothing(wide))} WHERE FALSE"

    def _nothing(self, wide: Wide) -> list[str]:
        names = ["key", *("@" + code for code in wide.links)]
        empty = [f"CAST(NULL AS {self.sql.text}) AS {self.sql.name(name)}" for name in names]
        return empty + [
            f"{self.sql.constant(None, fact.type)} AS {self.sql.name(code)}"
            for code, fact in wide.base.items()
        ]

    def _read(self, fact: Fact) -> str:
        column = self.sql.name(fact.column)
        if fact.type.kind == "number" and fact.type.scale:
            return f"CAST({column} * {10**fact.type.scale} AS BIGINT)"
        return f"CAST({column} AS {self.sql.kind(fact.type)})"

    def _groups(self, wide: Wide) -> str:
        of, fact = wide.entity.distinct or ("", "")
        source = self.plan.book.entities[of]
        column = self.sql.name(source.facts[fact].column)
        table = self.tables.get(source.dataset)
        key = f"{column} AS {self.sql.name('key')}"
        value = f", {column} AS {self.sql.name('value')}" if wide.base else ""
        if table is None:
            return f"SELECT {', '.join(self._nothing(wide))} WHERE FALSE"
        return f"SELECT DISTINCT {key}{value} FROM {table} WHERE {column} IS NOT NULL"

    # -- levels

    def _level(self, entity: str, level: int) -> Iterator[Step]:
        wide = self.plan.wides[entity]
        if level not in _levels(wide):
            return
        groups = _by_source([one for one in wide.summed.values() if one.level == level])
        for (child, link), totals in groups.items():
            if self.present(self.plan.book.entities[child]):
                yield Step(
                    self.totals_name(entity, totals[0]), self._totals(child, link, level, totals), True
                )
        inner = self._joined(entity, level, groups)
        for stage in sorted({one.stage for one in _derived(wide, level)}):
            inner = self._derived([one for one in _derived(wide, level) if one.stage == stage], inner)
        yield Step(self.sql.name(f"{self.prefix}wide_{entity}_{level}"), inner, kept=False)

    def totals_name(self, entity: str, one: Summed) -> str:
        """The table that holds a total, next to the others over the same rows."""
        return self.sql.name(f"{self.prefix}sums_{entity}_{one.child}_{one.link}_{one.level}")

    def _totals(self, child: str, link: str, level: int, totals: list[Summed]) -> str:
        key = self.sql.name("@" + link)
        columns = ", ".join(f"{self._total(one)} AS {self.sql.name(one.name)}" for one in totals)
        rows = self.relation(child, level - 1)
        named = self.sql.name("key")
        return f"SELECT {key} AS {named}, {columns} FROM {rows} WHERE {key} IS NOT NULL GROUP BY {key}"

    def _joined(self, entity: str, level: int, groups: Mapping[tuple[str, str], list[Summed]]) -> str:
        wide = self.plan.wides[entity]
        columns, joins = ["x.*"], []
        for index, ((child, _), totals) in enumerate(groups.items()):
            if not self.present(self.plan.book.entities[child]):
                columns += [
                    f"{self.sql.constant(None, t.total.type)} AS {self.sql.name(t.name)}" for t in totals
                ]
                continue
            alias = f"t{index}"
            key = self.sql.name("key")
            joins.append(
                f"LEFT JOIN {self.totals_name(entity, totals[0])} {alias} ON {alias}.{key} = x.{key}"
            )
            columns += [f"{self._or_empty(one, alias)} AS {self.sql.name(one.name)}" for one in totals]
        for index, (link, lifted) in enumerate(_by_link(wide, level).items()):
            alias, key = f"l{index}", self.sql.name("key")
            target = self.relation(wide.entity.links[link].to, level)
            joins.append(f"LEFT JOIN {target} {alias} ON {alias}.{key} = x.{self.sql.name('@' + link)}")
            columns += [f"{alias}.{self.sql.name(one.column)} AS {self.sql.name(one.name)}" for one in lifted]
        lower = self.relation(entity, level - 1)
        return f"SELECT {', '.join(columns)} FROM {lower} x {' '.join(joins)}".rstrip()

    def _or_empty(self, one: Summed, alias: str) -> str:
        value = f"{alias}.{self.sql.name(one.name)}"
        empty = "CAST(0 AS BIGINT)" if one.total.fun == "sum" else EMPTY.get(one.total.fun)
        if empty is None:
            return value
        return f"CASE WHEN {alias}.{self.sql.name('key')} IS NULL THEN {empty} ELSE {value} END"

    def _derived(self, derived: list[Derived], inner: str) -> str:
        columns = ", ".join(f"{self.sql.of(one.term)} AS {self.sql.name(one.name)}" for one in derived)
        return f"SELECT y.*, {columns} FROM ({inner}) y"

    # -- totals over rows: unknown in a row makes the whole unknown

    def _total(self, one: Summed) -> str:
        kept = self.sql.of(one.where) if one.where is not None else "TRUE"
        value = self.sql.of(one.value) if one.value is not None else ""
        build = getattr(self, f"_{one.total.fun}")
        text: str = build(kept, value)
        return text

    def _count(self, kept: str, _value: str) -> str:
        if kept == "TRUE":
            return "count(*)"
        return f"CASE WHEN count({kept}) = count(*) THEN count(*) FILTER (WHERE {kept}) END"

    def _sum(self, kept: str, value: str) -> str:
        part = _kept(kept, value, "0")
        return f"CASE WHEN count({part}) = count(*) THEN CAST(sum({part}) AS BIGINT) END"

    def _min(self, kept: str, value: str) -> str:
        return f"CASE WHEN {_all_known(kept, value)} THEN min({_kept(kept, value)}) END"

    def _max(self, kept: str, value: str) -> str:
        return f"CASE WHEN {_all_known(kept, value)} THEN max({_kept(kept, value)}) END"

    def _count_distinct(self, kept: str, value: str) -> str:
        return f"CASE WHEN {_all_known(kept, value)} THEN count(DISTINCT {_kept(kept, value)}) END"

    def _any_of(self, kept: str, value: str) -> str:
        part = value if kept == "TRUE" else f"({kept} AND {value})"
        return f"CASE WHEN bool_or({part}) THEN TRUE WHEN count({part}) = count(*) THEN FALSE END"

    def _all_of(self, kept: str, value: str) -> str:
        part = value if kept == "TRUE" else f"(NOT {kept} OR {value})"
        return f"CASE WHEN NOT bool_and({part}) THEN FALSE WHEN count({part}) = count(*) THEN TRUE END"


def _kept(kept: str, value: str, otherwise: str = "") -> str:
    if kept == "TRUE":
        return value
    rest = f" WHEN NOT {kept} THEN {otherwise}" if otherwise else ""
    return f"CASE WHEN {kept} THEN {value}{rest} END"


def _all_known(kept: str, value: str) -> str:
    if kept == "TRUE":
        return f"count({value}) = count(*)"
    return f"count(CASE WHEN NOT {kept} THEN 1 WHEN {kept} AND {value} IS NOT NULL THEN 1 END) = count(*)"


def _levels(wide: Wide) -> set[int]:
    columns: list[Derived | Lifted | Summed] = [
        *wide.derived.values(),
        *wide.lifted.values(),
        *wide.summed.values(),
    ]
    return {one.level for one in columns}


def _derived(wide: Wide, level: int) -> list[Derived]:
    return [one for one in wide.derived.values() if one.level == level]


def _by_source(totals: list[Summed]) -> dict[tuple[str, str], list[Summed]]:
    groups: dict[tuple[str, str], list[Summed]] = {}
    for one in totals:
        groups.setdefault((one.child, one.link), []).append(one)
    return groups


def _by_link(wide: Wide, level: int) -> dict[str, list[Lifted]]:
    groups: dict[str, list[Lifted]] = {}
    for one in wide.lifted.values():
        if one.level == level:
            groups.setdefault(one.link, []).append(one)
    return groups
