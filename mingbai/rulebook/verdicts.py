"""What a book asks of each subject: its distinct conditions, and the columns that reasons need.

Every distinct condition is answered once for each subject: true, false, or NULL for unknown. Rules share
answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mingbai.rulebook.book import Book, Rule
from mingbai.rulebook.plan import Plan, cells_of
from mingbai.rulebook.speech import operands
from mingbai.rulebook.terms import Cell, Read, Term, Value, walk

VILLAGE = "village"  # the entity whose key is the area code by which numbers are told by township


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule with its conditions over cells; `places` says which of the subject's answers are its own."""

    rule: Rule
    places: tuple[int, ...]
    amount: Term | None
    received: Term | None
    per: str  # the column with the key that stacking counts by; empty without a group


@dataclass
class Subject:
    """Everything asked of one entity."""

    entity: str
    placed: list[Placed] = field(default_factory=list)
    conditions: dict[Term, int] = field(default_factory=dict)  # each distinct one and its place
    columns: dict[str, Term] = field(default_factory=dict)  # what reasons show
    area: str = ""

    def place(self, condition: Term) -> int:
        """Where the condition's answer stands; the next free place if it is new."""
        return self.conditions.setdefault(condition, len(self.conditions))

    def kept(self) -> list[str]:
        """The columns that stay beside the answers."""
        extra = [placed.per for placed in self.placed if placed.per]
        return list(dict.fromkeys(["key", *([self.area] if self.area else []), *self.columns, *extra]))

    def needed(self) -> list[str]:
        """Every column that answers and reasons rest on."""
        cells = [name for condition in self.conditions for name in cells_of(condition)]
        return list(dict.fromkeys([*self.kept(), *cells]))


@dataclass(frozen=True)
class Questions:
    """A plan with all that is asked of it."""

    plan: Plan
    subjects: Mapping[str, Subject]


def answer_name(place: int) -> str:
    """The column that holds an answer."""
    return f"?{place}"


def asked(
    book: Book, *, as_of: date, rules: Iterable[str] | None = None, changed: Mapping[str, Value] | None = None
) -> Questions:
    """The questions of the chosen rules (all by default) on a day. Raises NoValue, KeyError."""
    plan = Plan(book, as_of, changed or {})
    subjects: dict[str, Subject] = {}
    for code in rules if rules is not None else book.rules:
        rule = book.rules[code]
        subject = subjects.setdefault(rule.subject, Subject(rule.subject))
        subject.placed.append(_placed(plan, rule, subject))
    for subject in subjects.values():
        subject.area = _area(plan, subject.entity)
    return Questions(plan, subjects)


def _placed(plan: Plan, rule: Rule, subject: Subject) -> Placed:
    benefit = rule.benefit
    cycle = benefit.period if benefit else ""

    def put(term: Term) -> Term:
        return plan.place(rule.subject, plan.bound(term, cycle))[0]

    for name, term in _mentions(rule).items():
        if isinstance(term, Read):
            subject.columns[name] = put(term)
    amount = put(benefit.amount) if benefit else None
    received = put(benefit.received) if benefit and benefit.received is not None else None
    for part in (amount, received):
        cells = [cell for cell in walk(part) if isinstance(cell, Cell)] if part is not None else []
        subject.columns |= {cell.name: cell for cell in cells}
    return Placed(
        rule=rule,
        places=tuple(subject.place(put(condition.term)) for condition in rule.conditions),
        amount=amount,
        received=received,
        per=_per(plan, rule) if benefit and benefit.stack else "",
    )


def _mentions(rule: Rule) -> dict[str, Term]:
    mentions = {name: term for one in rule.conditions for name, term in one.mentions.items()}
    if rule.benefit is not None:
        mentions |= {operand.name: operand.term for operand in operands(rule.benefit.amount)}
    return mentions


def _per(plan: Plan, rule: Rule) -> str:
    per = plan.book.stacks[rule.benefit.stack].per if rule.benefit else ""
    path = path_to(plan.book, rule.subject, per)
    if path is None:
        raise LookupError(f"{rule.where}: {rule.subject} leads to no {per}")
    return plan.key_of(rule.subject, path)


def path_to(book: Book, entity: str, target: str) -> tuple[str, ...] | None:
    """The shortest path of links from one entity to another; None when there is none."""
    ways: list[tuple[str, tuple[str, ...]]] = [(entity, ())]
    for here, path in ways:
        if here == target:
            return path
        ways += [(link.to, (*path, link.code)) for link in book.entities[here].links.values()]
    return None


def _area(plan: Plan, entity: str) -> str:
    """The column with the key of the subject's village, its area code; empty when none leads there."""
    path = path_to(plan.book, entity, VILLAGE)
    return plan.key_of(entity, path) if path is not None else ""
