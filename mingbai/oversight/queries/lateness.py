"""What is near its deadline or past it, township by township: to be urged, to be raised."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.queries.areas import names
from mingbai.oversight.models import Problem
from mingbai.oversight.states import ProblemState

MOST = 500


@dataclass(slots=True)
class Town:
    """One township's problems, the longest overdue first."""

    name: str
    problems: list[Problem] = field(default_factory=list)


def near_or_over(acting: ActingPost, today: date) -> QuerySet[Problem]:
    """Being rectified, with a deadline within the pack's days or behind; the longest overdue first."""
    until = today + timedelta(days=installed().get("oversight.urging.before_days"))
    return rows(Problem, acting).filter(state=ProblemState.ASSIGNED, due__lte=until).order_by("due", "id")


def to_urge(acting: ActingPost, today: date) -> list[Problem]:
    """Those that nobody urged today; at most MOST at once."""
    rest = near_or_over(acting, today).filter(Q(urged_at=None) | Q(urged_at__date__lt=today))
    return list(rest[:MOST])


def to_raise(acting: ActingPost, today: date) -> list[Problem]:
    """Those past the pack's days of grace that no leader was told of yet; at most MOST at once."""
    before = today - timedelta(days=installed().get("oversight.urging.raise_after_days"))
    return list(near_or_over(acting, today).filter(due__lt=before, raised_above=False)[:MOST])


def by_township(found: list[Problem]) -> list[Town]:
    """The same, township by township, those with most first."""
    called = names(one.town_code for one in found)
    towns: dict[str, Town] = {}
    for one in found:
        towns.setdefault(one.town_code, Town(called.get(one.town_code, ""))).problems.append(one)
    return sorted(towns.values(), key=lambda town: -len(town.problems))
