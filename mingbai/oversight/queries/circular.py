"""A frozen month as it is told; ranked, and told to all, only where the era's switch allows (O.1)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from mingbai.kit.scope import ActingPost, entered, rows
from mingbai.org.queries.machine import machine
from mingbai.oversight.models import FrozenMonth, FrozenScore
from mingbai.oversight.queries import teams
from mingbai.oversight.queries.terms import ranked
from mingbai.oversight.states import Subject

# Persons are never listed, and teams have a page of their own.
TOLD = (Subject.TOWNSHIP, Subject.VILLAGE, Subject.UNIT)


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's month; ``place`` is 0 where nobody is ranked. Equals share a place."""

    place: int
    score: FrozenScore


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of unit."""

    subject: str
    title: str
    lines: list[Line]


def months(acting: ActingPost) -> list[FrozenMonth]:
    """Months that are frozen, newest first. They lie at the county, so who may read them is asked here."""
    if not (ranked() or teams.sees_plans(acting)):
        return []
    with entered(machine()):
        return list(FrozenMonth.objects.order_by("-month"))


def parts(frozen: FrozenMonth, acting: ActingPost) -> list[Part]:
    """Townships, villages and departments: all of them where results are circulated, else one's own."""
    public = ranked()
    with entered(machine()) if public else nullcontext():
        found = frozen.scores.all() if public else rows(FrozenScore, acting).filter(frozen=frozen)
        listed = list(found.filter(subject__in=TOLD).order_by("area_code", "subject_no"))
    return [
        Part(
            subject,
            str(subject.label),
            _lines([one for one in listed if one.subject == subject], ranks=public),
        )
        for subject in TOLD
    ]


def _lines(found: Sequence[FrozenScore], *, ranks: bool) -> list[Line]:
    """By score where ranked, those that are not rated last; else by place in the county."""
    if not ranks:
        return [Line(0, one) for one in found]
    rated = sorted((one for one in found if one.score is not None), key=lambda one: -(one.score or 0))
    lines: list[Line] = []
    for number, one in enumerate(rated, start=1):
        same = bool(lines) and lines[-1].score.score == one.score
        lines.append(Line(lines[-1].place if same else number, one))
    return lines + [Line(0, one) for one in found if one.score is None]
