"""我的职责: a post's duties with what the ledger says of each in its period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mingbai.duties.queries import lists, matters, periods, words
from mingbai.duties.queries.counters import COUNTERS
from mingbai.duties.queries.lists import Duty
from mingbai.duties.queries.matters import Tally
from mingbai.duties.queries.periods import Period
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of


@dataclass(frozen=True, slots=True)
class Line:
    """A duty, its period, and the count; None where nothing is counted. ``place`` names where it is done."""

    duty: Duty
    period: Period
    tally: Tally | None
    place: str


def of_post(acting: ActingPost, now: datetime) -> list[Line]:
    """Every duty of a post, what is counted first and what is open before what is done."""
    found = [_line(acting, duty, now) for duty in lists.of_post(acting, day_of(now))]
    return sorted(found, key=_order)


def counted(acting: ActingPost, counter: str, period: Period, now: datetime) -> Tally:
    """What the ledger says a post did of one counter in a period; ``own`` is the holder's own doing."""
    return matters.tally(COUNTERS[counter](acting, period), period, now, acting.user_id)


def place(counter: str) -> str:
    """The name of the address where a counted duty is done."""
    return str(words.section("counters")[counter]["place"])


def _line(acting: ActingPost, duty: Duty, now: datetime) -> Line:
    period = periods.of(duty.often, day_of(now))
    if not duty.counter or acting.lo == acting.hi:
        return Line(duty, period, None, "")
    return Line(duty, period, counted(acting, duty.counter, period, now), place(duty.counter))


def _order(line: Line) -> tuple[int, int]:
    if line.tally is None:
        return 2, 0
    return (0 if line.tally.open else 1), -line.tally.late
