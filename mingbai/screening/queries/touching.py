"""Which rules a parameter leads to, whose they are, and in which lines of work."""

from collections.abc import Iterable
from functools import lru_cache

from mingbai.kit.pack import installed
from mingbai.rulebook.book import Book, Rule
from mingbai.rulebook.reaching import led_to
from mingbai.screening.states import BookChangeKind


def by_parameter(book: Book) -> dict[str, tuple[str, ...]]:
    """The codes of the rules that each parameter leads to, in the order of the book."""
    return _by_parameter(_Once(book))


class _Once:
    """A book that is the same as any other of its edition: what leads where is worked out once."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def __hash__(self) -> int:
        return hash(self.book.edition)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and other.book.edition == self.book.edition


@lru_cache(maxsize=6)
def _by_parameter(one: _Once) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {code: [] for code in one.book.parameters}
    for rule in one.book.rules.values():
        for code in parameters_of(one.book, rule):
            found[code].append(rule.code)
    return {code: tuple(rules) for code, rules in found.items()}


def parameters_of(book: Book, rule: Rule) -> list[str]:
    """The parameters that a rule rests on, also through derived facts, in the order of the book."""
    _facts, parameters = led_to(book, rule)
    return [code for code in book.parameters if code in parameters]


def rules_of(book: Book, kind: str, code: str) -> tuple[str, ...]:
    """The rules that a decision of this kind is about."""
    if kind == BookChangeKind.RULE:
        return (code,) if code in book.rules else ()
    return by_parameter(book).get(code, ())


def lines_of(book: Book, rules: Iterable[str]) -> list[str]:
    """The lines of work of the departments that own the rules."""
    units = installed().section("units")
    owners = {book.rules[code].owner for code in rules if code in book.rules}
    return sorted({line for owner in owners if owner in units for line in units[owner]["lines"]})
