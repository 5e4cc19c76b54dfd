"""What a week's brief says: gathered from the problem ledger as it stands at a moment, in codes and numbers.

The result goes into JSON and is kept; nothing in it depends on the reader's language.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek

from mingbai.kit.calendar import monday
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.shown import day_of
from mingbai.org.queries.areas import names
from mingbai.oversight.models import Brief, BriefLink, Problem
from mingbai.oversight.queries import briefs_matters, terms
from mingbai.oversight.states import ProblemState

WEEK = timedelta(days=7)
MOST = 20
Says = dict[str, Any]


def now(acting: ActingPost, at: datetime) -> Says:
    """What the brief of this week would say at a moment."""
    on = day_of(at)
    week, ledger = monday(on), rows(Problem, acting)
    return {
        "week": week.isoformat(),
        "until": on.isoformat(),
        "edition": installed().edition,
        "figures": _figures(ledger, week, on),
        "weeks": _weeks(ledger, week),
        "ranked": terms.ranked(),
        "towns": _towns(ledger, on),
        "kinds": _kinds(ledger, on),
        "matters": briefs_matters.told(ledger, on),
    }


def digest(says: Says) -> str:
    """SHA-256 over what it says: the same content gives the same."""
    return hashlib.sha256(json.dumps(says, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def of_week(acting: ActingPost, on: date) -> Brief | None:
    """The brief of a day's week, if it went out."""
    found: Brief | None = rows(Brief, acting).filter(week=monday(on)).first()
    return found


def links(acting: ActingPost, brief: Brief) -> list[BriefLink]:
    """The addresses that were made for a brief, the newest first; at most MOST."""
    return list(rows(BriefLink, acting).filter(brief=brief)[:MOST])


def _figures(ledger: QuerySet[Problem], week: date, on: date) -> dict[str, int]:
    """What was struck out counts nowhere; what was reopened is open and not closed."""
    still = briefs_matters.OPEN
    return ledger.aggregate(
        found=Count("id", filter=_found_from(week)),
        closed=Count("id", filter=_closed_from(week)),
        open=Count("id", filter=still),
        overdue=Count("id", filter=still & Q(due__lt=on)),
        returned=Count("id", filter=still & Q(returned__gt=0)),
    )


def _found_from(week: date) -> Q:
    return Q(found_on__gte=week, found_on__lt=week + WEEK) & ~Q(state=ProblemState.WITHDRAWN)


def _closed_from(week: date) -> Q:
    return Q(closed_on__gte=week, closed_on__lt=week + WEEK, state=ProblemState.CLOSED)


def _weeks(ledger: QuerySet[Problem], week: date) -> list[dict[str, Any]]:
    """Found against closed, oldest week first, this one last."""
    count = installed().get("oversight.brief.weeks")
    begun = [week - WEEK * back for back in reversed(range(count))]
    found = _by_week(ledger.exclude(state=ProblemState.WITHDRAWN), "found_on", begun[0])
    closed = _by_week(ledger.filter(state=ProblemState.CLOSED), "closed_on", begun[0])
    return [
        {"from": day.isoformat(), "found": found.get(day, 0), "closed": closed.get(day, 0)} for day in begun
    ]


def _by_week(ledger: QuerySet[Problem], column: str, since: date) -> dict[date, int]:
    found = ledger.filter(**{f"{column}__gte": since}).annotate(of=TruncWeek(column))
    return dict(found.order_by().values_list("of").annotate(n=Count("id")))


def _open_by(ledger: QuerySet[Problem], column: str, on: date) -> list[dict[str, Any]]:
    found = ledger.filter(briefs_matters.OPEN).order_by().values_list(column)
    counted = found.annotate(open=Count("id"), overdue=Count("id", filter=Q(due__lt=on)))
    return [{"code": code, "open": open_, "overdue": late} for code, open_, late in counted.order_by(column)]


def _towns(ledger: QuerySet[Problem], on: date) -> list[dict[str, Any]]:
    """Townships with something open, and the county's own departments under the county's code.

    By count only in an era that lets units be ranked where others see it; else in the order of their codes.
    """
    found = _open_by(ledger, "town_code", on)
    called = names(one["code"] for one in found)
    named = [{**one, "name": called.get(one["code"], "")} for one in found]
    return sorted(named, key=_most) if terms.ranked() else named


def _most(one: dict[str, Any]) -> tuple[int, int, str]:
    return -one["open"], -one["overdue"], one["code"]


def _kinds(ledger: QuerySet[Problem], on: date) -> list[dict[str, Any]]:
    """What the open ones are about, in the pack's order, with the pack's words of the day."""
    found = {one["code"]: one for one in _open_by(ledger, "category", on)}
    return [
        {**found.get(code, {"code": code, "open": 0, "overdue": 0}), "name": briefs_matters.both(one["name"])}
        for code, one in installed().get("oversight.categories").items()
    ]
