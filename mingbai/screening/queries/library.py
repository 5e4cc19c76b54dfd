"""The rule book as people read it: rules in plain words with values put in, and where each comes from."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mingbai.kit.pack import installed
from mingbai.packs.text import Text
from mingbai.rulebook import saying
from mingbai.rulebook.book import Book, Condition, Dated, Parameter, Rule
from mingbai.rulebook.speech import filled, said
from mingbai.rulebook.terms import Constant, Term
from mingbai.rulebook.terms import Parameter as ParameterTerm
from mingbai.screening.queries import touching, values
from mingbai.screening.queries.values import language

# What stands in brackets only to show a household's own value has nothing to say before there is a household.
MARK = "\N{WORD JOINER}"
BRACKETED = re.compile(rf"（[^（）]*{MARK}[^（）]*）|\s*\([^()]*{MARK}[^()]*\)")
SOME = {"number": Text(zh="若干", en="so much"), "date": Text(zh="某日", en="some day")}
ORDER = ("policy", "risk", "exclusion", "alarm", "quality")
SOMETHING = Text(zh="某项", en="something")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader looks for; empty: everything."""

    kind: str = ""
    owner: str = ""
    words: str = ""
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A condition: read aloud, and as the engine reads it."""

    words: str
    written: str


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter with what it is on a day."""

    code: str
    words: str
    value: str
    unit: str
    since: date | None
    document: str
    verified: bool
    own: bool


def text(words: Text | None) -> str:
    """Words of the book in the reader's language."""
    return words.said(language()) if words is not None else ""


def kinds() -> list[tuple[str, str]]:
    """The kinds of rule with their words."""
    return [(code, text(saying.KINDS[code])) for code in ORDER]


def owners(book: Book) -> list[tuple[str, str]]:
    """The departments that own rules, in the pack's order."""
    owned = {rule.owner for rule in book.rules.values()}
    return [
        (code, text(unit["name"])) for code, unit in installed().section("units").items() if code in owned
    ]


def owner(rule: Rule) -> str:
    """The name of the department that owns a rule."""
    unit = installed().section("units").get(rule.owner)
    return text(unit["name"]) if unit else rule.owner


def document(book: Book, code: str) -> str:
    """The words of a document; its code if the register does not know it."""
    found = book.documents.get(code)
    return text(found.words) if found else code


def listed(book: Book, wish: Wish) -> list[Rule]:
    """The rules that a reader looks for: policies first, then in the order of the book."""
    found = [rule for rule in book.rules.values() if _fits(book, rule, wish)]
    return sorted(found, key=lambda rule: ORDER.index(rule.kind))


def _fits(book: Book, rule: Rule, wish: Wish) -> bool:
    if (wish.kind and rule.kind != wish.kind) or (wish.owner and rule.owner != wish.owner):
        return False
    if wish.unverified and rule.verified:
        return False
    spoken = [rule.code, rule.title.zh, rule.title.en, document(book, rule.document), owner(rule)]
    spoken += [part for condition in rule.conditions for part in (condition.words.zh, condition.words.en)]
    whole = "\n".join(spoken).lower()
    return all(word in whole for word in wish.words.lower().split())


def sentences(book: Book, rule: Rule, on: date) -> list[Sentence]:
    """The conditions in words that can be read aloud, with the values of the day put in."""
    return [Sentence(_aloud(book, condition, on), condition.written) for condition in rule.conditions]


def _aloud(book: Book, condition: Condition, on: date) -> str:
    shown = {
        name: _said_value(book, term, on) if isinstance(term, ParameterTerm) else MARK + _some(term)
        for name, term in condition.mentions.items()
    }
    whole = filled(condition.words, shown, language=language())
    return BRACKETED.sub("", whole).replace(MARK, "").strip()


def _some(term: Term) -> str:
    """What stands for a value before there is a household."""
    return text(SOME.get(term.type.kind, SOMETHING))


def _said_value(book: Book, term: ParameterTerm, on: date) -> str:
    """The value of the day; where nobody knows it, that it is to be filled in."""
    parameter = book.parameters[term.code]
    dated = parameter.on(on)
    if dated is None or dated.value is None:
        return _(" (the county is to fill it in)")
    return values.words(parameter, dated.value)


def combined(rule: Rule) -> str:
    """How the conditions go together: all of them, any, so many."""
    return text(saying.COMBINED[rule.combine]).format(least=rule.least)


def benefit(book: Book, rule: Rule, on: date) -> dict[str, Any] | None:
    """What a policy gives: for which period, how the amount is worked out, what it goes not together with."""
    if rule.benefit is None:
        return None
    stack = book.stacks.get(rule.benefit.stack)
    others = [
        each
        for each in book.rules.values()
        if stack and each is not rule and each.benefit and each.benefit.stack == stack.code
    ]
    return {
        "period": period(rule),
        "service": isinstance(rule.benefit.amount, Constant) and rule.benefit.amount.value == 0,
        "fixed": _fixed(book, rule, on),
        "written": rule.benefit.written,
        "stack": text(stack.words) if stack else "",
        "keep": stack.keep if stack else "",
        "others": others,
    }


