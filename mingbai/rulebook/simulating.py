"""What if: who enters, who leaves, what it costs, by township. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mingbai.rulebook import stacking
from mingbai.rulebook.book import Book
from mingbai.rulebook.on_duckdb import Run, Session
from mingbai.rulebook.reaching import led_to
from mingbai.rulebook.terms import Value
from mingbai.rulebook.verdicts import Placed

# The township's area code: the first nine digits of the village's, and zeros.
TOWNSHIP = "coalesce(rpad(left(area, 9), 12, '0'), '')"
TOLD = ("holds", "open", "amount")  # what each side says of a rule; the rule's number stands behind
COUNTED = 9  # numbers of an Effect


@dataclass(frozen=True, slots=True)
class Effect:
    """One rule in one township (empty: no area known).

    Costs are fen for one period of the benefit, of known amounts only; of benefits that exclude each other
    only the one that is kept costs anything.
    """

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
    """Two runs side by side. `rules` are those that the change touches; `mates` share a group with them."""

    session: Session
    before: Run
    after: Run
    rules: tuple[str, ...]
    mates: tuple[str, ...] = ()

    def effects(self) -> list[Effect]:
        """By rule and township; of the mates only where the change alters what they cost."""
        found = [effect for entity in self._entities() for effect in self._of(entity)]
        order = {code: at for at, code in enumerate((*self.rules, *self.mates))}
        told = [one for one in found if one.rule in self.rules or one.cost_before != one.cost_after]
        return sorted(told, key=lambda one: (order[one.rule], one.township))

    def moved(self, rule: str, *, limit: int = 1000) -> list[Moved]:
        """Who enters and who leaves, in the order of their keys."""
        found: list[Moved] = []
        for entity in self._entities(rule):
            query = f"""
                SELECT CAST(key AS VARCHAR) AS key, {TOWNSHIP}, a_holds_0 FROM ({self._both(entity, [rule])})
                WHERE a_holds_0 <> b_holds_0 ORDER BY key LIMIT {int(limit)}"""
            rows = self.session.connection.execute(query).fetchall()
            found += [Moved(rule, *row) for row in rows]
        return found[:limit]

    def close(self) -> None:
        """Drops both runs."""
        self.after.close()
        self.before.close()

    def _entities(self, rule: str = "") -> list[str]:
        """The kinds of subject that the rules, or the one rule, are about."""
        runs = (self.before, self.after)
        return list(
            dict.fromkeys(
                entity
                for run in runs
                for entity, subject in run.questions.subjects.items()
                if not rule or any(one.rule.code == rule for one in subject.placed)
            )
        )

    def _of(self, entity: str) -> Iterator[Effect]:
        rules = [
            code
            for code in (*self.rules, *self.mates)
            if any(_placed(run, entity, code) for run in (self.before, self.after))
        ]
        counted = ", ".join(_counted(place) for place in range(len(rules)))
        query = f"""
            SELECT {TOWNSHIP} AS township, {counted} FROM ({self._both(entity, rules)})
            GROUP BY township"""
        for township, *numbers in self.session.connection.execute(query).fetchall():
            for place, rule in enumerate(rules):
                yield Effect(rule, township, *numbers[COUNTED * place : COUNTED * (place + 1)])

    def _both(self, entity: str, rules: Sequence[str]) -> str:
        """Every subject: key, area, and for each rule what holds, is open and costs before and after."""
        before, after = _Side(self.before, entity, "b", rules), _Side(self.after, entity, "a", rules)
        if self.after.like is self.before and entity in self.before.questions.subjects:
            columns = ", ".join([*before.place(), *before.columns(), *after.columns()])
            return f"SELECT {columns} FROM {before.facts()} f {before.joins()} {after.joins()}"
        names = [f"{side}_{told}_{at}" for side in "ba" for at in range(len(rules)) for told in TOLD]
        told = [name if "amount" in name else f"coalesce({name}, FALSE) AS {name}" for name in names]
        return (
            f"SELECT coalesce(b.key, a.key) AS key, coalesce(b.area, a.area) AS area, {', '.join(told)}"
            f" FROM ({before.rows()}) b FULL JOIN ({after.rows()}) a ON a.key = b.key"
        )


@dataclass(frozen=True)
class _Side:
    """One of the two runs, about one kind of subject; its columns begin with `mark`."""

    run: Run
    entity: str
    mark: str
    rules: Sequence[str]

    def rows(self) -> str:
        """The side by itself."""
        if self.entity not in self.run.questions.subjects:
            nothing = ["NULL AS key", "NULL AS area", *self.columns()]
            return f"SELECT {', '.join(nothing)} WHERE FALSE"
        return f"SELECT {', '.join([*self.place(), *self.columns()])} FROM {self.facts()} f {self.joins()}"

    def facts(self) -> str:
        """The table of facts."""
        return self.run.asking(self.entity).facts

    def place(self) -> list[str]:
        """The subject's key and area."""
        area = self.run.questions.subjects[self.entity].area
        sql = self.run.layers.sql
        return ["f.key", f"CAST({f'f.{sql.name(area)}' if area else 'NULL'} AS VARCHAR) AS area"]

    def columns(self) -> list[str]:
        """What holds, is open and costs, rule by rule; where a rule is not asked, nothing."""
        found = []
        for at, code in enumerate(self.rules):
            values = ("FALSE", "FALSE", "CAST(NULL AS BIGINT)")
            placed = _placed(self.run, self.entity, code)
            if placed is not None:
                asking = self.run.asking(self.entity)
                values = asking.holds(placed), asking.unknown(placed), self._amount(placed, at)
            found += [f"{value} AS {self.mark}_{told}_{at}" for told, value in zip(TOLD, values, strict=True)]
        return found

    def _amount(self, placed: Placed, at: int) -> str:
        """What the rule gives where it holds: 0 where another of its group is kept, NULL if unknown."""
        if placed.rule.benefit is None:
            return "CAST(0 AS BIGINT)"  # it gives nothing, which is not unknown
        amount = self.run.layers.sql.of(placed.amount) if placed.amount is not None else "NULL"
        if _stack(placed):
            kept = f"{self.mark}{at}.kept"
            amount = f"CASE WHEN {kept} THEN {amount} WHEN NOT {kept} THEN 0 END"
        return f"CASE WHEN {self.run.asking(self.entity).holds(placed)} THEN CAST({amount} AS BIGINT) END"

    def joins(self) -> str:
        """Which benefits of stacking groups are kept."""
        parts = []
        for at, code in enumerate(self.rules):
            placed = _placed(self.run, self.entity, code)
            if placed is not None and (stack := _stack(placed)):
                number = stacking.members(self.run, stack).index(code)
                relation = stacking.relation(self.run, stack)
                kept = f"SELECT who, kept FROM ({relation}) WHERE number = {number}"
                alias = f"{self.mark}{at}"
                parts.append(f"LEFT JOIN ({kept}) {alias} ON {alias}.who = CAST(f.key AS VARCHAR)")
        return " ".join(parts)


