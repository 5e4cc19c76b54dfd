"""On the demo's day something stands at every step of the chain, however the dice fell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mingbai.demo.supervised.cast import Cast, done_by
from mingbai.demo.supervised.mending import FROM, NEXT, Mending
from mingbai.oversight.models import Problem

STEPS = ("rectify", *NEXT.values())
LEAVE = 2  # a state that has no more than one keeps it


def fill(cast: Cast, mendings: Iterable[Mending], at: datetime) -> None:
    """Where nothing waits for a step, the newest problem of the step before is signed on."""
    every = sorted((one for one in mendings if one.fate != "returned"), key=lambda one: -one.problem)
    for step in reversed(STEPS[1:]):
        with done_by(cast.office):
            found = Problem.objects.filter(pk__in=[one.problem for one in every])
            standing = dict(found.values_list("pk", "state"))
        if FROM[step] not in standing.values():
            _sign_on(every, standing, step, at)


def _sign_on(every: list[Mending], standing: dict[int, str], step: str, at: datetime) -> None:
    for place in range(STEPS.index(step) - 1, -1, -1):
        here = [one for one in every if standing[one.problem] == FROM[STEPS[place]]]
        if len(here) >= LEAVE:
            for move in STEPS[place : STEPS.index(step)]:
                here[0].taking(move)(at)
            return
