"""From terms to columns: what each entity's relation must hold, and in which order it can be had.

Level 0 of an entity is its own columns and what follows from them; a total over a collection stands one level
above the rows it sums. A value lifted through a link stands on the level it has there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from mingbai.packs.text import Text
from mingbai.rulebook.book import Book, Entity, Fact
from mingbai.rulebook.days import period
from mingbai.rulebook.terms import Call, Cell, Constant, Given, Parameter, Read, Term, Total, Value, walk


class NoValue(LookupError):
    """A parameter has no entry yet on the day; `words` say so to people."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Derived:
    """A column computed from other columns of the same row; `stage` orders those of one level."""

    name: str
    term: Term
    level: int
    stage: int


@dataclass(frozen=True, slots=True)
class Lifted:
    """A column of the row that a link leads to."""

    name: str
    link: str
    column: str
    level: int


@dataclass(frozen=True, slots=True)
class Summed:
    """A total over the rows of `child` whose `link` leads here."""

    name: str
    child: str
    link: str
    total: Total
    value: Term | None
    where: Term | None
    level: int


Column = Derived | Lifted | Summed


@dataclass
class Wide:
    """All columns asked of one entity."""

    entity: Entity
    base: dict[str, Fact] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)  # link code → column
    derived: dict[str, Derived] = field(default_factory=dict)
    lifted: dict[str, Lifted] = field(default_factory=dict)
    summed: dict[Total, Summed] = field(default_factory=dict)
    named: dict[str, Summed] = field(default_factory=dict)  # the same, by name

    def column(self, name: str) -> Column | None:
        """The column that must be computed or joined; None for one of the base table."""
        return self.derived.get(name) or self.lifted.get(name) or self.named.get(name)


@dataclass
class Plan:
    """Collects columns as terms are placed. Parameters and days become constants here."""

    book: Book
    as_of: date
    changed: Mapping[str, Value] = field(default_factory=dict)
    wides: dict[str, Wide] = field(default_factory=dict)

    def wide(self, entity: str) -> Wide:
        """The columns of the entity so far."""
        return self.wides.setdefault(entity, Wide(self.book.entities[entity]))

    def value(self, code: str) -> Value:
        """The parameter on the day; None when unknown. Raises NoValue before its first entry."""
        if code in self.changed:
            return self.changed[code]
        dated = self.book.parameters[code].on(self.as_of)
        if dated is None:
            one = self.book.parameters[code]
            raise NoValue(
                Text(
                    zh=f"{one.where}：参数“{one.words.zh}”（{code}）在 {self.as_of} 还没有值",
                    en=f"{one.where}: {code} ({one.words.en}) has no value on {self.as_of}",
                )
            )
        if isinstance(dated.value, dict):
            return tuple(dated.value.items())
        return dated.value  # type: ignore[return-value]

    def bound(self, term: Term, cycle: str = "") -> Term:
        """The term with days and parameters put in; `cycle` is the benefit's period."""
        if isinstance(term, Given):
            return Constant(term.type, self._day(term.name, cycle))
        if isinstance(term, Parameter):
            return Constant(term.type, self.value(term.code))
        if isinstance(term, Call):
            return replace(term, args=tuple(self.bound(arg, cycle) for arg in term.args))
        if isinstance(term, Total):
            parts = [part and self.bound(part, cycle) for part in (term.value, term.where)]
            return replace(term, value=parts[0], where=parts[1])
        return term

    def _day(self, name: str, cycle: str) -> date:
        if name == "as_of":
            return self.as_of
        start, end = period(self.as_of, cycle)
        return start if name == "period_start" else end

    def place(self, entity: str, term: Term) -> tuple[Term, int]:
        """A bound term over cells of the entity's relation, and the level it needs."""
        if isinstance(term, Read):
            return self._read(entity, term)
        if isinstance(term, Total):
            return self._total(entity, term)
        if isinstance(term, Call):
            placed = [self.place(entity, arg) for arg in term.args]
            level = max((level for _, level in placed), default=0)
            return replace(term, args=tuple(arg for arg, _ in placed)), level
        return term, 0

    def _read(self, entity: str, term: Read) -> tuple[Term, int]:
        if term.path:
            inner = Read(term.type, term.path[1:], term.fact)
            return self._lift(entity, term.path[0], inner)
        wide = self.wide(entity)
        fact = wide.entity.facts[term.fact]
        if fact.expr is None:
            wide.base[term.fact] = fact
            return Cell(fact.type, term.fact), 0
        if term.fact not in wide.derived:
            placed, level = self.place(entity, self.bound(fact.expr))
            stage = 1 + max((self._stage(wide, cell, level) for cell in cells_of(placed)), default=0)
            wide.derived[term.fact] = Derived(term.fact, placed, level, stage)
        return Cell(fact.type, term.fact), wide.derived[term.fact].level

    def _stage(self, wide: Wide, cell: str, level: int) -> int:
        found = wide.derived.get(cell)
        return found.stage if found is not None and found.level == level else 0

    def _lift(self, entity: str, link: str, inner: Term) -> tuple[Term, int]:
        wide = self.wide(entity)
        target = self.link(entity, link)
        placed, level = self.place(target, inner)
        column = placed.name if isinstance(placed, Cell) else ""
        name = f"{link}.{column}"
        wide.lifted[name] = Lifted(name, link, column, level)
        return Cell(inner.type, name), level

    def link(self, entity: str, code: str) -> str:
        """Notes that the link's column is needed; gives the entity it leads to."""
        wide = self.wide(entity)
        link = wide.entity.links[code]
        wide.links[code] = link.column
        self.wide(link.to)
        return link.to

    def key_of(self, entity: str, path: tuple[str, ...]) -> str:
        """The column with the key of the row at the end of a path of links; `key` for the row itself."""
        if not path:
            return "key"
        target = self.link(entity, path[0])
        if len(path) == 1:
            return f"@{path[0]}"
        column = self.key_of(target, path[1:])
        name = f"{path[0]}.{column}"
        self.wide(entity).lifted[name] = Lifted(name, path[0], column, 0)
        return name

    def _total(self, entity: str, term: Total) -> tuple[Term, int]:
        if term.path:
            return self._lift(entity, term.path[0], replace(term, path=term.path[1:]))
        wide = self.wide(entity)
        if term not in wide.summed:
            made = self._summed(entity, term, "")
            # Named only now: making it may have put totals of its own beside it, each with its number.
            wide.summed[term] = replace(made, name=f"#{len(wide.summed) + 1}")
            wide.named[wide.summed[term].name] = wide.summed[term]
        summed = wide.summed[term]
        return Cell(term.type, summed.name), summed.level

    def _summed(self, entity: str, term: Total, name: str) -> Summed:
        found = self.book.many(entity, term.many)
        if found is None:  # checked when the book was read
            raise LookupError(term.many)
        child, link = found
        self.link(child, link.code)
        parts = [
            self.place(child, part) if part is not None else (None, 0) for part in (term.value, term.where)
        ]
        level = 1 + max(level for _, level in parts)
        return Summed(name, child, link.code, term, parts[0][0], parts[1][0], level)


def cells_of(term: Term) -> list[str]:
    """The columns that a placed term reads."""
    return [part.name for part in walk(term) if isinstance(part, Cell)]
