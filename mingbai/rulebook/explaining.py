"""Why, and why not: each condition with its value, its words, its parameter and document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingbai.packs.text import Text
from mingbai.rulebook.book import Benefit, Book, Condition, Fact, Parameter, Rule
from mingbai.rulebook.plan import Plan
from mingbai.rulebook.speech import HIDDEN, filled, said
from mingbai.rulebook.terms import Constant, Given, Read, Term
from mingbai.rulebook.terms import Parameter as ParameterTerm
from mingbai.rulebook.verdicts import Placed, answer_name

ANSWERS = {
    "holds": Text(zh="成立", en="holds"),
    "not": Text(zh="不成立", en="does not hold"),
    "unknown": Text(zh="还不能判断", en="cannot be told yet"),
}
DAY = Text(zh="日期", en="day")
TRUTHS = {
    True: Text(zh="符合", en="true"),
    False: Text(zh="不符合", en="not true"),
    None: Text(zh="未知", en="unknown"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A value that a condition speaks of; for a parameter also its document."""

    name: str
    words: Text
    value: Text
    unknown: bool
    document: Text | None = None
    verified: bool | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition, whether it is true (None: unknown), and on what."""

    name: str
    truth: bool | None
    words: Text
    written: str
    values: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole answer about one subject. `amount` is said, empty when nothing is given."""

    rule: str
    title: Text
    key: str
    answer: str
    reasons: tuple[Reason, ...]
    document: Text
    edition: str
    amount: Text | None = None

    def sentence(self, language: str) -> str:
        """The answer in one sentence that can be read aloud."""
        return "".join(_spoken(self, language))


def explained(
    placed: Placed, row: Mapping[str, object], *, plan: Plan, answer: str, amount: int | None
) -> Explanation:
    """`row`: the subject's columns and answers, as an engine found them."""
    book = plan.book
    rule = placed.rule
    desk = _Desk(plan, rule, row)
    reasons = tuple(
        _reason(condition, _truth(row, placed.places[index]), desk=desk)
        for index, condition in enumerate(rule.conditions)
    )
    paid = None
    if rule.benefit is not None and answer == "holds" and not _service(rule.benefit):
        paid = _both(amount, rule.benefit.amount)
    return Explanation(
        rule=rule.code,
        title=rule.title,
        key=str(row["key"]),
        answer=answer,
        reasons=reasons,
        document=book.documents[rule.document].words,
        edition=book.edition,
        amount=paid,
    )


def _service(benefit: Benefit) -> bool:
    """No money at all, and so no amount to be told."""
    return isinstance(benefit.amount, Constant) and benefit.amount.value == 0


def _truth(row: Mapping[str, object], place: int) -> bool | None:
    answer = row[answer_name(place)]
    return None if answer is None else bool(answer)


def _both(value: object, term: Term) -> Text:
    return Text(zh=said(value, term.type, language="zh"), en=said(value, term.type, language="en"))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a condition's values are looked up in."""

    plan: Plan
    rule: Rule
    row: Mapping[str, object]

    @property
    def cycle(self) -> str:
        """The period of the rule's benefit."""
        return self.rule.benefit.period if self.rule.benefit is not None else ""


def _reason(condition: Condition, truth: bool | None, *, desk: _Desk) -> Reason:
    values = tuple(_named(name, term, desk) for name, term in condition.mentions.items())
    shown = {one.name: one.value for one in values}
    words = Text(
        zh=filled(condition.words, {n: t.zh for n, t in shown.items()}, language="zh"),
        en=filled(condition.words, {n: t.en for n, t in shown.items()}, language="en"),
    )
    return Reason(condition.name, truth, words, condition.written, values)


def wanted(book: Book, rule: Rule, condition: Condition) -> Text:
    """The condition's words with names where a subject's values would stand."""
    named = {name: _called(term, book, rule) for name, term in condition.mentions.items()}
    return Text(
        zh=filled(condition.words, {name: f"〔{words.zh}〕" for name, words in named.items()}, language="zh"),
        en=filled(condition.words, {name: f"[{words.en}]" for name, words in named.items()}, language="en"),
    )


