"""One household's tables: today's ledger of it alone, and what departments have sent that is in force.

The run of tonight would lay the same rows for it. Rows without a number see no rivals of the same name here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from mingbai.compare.tabling import Tables
from mingbai.kit.scope import ActingPost
from mingbai.rulebook.book import Book
from mingbai.screening.actions import laying
from mingbai.screening.actions.sent import Sent


@contextmanager
def laid(
    household_id: int, book: Book, *, sent: Sent, by: ActingPost, at: datetime,
    only: Collection[str] | None = None, answered: bool = False,
) -> Iterator[Tables]:  # fmt: skip
    """Its tables, of all datasets or some, until the block ends. Called in a transaction under a scope.

    ``answered``: rows without a number are led by what people said on the desk of doubtful pairs too.
    """
    with (
        TemporaryDirectory(prefix="mingbai-alone-") as name,
        laying.laid(
            Path(name), book, sent=sent, as_of=at.date(), by=by, at=at,
            households=[household_id], only=only, answered=answered,
        ) as tables,
    ):  # fmt: skip
        yield tables
