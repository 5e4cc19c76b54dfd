"""Good practices as posts look for them."""

from __future__ import annotations

from mingbai.kit.scope import ActingPost, rows
from mingbai.oversight.models import Practice, ScoreEntry
from mingbai.oversight.states import PracticeState


def entries(acting: ActingPost, practice: Practice) -> list[ScoreEntry]:
    """The bonus that a practice gave, and what of it was taken back."""
    return list(rows(ScoreEntry, acting).filter(practice=practice))


def to_decide(acting: ActingPost) -> list[Practice]:
    """Those that were put forward, the oldest first."""
    found = rows(Practice, acting).filter(state=PracticeState.PROPOSED)
    return list(found.order_by("proposed_at", "id"))
