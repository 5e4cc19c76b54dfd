"""What this room tells the rooms above it. A bulk verb emits one event for its whole batch."""

from dataclasses import dataclass
from datetime import date, datetime

from mingbai.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAccepted(Event):
    """A department's file was accepted (or rolled back): comparisons see other data from now on."""

    delivery: int
    dataset: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedSent(Event):
    """Rows of a list from above were sent to townships and villages; ``rows`` are ids of HandedRow."""

    handed_list: int
    rows: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedReopened(Event):
    """Answers were sent back to be given again, with the reason; ``rows`` are ids of HandedRow."""

    rows: tuple[int, ...]
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedUrged(Event):
    """Rows without an answer were urged; ``rows`` are ids of HandedRow."""

    handed_list: int
    rows: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedPostponed(Event):
    """Rows without an answer may be answered until ``due``; ``rows`` are ids of HandedRow."""

    rows: tuple[int, ...]
    due: date
    at: datetime
