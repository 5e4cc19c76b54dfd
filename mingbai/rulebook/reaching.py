"""How far a rule looks: what it passes on its way, whose rows it counts; at one household alone?"""

from __future__ import annotations

from dataclasses import dataclass, field

from mingbai.rulebook.book import Book, Rule
from mingbai.rulebook.health import terms_of
from mingbai.rulebook.terms import Read, Term, Total, children

HOUSEHOLD, PERSON = "household", "person"


@dataclass
class _Way:
    """What was passed, what was worked out already, and the kinds of thing whose rows were counted over."""

    entities: set[str] = field(default_factory=set)
    facts: set[tuple[str, str]] = field(default_factory=set)
    counted_from: set[str] = field(default_factory=set)


def entities_of(book: Book, rule: Rule) -> frozenset[str]:
    """Codes of every entity whose rows can change what the rule says."""
    return frozenset(_way(book, rule).entities)


def across_households(book: Book, rule: Rule) -> bool:
    """Whether it counts over rows of several households: of a village, of who shares a telephone."""
    own = {code for code in book.entities if _belongs(book, code, frozenset())}
    return bool(_way(book, rule).counted_from - own)


def _belongs(book: Book, code: str, before: frozenset[str]) -> bool:
    """Whether each row of the entity is one household's: the household, or linked to one."""
    if code in (HOUSEHOLD, PERSON):
        return True
    links = book.entities[code].links.values()
    return any(_belongs(book, link.to, before | {code}) for link in links if link.to not in before)


def _way(book: Book, rule: Rule) -> _Way:
    way = _Way()
    _pass(book, rule.subject, (), way)
    for term in terms_of(rule):
        _follow(book, rule.subject, term, way)
    return way


def _follow(book: Book, entity: str, term: Term, way: _Way) -> None:
    if isinstance(term, Read):
        _follow_fact(book, _pass(book, entity, term.path, way), term.fact, way)
    elif isinstance(term, Total):
        start = _pass(book, entity, term.path, way)
        way.counted_from.add(start)
        child = book.many(start, term.many)
        entity = _pass(book, child[0], (), way) if child is not None else entity
    for part in children(term):
        _follow(book, entity, part, way)


def _follow_fact(book: Book, entity: str, code: str, way: _Way) -> None:
    expr = book.entities[entity].facts[code].expr
    if (entity, code) not in way.facts and expr is not None:
        way.facts.add((entity, code))
        _follow(book, entity, expr, way)


def _pass(book: Book, entity: str, path: tuple[str, ...], way: _Way) -> str:
    """The end of a path; everything on it is looked at."""
    ends = [entity]
    for step in path:
        ends.append(book.entities[ends[-1]].links[step].to)
    for one in ends:
        grouped = book.entities[one].distinct
        way.entities |= {one} if grouped is None else {one, grouped[0]}
    return ends[-1]
