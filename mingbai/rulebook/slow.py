"""The oracle: the book row by row in plain Python, as naive as it can be.

It shares nothing with the compilers but the parser and the files: it walks what is written, on exact
fractions, and finds months by trying. The engines must agree with it on every row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlglot import exp

from mingbai.rulebook.book import Book, Entity, Link, Rule, many
from mingbai.rulebook.days import period
from mingbai.rulebook.grammar import parts, tree
from mingbai.rulebook.slow_functions import FUNCTIONS
from mingbai.rulebook.trials import Answers
from mingbai.rulebook.worlds import Row, World

parsed = lru_cache(maxsize=None)(tree)


@dataclass(frozen=True)
class Here:
    """From which row an expression is read; inside a total, names start with `prefix`."""

    entity: str
    row: Row
    days: Mapping[str, date]
    prefix: tuple[str, ...] = ()


@dataclass
class Slow:
    """Evaluates rules on the rows of a world."""

    book: Book
    rows: Mapping[str, Sequence[Row]]
    as_of: date
    absent: frozenset[str] = frozenset()
    changed: Mapping[str, Any] = field(default_factory=dict)
    _keyed: dict[str, dict[Any, Row]] = field(default_factory=dict)
    _owned: dict[tuple[str, str], dict[Any, list[Row]]] = field(default_factory=dict)

    def answer(self, rule: Rule, row: Row) -> tuple[str, int | None]:
        """holds, not or unknown for one subject, with the amount in fen where it holds."""
        here = self._here(rule, row)
        values = [self.value(parsed(condition.written), here) for condition in rule.conditions]
        answer = combined(rule, values)
        if rule.benefit is None or answer != "holds":
            return answer, None
        amount = self.value(parsed(rule.benefit.written), here)
        return answer, None if amount is None else int(amount)

    def truths(self, rule: Rule, row: Row) -> list[bool | None]:
        """Each condition by itself."""
        here = self._here(rule, row)
        return [self.value(parsed(condition.written), here) for condition in rule.conditions]

    def _here(self, rule: Rule, row: Row) -> Here:
        days = {"as_of": self.as_of}
        if rule.benefit is not None:
            days["period_start"], days["period_end"] = period(self.as_of, rule.benefit.period)
        return Here(rule.subject, row, days)

    # -- names

    def _name(self, names: tuple[str, ...], here: Here) -> Any:
        if len(names) == 1 and names[0] in here.days:
            return here.days[names[0]]
        if len(names) == 1 and names[0] in self.book.parameters:
            return self._parameter(names[0])
        own = names[len(here.prefix) :]
        entity, row = self._walked(here.entity, here.row, own[:-1])
        return None if row is None else self._fact(entity, row, own[-1])

    def _parameter(self, code: str) -> Any:
        parameter = self.book.parameters[code]
        dated = parameter.on(self.as_of)
        value = self.changed.get(code, dated.value if dated is not None else None)
        if isinstance(value, int) and not isinstance(value, bool):
            return Fraction(value, 10**parameter.type.scale)
        return value

    def _walked(self, entity: str, row: Row | None, path: Sequence[str]) -> tuple[str, Row | None]:
        for name in path:
            link = self.book.entities[entity].links[name]
            row = None if row is None else self._linked(self.book.entities[entity], row, link)
            entity = link.to
        return entity, row

    def _linked(self, one: Entity, row: Row, link: Link) -> Row | None:
        target = self.book.entities[link.to]
        if target.distinct is not None:
            value = self._grouped(one, row, link)
            return None if value is None else {"key": value, "value": value}
        if link.to in self.absent:
            return None
        if link.to not in self._keyed:
            self._keyed[link.to] = {r["key"]: r for r in self.rows.get(link.to, ())}
        return self._keyed[link.to].get(row.get("@" + link.code))

    def _grouped(self, one: Entity, row: Row, link: Link) -> Any:
        fact = next(f for f in one.facts.values() if f.column == link.column)
        return row.get(fact.code)

    def _fact(self, entity: str, row: Row, code: str) -> Any:
        fact = self.book.entities[entity].facts[code]
        if fact.written:
            return self.value(parsed(fact.written), Here(entity, row, {"as_of": self.as_of}))
        value = row.get(code)
        if fact.type.kind == "number" and value is not None:
            return Fraction(value, 10**fact.type.scale)
        return value

    # -- expressions

    def value(self, node: Any, here: Here) -> Any:
        """What the written expression yields on a row; None is unknown."""
        if isinstance(node, exp.Column | exp.Dot):
            return self._name(parts(node), here)
        if isinstance(node, exp.Anonymous):
            return self._call(node, None, here)
        if isinstance(node, exp.Filter):
            return self._call(node.this, node.expression.this, here)
        if isinstance(node, exp.Case):
            return self._case(node, here)
        if isinstance(node, exp.In):
            return self._in(node, here)
        return _plain(node, lambda inner: self.value(inner, here))

    def _case(self, node: Any, here: Here) -> Any:
        for branch in node.args["ifs"]:
            held = self.value(branch.this, here)
            if held is None:
                return None
            if held:
                return self.value(branch.args["true"], here)
        return self.value(node.args["default"], here)

    def _in(self, node: Any, here: Here) -> bool | None:
        value = self.value(node.this, here)
        if node.args.get("field") is not None:
            listed = self.value(node.args["field"], here)
        else:
            listed = [self.value(item, here) for item in node.expressions]
        return None if value is None or listed is None else value in listed

    def _call(self, node: Any, where: Any, here: Here) -> Any:
        name = str(node.this).lower()
        if name in TOTALS:
            return self._total(name, node.expressions[0], where, here)
        args = [self.value(arg, here) for arg in node.expressions]
        return FUNCTIONS[name](*args)

    # -- totals

    def _total(self, name: str, node: Any, where: Any, here: Here) -> Any:
        names = parts(next(iter(node.find_all(exp.Column, exp.Dot))))
        entity, row, size = here.entity, here.row, len(here.prefix)
        found: Row | None = row
        while many(self.book.entities, entity, names[size]) is None:
            entity, found = self._walked(entity, found, names[size : size + 1])
            size += 1
        child, link = many(self.book.entities, entity, names[size]) or ("", None)
        if found is None or link is None or self._away(child):
            return None
        rows = self._of(child, link, found)
        inner = [Here(child, r, here.days, names[: size + 1]) for r in rows]
        kept = [True if where is None else self.value(where, one) for one in inner]
        if name == "count":
            return None if None in kept else Fraction(sum(1 for keep in kept if keep))
        values = [self.value(node, one) for one in inner]
        return TOTALS[name](kept, values)

    def _away(self, entity: str) -> bool:
        return entity in self.absent

    def _of(self, child: str, link: Link, owner: Row) -> list[Row]:
        place = child, link.code
        if place not in self._owned:
            self._owned[place] = {}
            for row in self.rows.get(child, ()):
                self._owned[place].setdefault(self._owner(child, row, link), []).append(row)
        return self._owned[place].get(owner["key"], [])

    def _owner(self, child: str, row: Row, link: Link) -> Any:
        if self.book.entities[link.to].distinct is not None:
            return self._grouped(self.book.entities[child], row, link)
        return row.get("@" + link.code)


def combined(rule: Rule, values: Sequence[bool | None]) -> str:
    """How the conditions' answers combine."""
    true, possible = sum(v is True for v in values), sum(v is not False for v in values)
    least = {"all": len(values), "any": 1}.get(rule.combine, rule.least)
    return "holds" if true >= least else "unknown" if possible >= least else "not"


