"""The ledgers of this room."""

from mingbai.screening.ledgers.book import book_changes, editions
from mingbai.screening.ledgers.dues import due
from mingbai.screening.ledgers.findings import findings
from mingbai.screening.ledgers.mending import mendings
from mingbai.screening.ledgers.queue import to_identify
from mingbai.screening.ledgers.runs import runs
from mingbai.screening.ledgers.undue import undue
from mingbai.screening.ledgers.what_if import what_ifs

__all__ = [
    "book_changes",
    "due",
    "editions",
    "findings",
    "mendings",
    "runs",
    "to_identify",
    "undue",
    "what_ifs",
]