def period(rule: Rule) -> str:
    """For which period a policy's amount is given; empty for other rules."""
    return text(saying.PERIODS[rule.benefit.period]) if rule.benefit else ""


def _fixed(book: Book, rule: Rule, on: date) -> str:
    """The amount in words where it is one parameter's value."""
    term = rule.benefit.amount if rule.benefit else None
    return _said_value(book, term, on) if isinstance(term, ParameterTerm) else ""


def parameters(book: Book, rule: Rule, on: date, own: set[tuple[str, date]]) -> list[Value]:
    """The parameters that a rule rests on, with their values of the day."""
    found = [book.parameters[code] for code in touching.parameters_of(book, rule)]
    return [valued(book, parameter, parameter.on(on), own) for parameter in found]


def valued(book: Book, parameter: Parameter, dated: Dated | None, own: set[tuple[str, date]]) -> Value:
    """A parameter with one of its values; `own`: (code, since) of what the county decided itself."""
    return Value(
        code=parameter.code,
        words=text(parameter.words),
        value=values.words(parameter, dated.value if dated else None),
        unit=parameter.unit,
        since=dated.since if dated else None,
        document=document(book, dated.document) if dated else "",
        verified=bool(dated and dated.verified),
        own=bool(dated and (parameter.code, dated.since) in own),
    )


def told(book: Book, rule: Rule) -> dict[str, str]:
    """What kind of rule it is, about whom, how grave."""
    return {
        "kind": text(saying.KINDS[rule.kind]),
        "subject": text(book.entities[rule.subject].words),
        "severity": text(saying.SEVERITIES[rule.severity]),
        "owner": owner(rule),
        "document": document(book, rule.document),
    }


# -- examples, in words


@dataclass(frozen=True, slots=True)
class Shown:
    """An example in words. `expect`: holds, not, unknown."""

    expect: str
    words: str
    edge: bool
    amount: str
    as_of: date
    facts: tuple[str, ...]


ANSWERS = {
    "holds": Text(zh="成立", en="holds"),
    "not": Text(zh="不成立", en="does not hold"),
    "unknown": Text(zh="信息不全，还不能判断", en="cannot be told: something is not known"),
}


def examples(book: Book, rule: Rule) -> list[Shown]:
    """The examples of a rule, in words."""
    return [
        Shown(
            expect=one.expect,
            words=text(ANSWERS[one.expect]),
            edge=one.edge,
            amount=f"{one.amount / 100:,.2f}".removesuffix(".00") if one.amount is not None else "",
            as_of=one.as_of,
            facts=tuple(_facts(book, rule.subject, one.facts)) + tuple(_away(book, one.absent)),
        )
        for one in rule.examples
    ]


def _facts(book: Book, entity: str, facts: Mapping[str, Any]) -> Iterator[str]:
    here = book.entities[entity]
    for name, value in facts.items():
        if name in here.facts:
            fact = here.facts[name]
            labelled = fact.labels.get(str(value))
            told_ = text(labelled) if labelled else said(value, fact.type, language=language())
            yield f"{text(fact.words)}{'：' if language() == 'zh' else ': '}{told_}"
        elif name in here.links:
            yield from _facts(book, here.links[name].to, value)
        else:
            yield from _rows(book, entity, name, value)


def _rows(book: Book, entity: str, name: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The rows of a collection, each in brackets; none says so."""
    found = book.many(entity, name)
    if found is None:  # checked when the book was read
        raise LookupError(name)
    words = text(book.entities[found[0]].words)
    unsaid = _("nothing else known")
    listed_ = [_joined(_facts(book, found[0], row)) for row in rows]
    if not listed_:
        yield _("no %(what)s") % {"what": words}
    for row in listed_:
        yield f"{words}〔{row or unsaid}〕"


def _joined(parts: Iterable[str]) -> str:
    return ("，" if language() == "zh" else ", ").join(parts)


def _away(book: Book, absent: Iterable[str]) -> Iterator[str]:
    for code in sorted(absent):
        yield _("%(what)s: the department has sent nothing") % {"what": text(book.entities[code].words)}


# -- documents and what nobody has confirmed


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with what stands on it."""

    code: str
    words: str
    url: str
    rules: tuple[Rule, ...]
    parameters: tuple[Parameter, ...]


def papers(book: Book) -> list[Paper]:
    """The documents register: every document that anything stands on, in the order of their codes."""
    found = [_paper(book, code) for code in book.documents]
    return sorted((one for one in found if one.rules or one.parameters), key=lambda one: one.code.lower())


def _paper(book: Book, code: str) -> Paper:
    return Paper(
        code=code,
        words=text(book.documents[code].words),
        url=book.documents[code].url,
        rules=tuple(rule for rule in book.rules.values() if rule.document == code),
        parameters=tuple(
            each for each in book.parameters.values() if any(dated.document == code for dated in each.values)
        ),
    )


__all__ = [
    "Paper", "Sentence", "Shown", "Value", "Wish", "benefit", "combined", "document", "examples",
    "kinds", "listed", "owner", "owners", "papers", "parameters", "sentences", "text", "told", "valued",
]  # fmt: skip
