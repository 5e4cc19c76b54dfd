"""A checked expression: what remains when everything not understood has been refused.

The trees are immutable and compared by value, so that equal parts are computed once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingbai.rulebook.types import Type

# codes are a tuple of texts, a table a tuple of (text, fen)
Value = bool | int | str | date | tuple[object, ...] | None


@dataclass(frozen=True, slots=True)
class Term:
    """Base: every term knows its type."""

    type: Type


@dataclass(frozen=True, slots=True)
class Constant(Term):
    """A value written in the book; numbers already multiplied by 10^scale."""

    value: Value


@dataclass(frozen=True, slots=True)
class Given(Term):
    """A built-in day: as_of, period_start, period_end."""

    name: str


@dataclass(frozen=True, slots=True)
class Parameter(Term):
    """A dated parameter; its value on the day is put in when compiling."""

    code: str


@dataclass(frozen=True, slots=True)
class Read(Term):
    """A fact at the end of a path of links, from the subject's point of view."""

    path: tuple[str, ...]
    fact: str


@dataclass(frozen=True, slots=True)
class Cell(Term):
    """A column of the row at hand, once a plan has said where every value comes from."""

    name: str


@dataclass(frozen=True, slots=True)
class Call(Term):
    """An operator or function, by the name that every engine expands by hand."""

    op: str
    args: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Total(Term):
    """One value over many rows: `value` and `where` are seen from a row of the collection."""

    fun: str  # count | sum | min | max | count_distinct | any_of | all_of
    path: tuple[str, ...]
    many: str
    value: Term | None
    where: Term | None


def children(term: Term) -> tuple[Term, ...]:
    """The terms directly inside."""
    if isinstance(term, Call):
        return term.args
    if isinstance(term, Total):
        return tuple(part for part in (term.value, term.where) if part is not None)
    return ()


def walk(term: Term) -> Iterator[Term]:
    """The term and everything inside it."""
    yield term
    for child in children(term):
        yield from walk(child)