def _all_known(kept: Sequence[Any], values: Sequence[Any]) -> list[Any] | None:
    if None in kept:
        return None
    chosen = [value for keep, value in zip(kept, values, strict=True) if keep]
    return None if None in chosen else chosen


def _of_known(make: Callable[[list[Any]], Any]) -> Callable[[Sequence[Any], Sequence[Any]], Any]:
    def total(kept: Sequence[Any], values: Sequence[Any]) -> Any:
        chosen = _all_known(kept, values)
        return None if chosen is None else make(chosen)

    return total


def _any(kept: Sequence[Any], values: Sequence[Any]) -> bool | None:
    return either([both([keep, value]) for keep, value in zip(kept, values, strict=True)])


def _all(kept: Sequence[Any], values: Sequence[Any]) -> bool | None:
    return both([either([opposite(keep), value]) for keep, value in zip(kept, values, strict=True)])


TOTALS: dict[str, Callable[[Sequence[Any], Sequence[Any]], Any]] = {
    "count": _any,  # answered before the values are asked
    "sum": _of_known(lambda chosen: sum(chosen, Fraction(0))),
    "min": _of_known(lambda chosen: min(chosen, default=None)),
    "max": _of_known(lambda chosen: max(chosen, default=None)),
    "count_distinct": _of_known(lambda chosen: Fraction(len(set(chosen)))),
    "any_of": _any,
    "all_of": _all,
}


