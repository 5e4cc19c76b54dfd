"""Does every rule answer its examples as written? Asked of any engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mingbai.rulebook.book import Book, Example, Rule
from mingbai.rulebook.verdicts import asked
from mingbai.rulebook.worlds import World

# What an engine says of some rules about one world: (rule, key) → (holds | not | unknown, amount in fen)
Answers = Mapping[tuple[str, str], tuple[str, int | None]]
Engine = Callable[[World, frozenset[str], date, list[str]], Answers]


@dataclass(frozen=True, slots=True)
class Case:
    """One example of one rule."""

    rule: Rule
    example: Example


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that was answered otherwise; amounts are fen."""

    case: Case
    answer: str
    amount: int | None

    def __str__(self) -> str:
        example = self.case.example
        told = f"{example.where}: {self.case.rule.code} expects {example.expect}"
        paid = f" (amount {self.amount} for {example.amount} fen)" if example.states_amount else ""
        return f"{told}, answered {self.answer}{paid}"


def cases(book: Book, rules: Iterable[str] | None = None) -> list[Case]:
    """All examples of the chosen rules."""
    chosen = list(rules) if rules is not None else list(book.rules)
    return [Case(book.rules[code], example) for code in chosen for example in book.rules[code].examples]


def failures(book: Book, engine: Engine, rules: Iterable[str] | None = None) -> list[Failure]:
    """Every example that the engine answers otherwise than written."""
    found: list[Failure] = []
    for batch in _batches(book, cases(book, rules)):
        found.extend(_tried(book, engine, batch))
    return found


def _batches(book: Book, every: list[Case]) -> Iterator[list[Case]]:
    """Examples that may share a world: same day, same datasets away, no grouping across subjects."""
    batches: dict[object, list[Case]] = {}
    alone: dict[str, bool] = {}
    for number, case in enumerate(every):
        code = case.rule.code
        if code not in alone:
            alone[code] = _groups(book, case)
        shared = (case.example.as_of, case.example.absent)
        batches.setdefault(number if alone[code] else shared, []).append(case)
    yield from batches.values()


def _groups(book: Book, case: Case) -> bool:
    wides = asked(book, as_of=case.example.as_of, rules=[case.rule.code]).plan.wides
    return any(wide.entity.distinct is not None for wide in wides.values())


def _tried(book: Book, engine: Engine, batch: list[Case]) -> Iterator[Failure]:
    world = World(book)
    keys = [world.add(case.rule.subject, case.example.facts) for case in batch]
    first = batch[0].example
    codes = list(dict.fromkeys(case.rule.code for case in batch))
    answers = engine(world, first.absent, first.as_of, codes)
    for case, key in zip(batch, keys, strict=True):
        answer, amount = answers[case.rule.code, key]
        wrong = case.example.states_amount and amount != case.example.amount
        if answer != case.example.expect or wrong:
            yield Failure(case, answer, amount)
