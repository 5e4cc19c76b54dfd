"""What every entry of points and bonus shares: into which month it counts, and how one is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mingbai.kit.scope import ActingPost
from mingbai.oversight.models import ScoreEntry
from mingbai.oversight.queries import periods
from mingbai.oversight.queries.scores import first_of

COPIED = (
    "area_code", "subject", "subject_no", "post_kind", "role", "problem", "practice", "month", "formula",
    "edition",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    """What moved the problem: into which month it counts, which move, whose, when."""

    posted: date
    why: str
    by: str
    at: datetime

    @classmethod
    def of(cls, posted: date, why: str, *, by: ActingPost, at: datetime) -> Deed:
        """By whose post it was moved."""
        return cls(posted, why, by.label[:120], at)


def reversal(stands: ScoreEntry, deed: Deed) -> ScoreEntry:
    """The entry that takes another back; not saved yet."""
    return ScoreEntry(
        **{name: getattr(stands, name) for name in COPIED},
        points=-stands.points,
        bonus=-stands.bonus,
        posted=deed.posted,
        inputs=stands.inputs,
        reverses=stands,
        why=deed.why,
        at=deed.at,
        by=deed.by,
    )


def posting_month(found_on: date, today: date) -> date:
    """The month of the finding; once that is frozen, the month that is open now."""
    month = first_of(found_on)
    return first_of(today) if month in periods.frozen_months() else month
