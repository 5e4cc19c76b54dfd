"""A matter's name without anybody's: a brief is read without signing in and passed on in chat.

Names of matters are typed by people, so that one may hold a householder's or an officer's name. What is known
of the village and of those who hold posts is taken out; the office reads the rest before it issues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from mingbai.kit.pack import installed
from mingbai.kit.redact import masked
from mingbai.kit.scope import entered, range_of
from mingbai.org.models import User
from mingbai.org.queries.machine import machine
from mingbai.oversight.models import Problem
from mingbai.oversight.queries.sheets import COUNTY_ENDS
from mingbai.oversight.states import ProblemAbout
from mingbai.registry.models import Person

SOMEBODY = "某某"
SHORTEST = 2
OF_PEOPLE = (ProblemAbout.HOUSEHOLD, ProblemAbout.POST)


def without(title: str, problem: Problem) -> str:
    """The title with every known name and number replaced. The check forms' own words hold no name."""
    if title in _of_the_forms():
        return title
    for name in sorted(set(_known(title, problem)), key=len, reverse=True):
        title = re.sub(_spaced(name), SOMEBODY, title)
    return masked(title)


def _of_the_forms() -> set[str]:
    return {str(one["matter"].zh) for one in installed().get("oversight.questions").values()}


def _known(title: str, problem: Problem) -> Iterator[str]:
    """Names in a title: of whom the problem is about, of people who live there, of people with an account."""
    said = "".join(title.split())
    own = [problem.name] if problem.about in OF_PEOPLE else []
    for name in (*own, *_residents(said, problem), *_officers(said)):
        plain = "".join(name.split())
        if len(plain) >= SHORTEST and plain in said:
            yield plain


def _residents(said: str, problem: Problem) -> list[str]:
    """People of the village, the township, or in the problem's household; not of the whole county.

    Among a county's million names there are words of every day.
    """
    lo, hi = range_of(problem.area_code)
    near = Q(pk__in=()) if problem.area_code.endswith(COUNTY_ENDS) else Q(area_code__gte=lo, area_code__lt=hi)
    own = Q(household=problem.household_id) if problem.household_id else Q(pk__in=())
    return _inside(Person.objects.filter(near | own), "name", said)


def _officers(said: str) -> list[str]:
    with entered(machine()):  # accounts lie behind the organisation's wall
        return _inside(User.objects.all(), "display_name", said)


def _inside(found: QuerySet[Any], column: str, said: str) -> list[str]:
    """Those of a column that stand inside a text."""
    held = found.order_by().annotate(said=Value(said)).filter(said__contains=F(column))
    return list(held.values_list(column, flat=True).distinct())


def _spaced(name: str) -> str:
    """The name, also where somebody typed spaces between its characters."""
    return r"\s*".join(map(re.escape, name))
