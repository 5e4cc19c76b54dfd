"""What this room tells the rooms above it. A bulk verb emits one event for its whole batch."""

from dataclasses import dataclass
from datetime import datetime

from mingbai.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsVerified(Event):
    """Persons answered findings; ``verdict`` is a FindingState: true or false."""

    findings: tuple[int, ...]
    verdict: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDone(Event):
    """A comparison run ended well, its findings are there."""

    run: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsReopened(Event):
    """Findings that had been verified true are to be verified again: their answer no longer stands."""

    findings: tuple[int, ...]
    at: datetime
