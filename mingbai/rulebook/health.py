"""Is the book whole? Four kinds of example for every rule, nothing that nobody uses, nothing past its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingbai.packs.problems import Problem, problem
from mingbai.rulebook.book import Book, Rule
from mingbai.rulebook.reaching import led_to


def ailments(book: Book) -> list[Problem]:
    """Everything that a careful keeper would mend; the book loads all the same."""
    return sorted({*_examples(book), *_repeated(book)})


def orphans(books: Sequence[Book]) -> list[Problem]:
    """Facts and parameters that no rule of any of the books leads to (eras share one catalogue)."""
    unused = [set(_orphans(book)) for book in books]
    return (
        sorted(
            one
            for one in set.union(*unused)
            if all(one in some or not _stands(one, book) for some, book in zip(unused, books, strict=True))
        )
        if unused
        else []
    )


def _stands(one: Problem, book: Book) -> bool:
    places = {parameter.where for parameter in book.parameters.values()}
    places |= {fact.where for entity in book.entities.values() for fact in entity.facts.values()}
    return one.where in places


def _examples(book: Book) -> Iterator[Problem]:
    for rule in book.rules.values():
        for kind, zh, en in _missing(rule):
            yield problem(
                rule.where, zh=f"{rule.code} 缺少例子：{zh}", en=f"{rule.code} lacks an example {kind}: {en}"
            )


def _missing(rule: Rule) -> list[tuple[str, str, str]]:
    plain = {example.expect for example in rule.examples if not example.edge}
    lacking = []
    if "holds" not in plain:
        lacking.append(("holds", "成立", "one that holds"))
    if "not" not in plain:
        lacking.append(("not", "不成立", "one that does not"))
    if not any(example.edge for example in rule.examples):
        lacking.append(("edge", "临界", "one on the edge"))
    if "unknown" not in plain and rule.never_unknown is None:
        lacking.append(("unknown", "未知", "one with unknown facts, or never_unknown"))
    return lacking


def _orphans(book: Book) -> Iterator[Problem]:
    facts, parameters = used(book)
    for code, parameter in book.parameters.items():
        if code not in parameters:
            yield problem(
                parameter.where, zh=f"参数 {code} 没有规则使用", en=f"no rule uses the parameter {code}"
            )
    for entity in book.entities.values():
        for fact in entity.facts.values():
            if (entity.code, fact.code) not in facts and entity.distinct is None:
                yield problem(
                    fact.where,
                    zh=f"事实 {entity.code}.{fact.code} 没有规则使用",
                    en=f"no rule uses the fact {entity.code}.{fact.code}",
                )


def _repeated(book: Book) -> Iterator[Problem]:
    """Two rules that ask the same thing would find everything twice."""
    seen: dict[object, str] = {}
    for rule in book.rules.values():
        asked = (
            rule.kind,
            rule.subject,
            rule.combine,
            rule.least,
            frozenset(c.term for c in rule.conditions),
        )
        same = seen.setdefault(asked, rule.code)
        if same != rule.code and rule.benefit is None:
            yield problem(
                rule.where, zh=f"{rule.code} 与 {same} 条件相同", en=f"{rule.code} asks the same as {same}"
            )


def used(book: Book) -> tuple[set[tuple[str, str]], set[str]]:
    """(entity, fact) pairs and parameters that some rule leads to."""
    facts: set[tuple[str, str]] = set()
    parameters: set[str] = set()
    for rule in book.rules.values():
        more, others = led_to(book, rule)
        facts |= more
        parameters |= others
    return facts, parameters


def columns_read(book: Book) -> set[str]:
    """Every column that any rule reads, as dataset.column: what the proof about protected facts looks at."""
    facts, _ = used(book)
    return {
        f"{book.entities[entity].dataset}.{book.entities[entity].facts[code].column}"
        for entity, code in facts
        if book.entities[entity].facts[code].column
    }