def _called(term: Term, book: Book, rule: Rule) -> Text:
    if isinstance(term, ParameterTerm):
        return book.parameters[term.code].words
    return DAY if isinstance(term, Given) else _fact(book, rule.subject, term).words


def _named(name: str, term: Term, desk: _Desk) -> Named:
    if isinstance(term, ParameterTerm):
        return _parameter(desk.plan.book.parameters[term.code], desk.plan, term)
    if isinstance(term, Given):
        day = desk.plan.bound(term, desk.cycle)
        return Named(name, DAY, _both(day.value if isinstance(day, Constant) else None, term), False)
    fact = _fact(desk.plan.book, desk.rule.subject, term)
    value = desk.row.get(name)
    shown = (
        HIDDEN if fact.sensitive and value is not None else fact.labels.get(str(value)) or _both(value, term)
    )
    return Named(name, fact.words, shown, value is None)


def _parameter(parameter: Parameter, plan: Plan, term: ParameterTerm) -> Named:
    dated = parameter.on(plan.as_of)
    value = plan.value(parameter.code)
    changed = parameter.code in plan.changed
    document = plan.book.documents[dated.document].words if dated and not changed else None
    verified = dated.verified if dated and not changed else None
    return Named(parameter.code, parameter.words, _both(value, term), value is None, document, verified)


def _fact(book: Book, subject: str, term: Term) -> Fact:
    if not isinstance(term, Read):
        raise TypeError(f"not a fact: {term}")
    entity = subject
    for link in term.path:
        entity = book.entities[entity].links[link].to
    return book.entities[entity].facts[term.fact]


# -- the sentence


def _spoken(one: Explanation, language: str) -> Iterator[str]:
    chinese = language.startswith("zh")
    yield f"“{_inner(one.title.said(language))}”{'' if chinese else ' '}{ANSWERS[one.answer].said(language)}"
    wanted = {"holds": (True,), "not": (False,), "unknown": (None,)}[one.answer]
    told = [reason for reason in one.reasons if reason.truth in wanted] or list(one.reasons)
    yield "：" if chinese else ": "
    yield ("；" if chinese else "; ").join(_told(reason, language) for reason in told)
    if one.answer == "unknown":
        yield from _lacking(told, language)
    if one.amount is not None:
        yield f"；金额{one.amount.zh}" if chinese else f"; amount {one.amount.en}"
    yield f"。依据：{one.document.zh}" if chinese else f". Document: {one.document.en}"
    yield from _papers(told, one.document, language)
    yield "。" if chinese else "."


def _inner(words: str) -> str:
    """Words that are going to stand in quotation marks."""
    return words.replace("“", "‘").replace("”", "’")


def _told(reason: Reason, language: str) -> str:
    """True: the words alone. Else what was wanted, and the values that the words do not show themselves."""
    words = reason.words.said(language)
    if reason.truth:
        return words
    truth = TRUTHS[reason.truth].said(language)
    values = [
        (one.words.said(language), one.value.said(language)) for one in reason.values if not one.unknown
    ]
    beside = [(what, value) for what, value in values if value not in words]
    if language.startswith("zh"):
        held = "，".join(f"{what}为{value}" for what, value in beside)
        return f"{truth}“{_inner(words)}”{f'（{held}）' if held else ''}"
    held = ", ".join(f"{what}: {value}" for what, value in beside)
    return f"{truth}: {words}{f' ({held})' if held else ''}"


def _papers(told: Sequence[Reason], rules: Text, language: str) -> Iterator[str]:
    """The documents of parameters that do not come from the rule's own."""
    said = dict.fromkeys(
        (one.words.said(language), one.document.said(language))
        for reason in told
        for one in reason.values
        if one.document is not None and one.document != rules
    )
    for what, document in said:
        yield f"；{what}见{document}" if language.startswith("zh") else f"; {what}: {document}"


def _lacking(told: Sequence[Reason], language: str) -> Iterator[str]:
    unknown = dict.fromkeys(
        one.words.said(language) for reason in told for one in reason.values if one.unknown
    )
    if unknown:
        chinese = language.startswith("zh")
        listed = ("、" if chinese else ", ").join(unknown)
        yield f"；缺少：{listed}" if chinese else f"; not known: {listed}"
