"""The tables that a comparison would lay for a day, of everybody or of some, for as long as needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from mingbai.compare.matching.answers import NONE
from mingbai.compare.tabling import Tables
from mingbai.compare.workbench import Workbench
from mingbai.kit.scope import ActingPost
from mingbai.rulebook.book import Book
from mingbai.screening.actions.comparing import tabled, taken_of
from mingbai.screening.actions.ledger import taken
from mingbai.screening.actions.sent import Sent


@contextmanager
def laid(
    folder: Path, book: Book, *, sent: Sent, as_of: date, by: ActingPost, at: datetime,
    households: Sequence[int] | None = None, only: Collection[str] | None = None, answered: bool = True,
) -> Iterator[Tables]:  # fmt: skip
    """The tables, in a folder of the caller's, until the block ends. Called in a transaction under a scope.

    ``households``: of all, or of these ledger rows. ``only``: of all datasets or of some. ``answered``: rows
    without a number are led by what people said on the desk of doubtful pairs too.
    """
    ledger = taken(folder / "ledger", as_of=as_of, households=households)
    there = sent.lay(folder=folder / "sent", as_of=as_of, by=by, at=at, only=only)
    own = taken_of(ledger, there, folder / "work")
    bench = Workbench(own.folder)
    try:
        answers = ledger.numbered(sent.answers()) if answered else NONE
        yield tabled(book, own, ledger, answers, bench=bench, folder=folder / "tables")
    finally:
        bench.close()
