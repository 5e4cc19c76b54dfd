"""The cards as files: PDF to print, DOCX to edit, from the same facts."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from mingbai.kit import papers
from mingbai.kit.papers.official import Paper
from mingbai.registry.queries.cards import Card, Pair

TEMPLATE = Path(__file__).resolve().parent.parent / "papers/card.typ"
# One page: narrower than the standard's margins, and lines as high as the card's length allows (points).
MARGINS = (15.0, 15.0, 12.0, 15.0)
ROOM_PT, LINES = 760.0, (28.0, 25.0, 22.0, 20.0, 18.5)
WIDTH_CHARS = 31  # characters of 16 point in a line


def pdf(cards: Sequence[Card], *, at: datetime) -> bytes:
    """All cards in one file, a page each."""
    return papers.typeset(TEMPLATE, facts(cards), at=at)


def pages(cards: Sequence[Card]) -> list[bytes]:
    """The same as pictures, one a page."""
    return papers.pages(TEMPLATE, facts(cards))


def facts(cards: Sequence[Card]) -> dict[str, Any]:
    """What the template reads: the cards and the words around them."""
    return {"words": words(), "cards": [one.facts() | {"missing": _missing(one)} for one in cards]}


def docx(card: Card) -> bytes:
    """One card to edit."""
    said, blocks = words(), _lines(card)
    paper = Paper(line=_height(card, blocks), margins=MARGINS)
    paper.title(card.title)
    for line in blocks:
        paper.line(line)
    if card.incomes:
        paper.heading(card.income_title)
        paper.table(_two_by_two(card.incomes), (55, 35, 55, 35))
    if card.due:
        paper.heading(card.due_title)
        paper.line("；".join(f"{one.title} {one.text}" for one in card.due))
    paper.heading(f"{said['phone']}　{card.phone}")
    paper.line(card.objection)
    paper.line(f"{said['signed']}　　　　　　　　{card.made}")
    return paper.content()


def words() -> dict[str, str]:
    """What stands before each fact, in the language of the page."""
    return {
        "head": _("Head"),
        "place": _("Address"),
        "number": _("Household number"),
        "members": _("Members"),
        "helper": _("Helper"),
        "guarantees": _("Guarantees"),
        "phone": _("Questions and objections: telephone"),
        "missing": _("Characters to be written by hand, which no font here has:"),
        "signed": _("Head of household (signature):"),
    }


def _lines(card: Card) -> list[str]:
    said = words()
    top = [
        f"{said['head']}：{card.head}　{card.labels}",
        f"{said['place']}：{card.place}",
        f"{said['members']}（{len(card.members)}）：{'、'.join(card.members)}",
        f"{said['helper']}：{card.helper}",
        f"{said['guarantees']}：" + "；".join(f"{one.title} {one.text}" for one in card.guarantees),
    ]
    return [*top, f"{said['number']}：{card.number}"] if card.number else top


def _height(card: Card, blocks: Sequence[str]) -> float:
    """The highest line that leaves the card on one page."""
    texts = [*blocks, "；".join(f"{one.title} {one.text}" for one in card.due), card.objection]
    count = sum(-(-len(text) // WIDTH_CHARS) for text in texts) + -(-len(card.incomes) // 2) + 6
    return next((line for line in LINES if line * count <= ROOM_PT), LINES[-1])


def _two_by_two(pairs: Sequence[Pair]) -> list[tuple[str, str, str, str]]:
    padded = [*pairs, *[Pair("", "")] * (len(pairs) % 2)]
    return [(a.title, a.text, b.title, b.text) for a, b in zip(padded[::2], padded[1::2], strict=True)]


def _missing(card: Card) -> str:
    return "、".join(f"{char}（U+{ord(char):04X}）" for char in papers.missing(card.text()))
