"""What the room tells the rooms above it."""

from dataclasses import dataclass
from datetime import datetime

from mingbai.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingBegan(Event):
    """A user took up a post."""

    post_id: int
    user_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingsBegan(Event):
    """Many people took up a first post each, in one batch."""

    posting_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingEnded(Event):
    """A user no longer holds a post: transferred, expired or revoked."""

    post_id: int
    user_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaChanged(Event):
    """An area was renamed, given a new code, merged or abolished."""

    code: str
    successor_code: str | None
    at: datetime
