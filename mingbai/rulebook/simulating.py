"""What if: who enters, who leaves, what it costs, by township. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mingbai.rulebook.book import Book
from mingbai.rulebook.health import led_to
from mingbai.rulebook.on_duckdb import Run, Session
from mingbai.rulebook.terms import Value

TOWNSHIP = 9  # digits of an area code that name the township


@dataclass(frozen=True, slots=True)
class Effect:
    """One rule in one township (empty: no area known). Costs are fen a period, of known amounts only."""

    rule: str
    township: str
    before: int
    after: int
    enters: int
    leaves: int
    unknown_before: int
    unknown_after: int
    cost_before: int
    cost_after: int
    amounts_unknown: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A subject that enters or leaves."""

    rule: str
    key: str
    township: str
    enters: bool


@dataclass
class Simulation:
    """Two runs side by side."""

    session: Session
    before: Run
    after: Run
    rules: tuple[str, ...]

    def effects(self) -> list[Effect]:
        """By rule and township."""
        return [effect for rule in self.rules for effect in self._effects(rule)]

    def _effects(self, rule: str) -> Iterator[Effect]:
        query = f"""
            SELECT coalesce(rpad(left(coalesce(b.area, a.area), {TOWNSHIP}), 12, '0'), '') AS township,
                count(*) FILTER (WHERE b.holds), count(*) FILTER (WHERE a.holds),
                count(*) FILTER (WHERE a.holds AND coalesce(NOT b.holds, TRUE)),
                count(*) FILTER (WHERE b.holds AND coalesce(NOT a.holds, TRUE)),
                count(*) FILTER (WHERE b.open), count(*) FILTER (WHERE a.open),
                CAST(coalesce(sum(b.amount), 0) AS BIGINT), CAST(coalesce(sum(a.amount), 0) AS BIGINT),
                count(*) FILTER (WHERE a.holds AND a.amount IS NULL)
            FROM ({self._verdict(self.before, rule)}) b FULL JOIN ({self._verdict(self.after, rule)}) a
                ON a.key = b.key
            GROUP BY township ORDER BY township"""
        for row in self.session.connection.execute(query).fetchall():
            yield Effect(rule, *row)

    def moved(self, rule: str, *, limit: int = 1000) -> list[Moved]:
        """Who enters and who leaves, in the order of their keys."""
        query = f"""
            SELECT CAST(coalesce(a.key, b.key) AS VARCHAR) AS key,
                coalesce(rpad(left(coalesce(b.area, a.area), {TOWNSHIP}), 12, '0'), ''),
                coalesce(a.holds, FALSE) AS enters
            FROM ({self._verdict(self.before, rule)}) b FULL JOIN ({self._verdict(self.after, rule)}) a
                ON a.key = b.key
            WHERE coalesce(a.holds, FALSE) <> coalesce(b.holds, FALSE) ORDER BY key LIMIT {int(limit)}"""
        rows = self.session.connection.execute(query).fetchall()
        return [Moved(rule, *row) for row in rows]

    def _verdict(self, run: Run, rule: str) -> str:
        none = "SELECT NULL AS key, NULL AS area, FALSE AS holds, FALSE AS open, NULL AS amount WHERE FALSE"
        if rule not in run.rules():
            return none
        placed = run.placed(rule)
        return run.asking(placed.rule.subject).verdict(placed)

    def close(self) -> None:
        """Drops both runs."""
        self.before.close()
        self.after.close()


def simulated(
    session: Session,
    *,
    as_of: date,
    changed: Mapping[str, Value] | None = None,
    book: Book | None = None,
    rules: Iterable[str] | None = None,
) -> Simulation:
    """The rules that a changed parameter or book touches (or those named), before and after."""
    other = book or session.book
    chosen = tuple(rules) if rules is not None else touched(session.book, other, changed or {})
    old = [code for code in chosen if code in session.book.rules]
    new = [code for code in chosen if code in other.rules]
    before = session.run(as_of=as_of, rules=old)
    after = session.run(as_of=as_of, rules=new, changed=changed, book=other)
    return Simulation(session, before, after, chosen)


def touched(old: Book, new: Book, changed: Iterable[str]) -> tuple[str, ...]:
    """The rules that lead to a changed parameter or fact, or are themselves changed, new or gone."""
    values = {*changed, *(c for c in old.parameters if old.parameters[c] != new.parameters.get(c))}
    codes = dict.fromkeys((*old.rules, *new.rules))
    return tuple(code for code in codes if _touched(old, new, code, values))


def _touched(old: Book, new: Book, code: str, values: set[str]) -> bool:
    if code not in old.rules or code not in new.rules or _said(old, code) != _said(new, code):
        return True
    facts, parameters = led_to(new, new.rules[code])
    if parameters & values:
        return True
    return any(_written(old, place) != _written(new, place) for place in facts)


def _said(book: Book, code: str) -> object:
    rule = book.rules[code]
    conditions = tuple((one.name, one.written) for one in rule.conditions)
    amount = rule.benefit and (rule.benefit.written, rule.benefit.period)
    return rule.subject, rule.combine, rule.least, conditions, amount


def _written(book: Book, place: tuple[str, str]) -> object:
    entity = book.entities.get(place[0])
    fact = entity.facts.get(place[1]) if entity is not None else None
    return fact and (fact.column, fact.written, fact.type)
