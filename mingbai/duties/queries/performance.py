"""个人履职情况: what the ledger says of one holder's duties. Seen by the person and the direct superior.

Nobody is compared with anybody: no list orders persons by what is counted here (handbook O.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from mingbai.duties.queries import lists, mine, periods, weekly, words
from mingbai.duties.queries.counters import COUNTERS
from mingbai.duties.queries.matters import Tally
from mingbai.duties.queries.periods import Period
from mingbai.kit.scope import ActingPost, range_of, rows
from mingbai.kit.shown import day_of
from mingbai.org.models import Posting
from mingbai.org.queries import kinds
from mingbai.registry.models import Pairing

NOWHERE = ("", "")


@dataclass(frozen=True, slots=True)
class Record:
    """One counter: its month, its year, and what was done in each week."""

    code: str
    title: str
    month: Tally
    year: Tally
    weeks: tuple[int, ...]

    @property
    def most(self) -> int:
        """The fullest week, to draw by."""
        return max(self.weeks, default=0)


def of(acting: ActingPost, now: datetime) -> list[Record]:
    """Every counted duty of a post's holder, once for each counter."""
    if acting.lo == acting.hi:
        return []
    counters = dict.fromkeys(duty.counter for duty in lists.of_post(acting, day_of(now)) if duty.counter)
    return [_record(acting, counter, now) for counter in counters]


def _record(acting: ActingPost, counter: str, now: datetime) -> Record:
    today = day_of(now)
    month, year = (
        mine.counted(acting, counter, periods.of(one, today), now) for one in ("monthly", "yearly")
    )
    weeks = periods.weeks(today, words.section("steadiness.weeks"))
    whole = Period(weeks[0].first, weeks[-1].after, "weekly")
    done = weekly.of_one(COUNTERS[counter](acting, whole), whole.start, whole.end)
    return Record(counter, title(counter), month, year, tuple(_in(done, week.first) for week in weeks))


def _in(done: dict[tuple[date, str], int], monday: date) -> int:
    return sum(n for (week, _area), n in done.items() if week == monday)


def title(counter: str) -> str:
    """What a counter counts, in words."""
    return words.said(words.section("counters")[counter]["name"])


def seat_of(posting: Posting, asker: ActingPost, at: datetime) -> ActingPost:
    """The post as its holder has it, read under the asker's scope."""
    kind, reach = kinds.kind(posting.post.kind), range_of(posting.area_code)
    ledger = reach if kind.ledger else NOWHERE
    return ActingPost(
        post_id=posting.post_id,
        user_id=posting.user_id,
        kind=kind.code,
        label=f"{posting.holder} · {posting.post.name}",
        area_code=posting.area_code,
        lo=ledger[0],
        hi=ledger[1],
        org_lo=reach[0],
        org_hi=reach[1],
        lines=frozenset(filter(None, posting.post.lines.split(","))),
        abilities=kind.abilities,
        households=_paired(posting, asker, day_of(at)) if kind.paired else None,
    )


def _paired(posting: Posting, asker: ActingPost, on: date) -> tuple[int, ...]:
    there = Q(valid_to=None) | Q(valid_to__gt=on)
    found = rows(Pairing, asker).filter(there, user_id=posting.user_id, valid_from__lte=on)
    return tuple(found.values_list("household_id", flat=True))
