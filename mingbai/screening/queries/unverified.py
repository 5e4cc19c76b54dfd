"""What nobody has confirmed yet, as a list for the county: values first, then rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingbai.rulebook.book import Book, Dated, Parameter, Rule
from mingbai.screening.models import BookChange
from mingbai.screening.queries import library, touching, values
from mingbai.screening.states import BookChangeKind, BookChangeState

OPEN = (BookChangeState.DRAFT, BookChangeState.SUBMITTED, BookChangeState.RETURNED)


@dataclass(frozen=True, slots=True)
class Open:
    """A value or a rule that waits. ``known`` is false for a value that nobody knows; ``change`` a decision
    about it that is on its way."""

    kind: str
    code: str
    words: str
    since: date | None
    value: str
    document: str
    rules: tuple[str, ...]
    lines: tuple[str, ...]
    known: bool
    now: bool
    change: BookChange | None = None


def waiting(book: Book, *, on: date, of: str = "") -> list[Open]:
    """Everything unverified; what counts on the day comes first. ``of``: "values", "rules", or all."""
    under_way = {
        (one.kind == BookChangeKind.RULE, one.code, one.since): one
        for one in BookChange.objects.filter(state__in=OPEN).defer("book")
    }
    found = [*(_values(book, on) if of != "rules" else ()), *(_rules(book) if of != "values" else ())]
    told = [_with(one, under_way) for one in found]
    return sorted(told, key=lambda one: (one.kind == BookChangeKind.RULE, not one.now))


def _with(one: Open, under_way: dict[tuple[bool, str, date | None], BookChange]) -> Open:
    change = under_way.get((one.kind == BookChangeKind.RULE, one.code, one.since))
    fields = {name: getattr(one, name) for name in Open.__dataclass_fields__}
    return Open(**{**fields, "change": change})


def _values(book: Book, on: date) -> Iterator[Open]:
    for parameter in book.parameters.values():
        for dated in parameter.values:
            if not dated.verified:
                yield _value(book, parameter, dated, on)


def _value(book: Book, parameter: Parameter, dated: Dated, on: date) -> Open:
    used = touching.rules_of(book, BookChangeKind.CONFIRM, parameter.code)
    return Open(
        kind=BookChangeKind.CONFIRM,
        code=parameter.code,
        words=library.text(parameter.words),
        since=dated.since,
        value=values.words(parameter, dated.value),
        document=library.document(book, dated.document),
        rules=used,
        lines=tuple(touching.lines_of(book, used)),
        known=dated.value is not None,
        now=parameter.on(on) is dated,
    )


def _rules(book: Book) -> Iterator[Open]:
    for rule in book.rules.values():
        if not rule.verified:
            yield _rule(book, rule)


def _rule(book: Book, rule: Rule) -> Open:
    return Open(
        kind=BookChangeKind.RULE,
        code=rule.code,
        words=library.text(rule.title),
        since=None,
        value="",
        document=library.document(book, rule.document),
        rules=(rule.code,),
        lines=tuple(touching.lines_of(book, [rule.code])),
        known=True,
        now=True,
    )


def progress(book: Book) -> tuple[int, int]:
    """How many values and rules are confirmed, of how many."""
    flags = [dated.verified for parameter in book.parameters.values() for dated in parameter.values]
    flags += [rule.verified for rule in book.rules.values()]
    return sum(flags), len(flags)