def both(values: Sequence[bool | None]) -> bool | None:
    """Three-valued `and`."""
    return False if False in values else None if None in values else True


def either(values: Sequence[bool | None]) -> bool | None:
    """Three-valued `or`."""
    return True if True in values else None if None in values else False


def opposite(value: bool | None) -> bool | None:
    """Three-valued `not`."""
    return None if value is None else not value


PAIRS: dict[type, Callable[[Any, Any], Any]] = {
    exp.EQ: lambda a, b: a == b,
    exp.NEQ: lambda a, b: a != b,
    exp.LT: lambda a, b: a < b,
    exp.LTE: lambda a, b: a <= b,
    exp.GT: lambda a, b: a > b,
    exp.GTE: lambda a, b: a >= b,
    exp.Add: lambda a, b: a + b,
    exp.Sub: lambda a, b: a - b,
    exp.Mul: lambda a, b: a * b,
}


def _plain(node: Any, value: Callable[[Any], Any]) -> Any:
    if type(node) in PAIRS:
        left, right = value(node.this), value(node.expression)
        return None if left is None or right is None else PAIRS[type(node)](left, right)
    return ONES[type(node)](node, value)


def _between(node: Any, value: Callable[[Any], Any]) -> bool | None:
    middle, low, high = value(node.this), value(node.args["low"]), value(node.args["high"])
    over = None if middle is None or low is None else middle >= low
    under = None if middle is None or high is None else middle <= high
    return both([over, under])


def _negative(node: Any, value: Callable[[Any], Any]) -> Any:
    inner = value(node.this)
    return None if inner is None else -inner


ONES: dict[type, Callable[[Any, Callable[[Any], Any]], Any]] = {
    exp.Paren: lambda node, value: value(node.this),
    exp.Not: lambda node, value: opposite(value(node.this)),
    exp.And: lambda node, value: both([value(node.this), value(node.expression)]),
    exp.Or: lambda node, value: either([value(node.this), value(node.expression)]),
    exp.Is: lambda node, value: value(node.this) is None,
    exp.Neg: _negative,
    exp.Between: _between,
    exp.Literal: lambda node, _: node.this if node.is_string else Fraction(node.this),
    exp.Boolean: lambda node, _: bool(node.this),
    exp.Cast: lambda node, _: date.fromisoformat(node.this.this),
}


def try_examples(world: World, absent: frozenset[str], as_of: date, rules: list[str]) -> Answers:
    """The oracle as an engine for trials."""
    slow = Slow(world.book, world.rows, as_of, absent)
    found: dict[tuple[str, str], tuple[str, int | None]] = {}
    for code in rules:
        rule = world.book.rules[code]
        for row in world.rows.get(rule.subject, []):
            found[code, row["key"]] = slow.answer(rule, row)
    return found