def _placed(run: Run, entity: str, code: str) -> Placed | None:
    subject = run.questions.subjects.get(entity)
    return next((one for one in subject.placed if one.rule.code == code), None) if subject else None


def _stack(placed: Placed) -> str:
    return placed.rule.benefit.stack if placed.rule.benefit is not None else ""


def _counted(at: int) -> str:
    """The numbers of an Effect about one rule."""
    before, after = f"b_holds_{at}", f"a_holds_{at}"
    moved = f"{after} AND NOT {before}", f"{before} AND NOT {after}"
    tests = (before, after, *moved, f"b_open_{at}", f"a_open_{at}")
    counts = [f"count(*) FILTER (WHERE {test})" for test in tests]
    costs = [f"CAST(coalesce(sum({side}_amount_{at}), 0) AS BIGINT)" for side in "ba"]
    unknown = f"count(*) FILTER (WHERE {after} AND a_amount_{at} IS NULL)"
    return ", ".join([*counts, *costs, unknown])


def simulated(
    session: Session,
    *,
    as_of: date,
    changed: Mapping[str, Value] | None = None,
    book: Book | None = None,
    rules: Iterable[str] | None = None,
) -> Simulation:
    """The rules that a changed parameter or book touches (or those named), before and after.

    Asked besides are only those that share a stacking group with one of them: the change may let another
    benefit of the group be kept.
    """
    other = book or session.book
    chosen = tuple(rules) if rules is not None else touched(session.book, other, changed or {})
    mates = _mates(session.book, other, chosen)
    every = (*chosen, *mates)
    before = session.run(as_of=as_of, rules=[code for code in every if code in session.book.rules])
    new = [code for code in every if code in other.rules]
    after = session.run(as_of=as_of, rules=new, changed=changed, book=other, like=before)
    return Simulation(session, before, after, chosen, mates)


def _mates(old: Book, new: Book, chosen: Iterable[str]) -> tuple[str, ...]:
    """The other policies of the groups that the chosen ones belong to."""
    benefits = [
        (code, rule.benefit.stack)
        for book in (old, new)
        for code, rule in book.rules.items()
        if rule.benefit is not None and rule.benefit.stack
    ]
    taken = set(chosen)
    groups = {stack for code, stack in benefits if code in taken}
    return tuple(dict.fromkeys(code for code, stack in benefits if stack in groups and code not in taken))


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
