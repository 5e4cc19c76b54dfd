"""One household's tables: today's ledger of it alone, and what departments have sent that is in force.

The run of tonight would lay the same rows for it. Rows without a number see no rivals of the same name here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from mingbai.compare.leading import TOKENS
from mingbai.compare.matching.answers import NONE
from mingbai.compare.matching.settings import of as matching
from mingbai.compare.tabling import Tables, made
from mingbai.compare.workbench import Workbench
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.rulebook.book import Book
from mingbai.screening.actions.comparing import keys_poured, taken_of
from mingbai.screening.actions.ledger import taken
from mingbai.screening.actions.sent import Sent
from mingbai.tables.declaring import shipped


@contextmanager
def laid(
    household_id: int, book: Book, *, sent: Sent, by: ActingPost, at: datetime,
    only: Collection[str] | None = None, answered: bool = False,
) -> Iterator[Tables]:  # fmt: skip
    """Its tables, of all datasets or some, until the block ends. Called in a transaction under a scope.

    ``answered``: rows without a number are led by what people said on the desk of doubtful pairs too.
    """
    with TemporaryDirectory(prefix="mingbai-alone-") as name:
        folder, today = Path(name), at.date()
        ledger = taken(folder / "ledger", as_of=today, households=[household_id])
        there = sent.lay(folder=folder / "sent", as_of=today, by=by, at=at, only=only)
        own = taken_of(ledger, there, folder / "work")
        bench = Workbench(own.folder)
        try:
            answers = ledger.numbered(sent.answers()) if answered else NONE
            tables = Tables(folder / "tables", bench, matching(installed()), answers, TOKENS)
            made(book, own, shipped(), ledger.subjects(), tables=tables)
            keys_poured(bench, tables.folder)
            yield tables
        finally:
            bench.close()
