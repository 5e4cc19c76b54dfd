"""What jobs tell the rooms above."""

from dataclasses import dataclass
from datetime import datetime

from mingbai.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class JobEnded(Event):
    """A job is over: done, failed or cancelled. Told in the transaction that says so in its row."""

    job_id: int
    name: str
    state: str
    at: datetime
