"""Who earns a bonus, and how much (handbook G.5): for what one reports and mends, for a good practice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mingbai.oversight.models import Practice, Problem
from mingbai.oversight.queries import reckoning
from mingbai.oversight.queries.formula import Terms
from mingbai.oversight.states import ProblemState, Subject

OWN_SOURCE = "self"
WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Credit:
    """A bonus that a subject is to have."""

    subject: str
    subject_no: str
    area_code: str
    bonus: Decimal
    inputs: Mapping[str, Any]
    post_kind: str = ""
    role: str = ""


def earned(problem: Problem) -> bool:
    """Whether who answers for it reported it and mended it in time, and nobody has opened it again."""
    closed = problem.state == ProblemState.CLOSED and not problem.reopened
    return problem.source == OWN_SOURCE and closed and reckoning.days_late(problem, problem.found_on) <= 0


def of_problem(problem: Problem, terms: Terms) -> list[Credit]:
    """Points each × share for everybody who answers for it, and for its township; nothing if not earned."""
    return [one for one in _shared(problem, terms) if one.bonus] if earned(problem) else []


def _shared(problem: Problem, terms: Terms) -> Iterator[Credit]:
    each = terms.pack["bonus"]["self_found"]
    for one in problem.answerable.all():
        points = Decimal(each[one.subject])
        yield Credit(
            one.subject, one.subject_no, one.area_code, points * one.share,
            {"each": str(points), "share": str(one.share)}, one.post_kind, one.role,
        )  # fmt: skip
    if not problem.area_code.endswith("000000"):
        town, points = problem.town_code, Decimal(each[Subject.TOWNSHIP])
        yield Credit(Subject.TOWNSHIP, town, town, points, {"each": str(points), "share": str(WHOLE)})


def of_practice(practice: Practice, terms: Terms) -> Credit:
    """What a good practice earns its unit."""
    points = Decimal(terms.pack["bonus"]["adopted"])
    inputs = {"each": str(points), "share": str(WHOLE)}
    return Credit(practice.subject, practice.subject_no, practice.area_code, points, inputs)
