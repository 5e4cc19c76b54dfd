"""What was done to a household or person, told where the page's timeline reads it."""

from datetime import datetime
from typing import Any

from mingbai.kit import steps
from mingbai.kit.scope import ActingPost
from mingbai.registry.models import Household, Person

HERE = "here"


def tell(
    subject: Household | Person, *, move: str, by: ActingPost, at: datetime, note: str = "", **detail: Any
) -> None:
    """A step about a household or person that stays where it is."""
    steps.record(subject=subject, move=move, source=HERE, target=HERE, by=by, at=at, note=note, detail=detail)
