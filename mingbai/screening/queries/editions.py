"""The rule book that this county works by: the shipped packs, its own folder, and what it decided itself.

What the county decided lies in the database and is laid over the packs as a pack of its own, written into a
folder that lasts as long as the reading: so the web reads exactly what a headless command reads that is given
the same folder with ``--packs``.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from mingbai.kit.pack import installed
from mingbai.packs.loading import era_on
from mingbai.packs.text import Text
from mingbai.rulebook.book import Book
from mingbai.rulebook.nodes import Entry, canonical
from mingbai.rulebook.reading import book_of, lay, titles, written
from mingbai.screening.models import Edition
from mingbai.screening.queries import decisions
from mingbai.screening.queries.decisions import Decision

OVERLAY = "county-decisions.yaml"
READ = 6  # three eras, each before and after a decision
KEPT = 4  # editions that somebody compares


@dataclass(frozen=True, slots=True)
class Laid:
    """A book with all that its files said, from which other books are made."""

    book: Book
    whole: Entry


def book(as_of: date) -> Book:
    """The book of the era that the day falls in, with everything the county has put in force.

    Which value of a parameter counts on the day, the engine asks itself. Raises PackError.
    """
    return of_era(era_on(as_of)).book


def current() -> Book:
    """The book of the era that this installation works in. Raises PackError."""
    return of_era(installed().era).book


def of_era(era: str, *, also: Decision | None = None) -> Laid:
    """The book of an era, perhaps with one decision more than is in force. Raises PackError."""
    return laid(era, decided(also=also))


def decided(*, also: Decision | None = None) -> str:
    """What the county put in force itself, as the text of a pack file; empty when there is nothing."""
    found = [one for one in decisions.in_force() if also is None or one.id != also.id]
    return decisions.written([*found, *([also] if also else [])], installed().county)


def place(county: str) -> str:
    """Where the county's own file lies below a pack's folder."""
    return f"counties/{county}/rulebook/{OVERLAY}"


def laid(era: str, text: str) -> Laid:
    """The book of an era with the county's file as it is given. Raises PackError."""
    return _read(installed().county, era, _own_packs(), text)


def _own_packs() -> Path | None:
    own: Path = settings.HOME.path / "packs"
    return own if own.is_dir() else None


@lru_cache(maxsize=READ)
def _read(county: str, era: str, own: Path | None, text: str) -> Laid:
    with TemporaryDirectory(prefix="mingbai-book-") as folder:
        extra = roots(Path(folder), county=county, own=own, text=text)
        whole = written(county=county, era=era, extra=extra)
        return Laid(book_of(whole, titles=_titles(county, era, own)), whole)


@lru_cache(maxsize=KEPT)
def _titles(county: str, era: str, own: Path | None) -> Mapping[str, Text]:
    """The documents of the packs; the county's decisions say nothing beside its rule book."""
    return titles(county=county, era=era, extra=[own] if own else [])


def roots(folder: Path, *, county: str, own: Path | None, text: str) -> Sequence[Path]:
    """The packs that lie over the shipped ones; the county's decisions are written below `folder`."""
    found = [own] if own else []
    if not text:
        return found
    path = folder / place(county)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [*found, folder]


def papers(book: Book) -> dict[str, Text]:
    """The documents that a book knows, for another book that is made of its files."""
    return {code: one.words for code, one in book.documents.items()}


def kept(edition: Edition) -> Book:
    """The book of an edition as it was, whatever the packs say today."""
    return _unpacked(edition.edition, edition.era, bytes(edition.whole))


@lru_cache(maxsize=KEPT)
def _unpacked(edition: str, era: str, whole: bytes) -> Book:
    county = installed().county
    with TemporaryDirectory(prefix="mingbai-book-") as folder:
        path = Path(folder) / "edition.yaml"
        path.write_bytes(zlib.decompress(whole))
        return lay([[(path, edition[:12])]], titles=_titles(county, era, _own_packs()))


def packed_up(whole: Entry) -> bytes:
    """Everything a book's files said, small: what an edition keeps."""
    return zlib.compress(canonical(whole).encode(), 9)


def numbers(hashes: Sequence[str]) -> dict[str, int]:
    """The running numbers of editions by their hashes."""
    return dict(Edition.objects.filter(edition__in=hashes).values_list("edition", "number"))


__all__ = [
    "Laid",
    "book",
    "current",
    "decided",
    "kept",
    "laid",
    "numbers",
    "of_era",
    "packed_up",
    "place",
    "roots",
]
