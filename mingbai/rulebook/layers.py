"""A plan's relations as SQL: base tables, totals, and wide relations that join only what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingbai.rulebook.book import Entity, Fact
from mingbai.rulebook.plan import Column, Derived, Lifted, Plan, Summed, Wide, cells_of
from mingbai.rulebook.sql import Sql

TOP = 10**6  # above every level
EMPTY = {
    "count": "CAST(0 AS BIGINT)",
    "count_distinct": "CAST(0 AS BIGINT)",
    "any_of": "FALSE",
    "all_of": "TRUE",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A table to make, or a mere view."""

    name: str
    sql: str
    kept: bool = True


@dataclass
class Layers:
    """`tables` maps each dataset that has come to what can stand after FROM."""

    plan: Plan
    sql: Sql
    tables: Mapping[str, str]
    prefix: str = ""

    def steps(self) -> Iterator[Step]:
        """The tables that the plan's relations rest on, each before its user."""
        for wide in self.plan.wides.values():
            yield Step(self.base(wide.entity.code), self._base(wide), kept=False)
        totals = [(wide, one) for wide in self.plan.wides.values() for one in wide.summed.values()]
        for level in sorted({one.level for _, one in totals}):
            for wide in self.plan.wides.values():
                yield from self._sums(wide, level)

    def base(self, entity: str) -> str:
        """The name of an entity's base table."""
        return self.sql.name(f"{self.prefix}base_{entity}")

    def relation(self, entity: str, names: Iterable[str], level: int = TOP) -> str:
        """What can stand after FROM and holds the named columns; joins only what they need."""
        wide = self.plan.wides[entity]
        here = {name: one for name in names if (one := wide.column(name)) is not None}
        highest = min(max((one.level for one in here.values()), default=-1), level)
        if highest < 0:
            return self.base(entity)
        derived, needed = _closure(wide, here, highest)
        joined = {name: one for name, one in needed.items() if _joins(one, highest)}
        joined |= _together(wide, needed, joined, highest)
        lower = [name for name, one in needed.items() if one.level < highest and name not in joined]
        inner = self._joined(entity, highest, list(joined.values()), lower)
        for stage in sorted({one.stage for one in derived}):
            inner = self._derived([one for one in derived if one.stage == stage], inner)
        return f"({inner})"

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

    def _sums(self, wide: Wide, level: int) -> Iterator[Step]:
        groups = _by_source([one for one in wide.summed.values() if one.level == level])
        for (child, link), totals in groups.items():
            if self.present(self.plan.book.entities[child]):
                name = self.totals_name(wide.entity.code, totals[0])
                yield Step(name, self._totals(child, link, level, totals))

    def totals_name(self, entity: str, one: Summed) -> str:
        """The table that holds a total, next to the others over the same rows."""
        return self.sql.name(f"{self.prefix}sums_{entity}_{one.child}_{one.link}_{one.level}")

    def _totals(self, child: str, link: str, level: int, totals: list[Summed]) -> str:
        key, named = self.sql.name("@" + link), self.sql.name("key")
        columns = ", ".join(f"{self._total(one)} AS {self.sql.name(one.name)}" for one in totals)
        cells = [cell for one in totals for part in (one.value, one.where) if part for cell in cells_of(part)]
        rows = self.relation(child, cells, level - 1)
        return f"SELECT {key} AS {named}, {columns} FROM {rows} r WHERE {key} IS NOT NULL GROUP BY {key}"

    def _joined(self, entity: str, level: int, columns: Sequence[Column], lower: list[str]) -> str:
        picked, joins = ["x.*"], []
        sums = _by_source([one for one in columns if isinstance(one, Summed)])
        for index, ((child, _), totals) in enumerate(sums.items()):
            if not self.present(self.plan.book.entities[child]):
                picked += [
                    f"{self.sql.constant(None, t.total.type)} AS {self.sql.name(t.name)}" for t in totals
                ]
                continue
            joins.append(self._left(self.totals_name(entity, totals[0]), f"t{index}", "key"))
            picked += [f"{self._or_empty(one, f't{index}')} AS {self.sql.name(one.name)}" for one in totals]
        lifted = [one for one in columns if isinstance(one, Lifted)]
        for index, link in enumerate(dict.fromkeys(one.link for one in lifted)):
            chosen = [one for one in lifted if one.link == link]
            to = self.plan.wides[entity].entity.links[link].to
            target = self.relation(to, [one.column for one in chosen], level)
            joins.append(self._left(target, f"l{index}", "@" + link))
            picked += [f"l{index}.{self.sql.name(one.column)} AS {self.sql.name(one.name)}" for one in chosen]
        rows = self.relation(entity, lower, level - 1)
        return f"SELECT {', '.join(picked)} FROM {rows} x {' '.join(joins)}".rstrip()

    def _left(self, target: str, alias: str, column: str) -> str:
        return f"LEFT JOIN {target} {alias} ON {alias}.{self.sql.name('key')} = x.{self.sql.name(column)}"

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


def _closure(wide: Wide, asked: Mapping[str, Column], level: int) -> tuple[list[Derived], dict[str, Column]]:
    """Derived columns of the level that are needed, and everything needed with what they rest on."""
    needed, open_ = dict(asked), list(asked.values())
    while open_:
        one = open_.pop()
        if not isinstance(one, Derived) or one.level != level:
            continue
        for name in cells_of(one.term):
            found = wide.column(name)
            if found is not None and name not in needed:
                needed[name] = found
                open_.append(found)
    derived = [one for one in needed.values() if isinstance(one, Derived) and one.level == level]
    return derived, needed


def _joins(one: Column, level: int) -> bool:
    return one.level == level and not isinstance(one, Derived)


def _together(
    wide: Wide, needed: Mapping[str, Column], joined: Mapping[str, Column], level: int
) -> dict[str, Column]:
    """Columns of lower levels that come with a link joined at this one, so that the link is joined once."""
    links = {one.link for one in joined.values() if isinstance(one, Lifted)}
    lower = {name: one for name, one in needed.items() if one.level < level}
    used = _leading(wide, lower.values())
    return {
        name: one
        for name, one in lower.items()
        if isinstance(one, Lifted) and one.link in links and name not in used
    }


def _leading(wide: Wide, columns: Iterable[Column]) -> set[str]:
    """Every column that the derived ones among these are computed from, at whatever remove."""
    found: set[str] = set()
    open_ = list(columns)
    while open_:
        one = open_.pop()
        names = set(cells_of(one.term)) - found if isinstance(one, Derived) else set()
        found |= names
        open_ += [column for name in names if (column := wide.column(name)) is not None]
    return found


def _by_source(totals: list[Summed]) -> dict[tuple[str, str], list[Summed]]:
    groups: dict[tuple[str, str], list[Summed]] = {}
    for one in totals:
        groups.setdefault((one.child, one.link), []).append(one)
    return groups
