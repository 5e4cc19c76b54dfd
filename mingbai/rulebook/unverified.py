"""What nobody has yet confirmed: values and rules, as a list to take to the county."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.packs.problems import Where
from mingbai.packs.text import Text
from mingbai.rulebook.book import Book
from mingbai.rulebook.speech import said
from mingbai.rulebook.types import Type


@dataclass(frozen=True, slots=True)
class Unverified:
    """A rule, or one dated value of a parameter; `since` is empty for a rule."""

    code: str
    words: Text
    since: str
    value: Text
    document: Text
    where: Where


def unverified(book: Book) -> Iterator[Unverified]:
    """Parameters first, then rules, in the order of the book."""
    for parameter in book.parameters.values():
        for dated in parameter.values:
            if not dated.verified:
                yield Unverified(
                    code=parameter.code,
                    words=parameter.words,
                    since=dated.since.isoformat(),
                    value=_value(dated.value, parameter.type, parameter.unit),
                    document=book.documents[dated.document].words,
                    where=dated.where,
                )
    for rule in book.rules.values():
        if not rule.verified:
            document = book.documents[rule.document].words
            yield Unverified(rule.code, rule.title, "", Text(zh="—", en="—"), document, rule.where)


def _value(value: object, type_: Type, unit: str) -> Text:
    def in_(language: str) -> str:
        if isinstance(value, dict):
            listed = [f"{key} {said(amount, type_, language=language)}" for key, amount in value.items()]
            return ", ".join(listed)
        return f"{said(value, type_, language=language)} {unit}".strip()

    return Text(zh=in_("zh"), en=in_("en"))
