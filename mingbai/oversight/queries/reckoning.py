"""A problem's factors as the ledger stands, and who is to be charged how much: recomputed each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from mingbai.kit.calendar import add_months
from mingbai.oversight.models import Answerable, Problem
from mingbai.oversight.queries.formula import Factors, Terms
from mingbai.oversight.states import ProblemState as S

DONE = (S.RECTIFIED, S.CHECKED, S.SIGNED, S.VERIFIED, S.CLOSED)


@dataclass(frozen=True, slots=True)
class Charge:
    """What a subject is to be charged."""

    answerable: Answerable
    points: Decimal
    inputs: Mapping[str, Any]


def same_kind(problem: Problem) -> QuerySet[Problem]:
    """Problems of the same matter in the same place that were not withdrawn."""
    same = Problem.objects.filter(area_code=problem.area_code, category=problem.category, title=problem.title)
    return same.exclude(state=S.WITHDRAWN).exclude(pk=problem.pk)


def earlier(problem: Problem, terms: Terms) -> int:
    """How often the same was found there within the months before, on other days."""
    since = add_months(problem.found_on, -int(terms.pack["repeat"]["months"]))
    return same_kind(problem).filter(found_on__gte=since, found_on__lt=problem.found_on).count()


def later(problem: Problem, terms: Terms) -> QuerySet[Problem]:
    """Problems whose factor of repetition rests on this one."""
    until = add_months(problem.found_on, int(terms.pack["repeat"]["months"]))
    return same_kind(problem).filter(found_on__gt=problem.found_on, found_on__lte=until)


def days_late(problem: Problem, today: date) -> int:
    """Days past the deadline: of the rectification that stood, or until today while there is none."""
    if problem.deadline is None:
        return 0
    done = problem.rectified_on if problem.state in DONE else None
    return ((done or today) - problem.deadline).days


def factors(problem: Problem, terms: Terms, today: date) -> Factors:
    """The four factors as of a day."""
    late = days_late(problem, today)
    return Factors(
        weight=terms.weight(problem.severity),
        time=terms.time(on_the_spot=problem.on_the_spot, days_late=late, reopened=problem.reopened > 0),
        repeat=terms.repeat(earlier(problem, terms)),
        source=terms.source(
            problem.source, closed_in_time=problem.state == S.CLOSED and late <= 0 and not problem.reopened
        ),
    )


def charges(problem: Problem, terms: Terms, today: date) -> list[Charge]:
    """What each answerable is to be charged; nothing before it is assigned and once it is withdrawn."""
    if problem.state in (S.LISTED, S.WITHDRAWN):
        return []
    found = factors(problem, terms, today)
    inputs = {
        "weight": str(found.weight),
        "time": str(found.time),
        "repeat": str(found.repeat),
        "source": str(found.source),
    }
    return [
        Charge(one, found.points * one.share, {**inputs, "share": str(one.share)})
        for one in problem.answerable.all()
        if found.points * one.share
    ]
