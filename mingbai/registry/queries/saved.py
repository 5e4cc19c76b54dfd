"""The views of lists that the acting person keeps."""

import uuid

from django.db.models import QuerySet

from mingbai.kit.scope import ActingPost, rows
from mingbai.registry.models import SavedView


def of(acting: ActingPost, ledger: str) -> QuerySet[SavedView]:
    """One's own views of a list, by name."""
    return rows(SavedView, acting).filter(ledger=ledger).order_by("name")


def one(acting: ActingPost, key: uuid.UUID) -> SavedView | None:
    """One of one's own views."""
    return rows(SavedView, acting).filter(key=key).first()
