"""The line of the year that a household's income is held against, as the rule book knows it on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from mingbai.kit import scope, slots
from mingbai.kit.pack import installed
from mingbai.rulebook.book import Book, Dated
from mingbai.rulebook.reading import load

BOOK = slots.declare("registry.book", "() -> rulebook.book.Book, with what the county decided itself")


@dataclass(frozen=True, slots=True)
class Threshold:
    """``fen`` per head and year, None where nobody has told the line; ``words`` say which line it is."""

    words: str
    fen: int | None
    verified: bool
    document: str


def of_year(year: int) -> Threshold:
    """The monitoring line; if nobody told it, the poverty line times the borderline ratio (C.1)."""
    book, day = _book(), date(year, 12, 31)
    line = _value(book, "monitoring_line", day)
    words = book.parameters["monitoring_line"].words.said(get_language() or "zh")
    if line is not None and line.value is not None:
        return Threshold(words, _whole(line.value), line.verified, _title(book, line))
    poverty, ratio = _value(book, "poverty_line", day), _value(book, "borderline_ratio", day)
    if poverty is None or poverty.value is None or ratio is None or ratio.value is None:
        return Threshold(words, None, False, "")
    fen = Decimal(str(poverty.value)) * Decimal(str(ratio.value))
    fen = fen.scaleb(-book.parameters["borderline_ratio"].type.scale)
    return Threshold(words, _whole(fen), poverty.verified and ratio.verified, _title(book, ratio))


def _value(book: Book, code: str, day: date) -> Dated | None:
    return book.parameters[code].on(day)


def _whole(fen: object) -> int:
    return int(Decimal(str(fen)).to_integral_value(ROUND_HALF_UP))


def _title(book: Book, dated: Dated) -> str:
    document = book.documents.get(dated.document)
    return document.words.said(get_language() or "zh") if document else dated.document


def _book() -> Book:
    """The county's book; the packs alone where nobody acts: what it decided is in the database."""
    if scope.current() is not None and (fill := slots.filled(BOOK)):
        book: Book = fill[0]()
        return book
    pack = installed()
    own = settings.HOME.path / "packs"
    return _loaded(pack.county, pack.era, own if own.is_dir() else None)


@cache
def _loaded(county: str, era: str, own: Path | None) -> Book:
    return load(county=county, era=era, extra=[own] if own else [])
