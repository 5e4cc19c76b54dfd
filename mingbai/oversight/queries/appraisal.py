"""年度考核: one person's frozen results of a year, for whoever may look at them (handbook O.1, issue 6).

The person; the direct superior; and, while the pack's window is open, the organisation department. Persons
are never listed beside one another: a finder answers with names and posts, never with results.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, entered
from mingbai.kit.shown import day_of
from mingbai.org.models import Posting
from mingbai.org.queries import holders, superiors
from mingbai.org.queries.machine import machine
from mingbai.oversight.models import FrozenPeriod, FrozenScore, Period, ScoreEntry
from mingbai.oversight.models.seeing import own_unit
from mingbai.oversight.queries.terms import scored
from mingbai.oversight.states import PeriodKind, Subject

MOST = 200
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Year:
    """A person's year: its frozen score, those of its quarters and months, the entries that they are of."""

    year: FrozenPeriod
    score: FrozenScore | None
    parts: list[tuple[Period, Decimal | None]]
    entries: list[ScoreEntry]


def frozen_years() -> list[FrozenPeriod]:
    """Years that are frozen, newest first."""
    with entered(machine()):
        return list(FrozenPeriod.objects.filter(kind=PeriodKind.YEAR).order_by("-begins"))


def year_of(user_id: int | None, frozen: FrozenPeriod) -> Year:
    """One person's year. Who asks was judged before."""
    own = {"subject": Subject.PERSON, "subject_no": str(user_id)}
    with entered(machine()):
        inside = FrozenPeriod.objects.filter(begins__gte=frozen.begins, begins__lt=frozen.period.after)
        known = FrozenScore.objects.filter(**own, frozen__in=inside).select_related("frozen")
        found = {one.frozen.period: one for one in known.order_by("frozen__begins", "frozen__kind")}
        entries = ScoreEntry.objects.filter(**own, posted__in=frozen.months).select_related(
            "problem", "practice"
        )
        return Year(
            frozen,
            found.pop(frozen.period, None),
            [(period, one.score) for period, one in found.items()],
            list(entries.order_by("posted", "id")[:MOST]),
        )


def appraises(acting: ActingPost) -> bool:
    """Whether the post is the organisation department's that appraises, in an era that scores persons."""
    rule = installed().get("oversight.appraisal")
    fits = acting.user_id is not None and acting.kind in rule["posts"]
    return fits and scored(Subject.PERSON) and own_unit(acting) == rule["unit"]


def window(frozen: FrozenPeriod) -> tuple[date, date]:
    """From when until before when the organisation department may look up results of a year."""
    rule, following = installed().get("oversight.appraisal"), frozen.begins.year + 1
    last = Period(PeriodKind.MONTH, date(following, rule["until_month"], 1))
    return date(following, rule["from_month"], 1), last.after


def opened(at: datetime) -> FrozenPeriod | None:
    """The year whose window is open now, if it is frozen."""
    today = day_of(at)
    for one in frozen_years():
        first, after = window(one)
        if first <= today < after:
            return one
    return None


def postings(name: str, acting: ActingPost, at: datetime) -> list[Posting]:
    """Who of this very name holds a post; at most MOST_FOUND, by place."""
    inside = Q(area_code__gte=acting.org_lo, area_code__lt=acting.org_hi)
    found = Posting.objects.filter(inside, holders.current(at), holder=name).select_related("post")
    return list(found.order_by("area_code", "id")[:MOST_FOUND])


def may_look(number: int, acting: ActingPost, at: datetime) -> tuple[Posting, list[FrozenPeriod]] | None:
    """Somebody else's posting with the years that this post may look at; None: not this post's to see."""
    below = superiors.subordinate(acting, number, at)
    if below is not None:
        return below, frozen_years()
    year = opened(at) if appraises(acting) else None
    inside = Q(area_code__gte=acting.org_lo, area_code__lt=acting.org_hi)
    found = Posting.objects.filter(inside, holders.current(at), pk=number).select_related("post").first()
    return (found, [year]) if found is not None and year is not None else None
