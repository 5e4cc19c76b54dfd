"""The rule book as values: entities with facts, dated parameters, rules with conditions and examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mingbai.packs.problems import Where
from mingbai.packs.text import Text
from mingbai.rulebook.terms import Term
from mingbai.rulebook.types import Type


@dataclass(frozen=True, slots=True)
class Document:
    """What a value or a rule stands on."""

    code: str
    words: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """From many rows of one entity to one row of another; `many` is the way back."""

    code: str
    to: str
    column: str
    many: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A column of an entity, or a derived value (`expr`)."""

    code: str
    type: Type
    words: Text
    where: Where
    column: str = ""
    expr: Term | None = None
    written: str = ""  # the derived fact's expression as it stands in the file
    sensitive: bool = False
    source: str = ""
    labels: Mapping[str, Text] = field(default_factory=dict)  # how codes are said


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of thing with a key, links towards one, and facts."""

    code: str
    words: Text
    dataset: str
    key: str
    where: Where
    links: Mapping[str, Link] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    distinct: tuple[str, str] | None = None  # (entity, fact) that a grouping entity is made of


@dataclass(frozen=True, slots=True)
class Dated:
    """One value of a parameter from a day on; None means nobody knows."""

    since: date
    value: object
    document: str
    verified: bool
    where: Where


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that law or the county sets, with its history."""

    code: str
    type: Type
    words: Text
    values: tuple[Dated, ...]
    where: Where
    unit: str = ""  # words for readers

    def on(self, day: date) -> Dated | None:
        """The entry in force on `day`; None before the first."""
        before = [dated for dated in self.values if dated.since <= day]
        return before[-1] if before else None


@dataclass(frozen=True, slots=True)
class Condition:
    """One part of a rule that is true, false or unknown by itself."""

    name: str
    term: Term
    words: Text
    where: Where
    written: str
    mentions: Mapping[str, Term] = field(default_factory=dict)  # what it uses or speaks of, by name


@dataclass(frozen=True, slots=True)
class Example:
    """Facts and what the rule must answer on them. `amount` is fen, None when unknown or not due."""

    expect: str  # holds | not | unknown
    facts: Mapping[str, object]
    as_of: date
    where: Where
    edge: bool = False
    absent: frozenset[str] = frozenset()
    amount: int | None = None
    states_amount: bool = False


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a policy gives: an amount in fen for a period, perhaps one of a stacking group."""

    amount: Term
    period: str
    written: str
    stack: str = ""
    received: Term | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions on a subject and how they combine; `least` is how many must be true."""

    code: str
    kind: str
    subject: str
    title: Text
    document: str
    verified: bool
    owner: str
    severity: str
    combine: str  # all | any | at_least
    least: int
    conditions: tuple[Condition, ...]
    examples: tuple[Example, ...]
    where: Where
    benefit: Benefit | None = None
    never_unknown: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Stack:
    """Policies of which one is kept for each `per` subject and period."""

    code: str
    per: str
    keep: str  # highest | first
    words: Text
    document: str


@dataclass(frozen=True, slots=True)
class Book:
    """Everything, checked. `edition` is the hash of what the files say."""

    edition: str
    example_day: date
    documents: Mapping[str, Document]
    entities: Mapping[str, Entity]
    parameters: Mapping[str, Parameter]
    stacks: Mapping[str, Stack]
    rules: Mapping[str, Rule]

    def many(self, entity: str, name: str) -> tuple[str, Link] | None:
        """The child entity and its link for the collection `name` of `entity`."""
        return many(self.entities, entity, name)


def many(entities: Mapping[str, Entity], entity: str, name: str) -> tuple[str, Link] | None:
    """The child entity and the link that a collection of `entity` is made of."""
    for child in entities.values():
        for link in child.links.values():
            if link.to == entity and link.many == name and name:
                return child.code, link
    return None


def collections(entities: Mapping[str, Entity], entity: str) -> list[str]:
    """The names of all collections of `entity`."""
    return [
        link.many
        for child in entities.values()
        for link in child.links.values()
        if link.to == entity and link.many
    ]
