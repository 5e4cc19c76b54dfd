"""The flows of this room."""

from mingbai.screening.flow.book import book_change
from mingbai.screening.flow.findings import finding
from mingbai.screening.flow.mending import mending
from mingbai.screening.flow.queue import to_identify

__all__ = ["book_change", "finding", "mending", "to_identify"]
