"""How far a rule looks: facts and parameters it leads to, things it passes, whose rows it counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from mingbai.rulebook.book import Book, Rule
from mingbai.rulebook.terms import Parameter, Read, Term, Total, children

HOUSEHOLD, PERSON = "household", "person"
Facts = set[tuple[str, str]]  # entity and fact


@dataclass
class _Way:
    """What was passed and read on the way, and the kinds of thing whose rows were counted over."""

    entities: set[str] = field(default_factory=set)
    facts: Facts = field(default_factory=set)
    parameters: set[str] = field(default_factory=set)
    counted_from: set[str] = field(default_factory=set)


def led_to(book: Book, rule: Rule) -> tuple[Facts, set[str]]:
    """(entity, fact) pairs and parameters that the rule leads to."""
    way = _way(book, rule)
    return way.facts, way.parameters


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


def terms_of(rule: Rule) -> list[Term]:
    """Every expression of the rule, with what its words speak of."""
    terms = [condition.term for condition in rule.conditions]
    terms += [term for condition in rule.conditions for term in condition.mentions.values()]
    if rule.benefit is not None:
        terms += [rule.benefit.amount]
        terms += [rule.benefit.received] if rule.benefit.received is not None else []
    return terms


def _way(book: Book, rule: Rule) -> _Way:
    way = _Way()
    _pass(book, rule.subject, (), way)
    for term in terms_of(rule):
        _follow(book, rule.subject, term, way)
    return way


def _follow(book: Book, entity: str, term: Term, way: _Way) -> None:
    if isinstance(term, Parameter):
        way.parameters.add(term.code)
    elif isinstance(term, Read):
        _follow_fact(book, _pass(book, entity, term.path, way), term.fact, way)
    elif isinstance(term, Total):
        entity = _counted(book, _pass(book, entity, term.path, way), term, way)
    for part in children(term):
        _follow(book, entity, part, way)


def _counted(book: Book, start: str, term: Total, way: _Way) -> str:
    """The kind of thing whose rows are counted, from where they are."""
    way.counted_from.add(start)
    way.facts |= _grouped(book, start)
    child = book.many(start, term.many)
    return _pass(book, child[0], (), way) if child is not None else start


def _follow_fact(book: Book, entity: str, code: str, way: _Way) -> None:
    if (entity, code) in way.facts:
        return
    way.facts |= {(entity, code)} | _grouped(book, entity)
    expr = book.entities[entity].facts[code].expr
    if expr is not None:
        _follow(book, entity, expr, way)


def _grouped(book: Book, entity: str) -> Facts:
    """What a grouping is made of; nothing for anything else."""
    of = book.entities[entity].distinct
    return set() if of is None else {of}


def _pass(book: Book, entity: str, path: tuple[str, ...], way: _Way) -> str:
    """The end of a path; everything on it is looked at."""
    ends = [entity]
    for step in path:
        ends.append(book.entities[ends[-1]].links[step].to)
    for one in ends:
        way.entities |= {one} | {of for of, _fact in _grouped(book, one)}
    return ends[-1]
