"""The lists of this room."""

from mingbai.duties.ledgers.demands import demands
from mingbai.duties.ledgers.documents import documents
from mingbai.duties.ledgers.texts import texts

__all__ = ["demands", "documents", "texts"]
