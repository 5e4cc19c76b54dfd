"""A quarter's observation: what is open, what a post has to score, how far it is (handbook G.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, entered, rows
from mingbai.kit.wording import said
from mingbai.org.queries.machine import machine
from mingbai.oversight.models import Mark, Observation, Observed, Period
from mingbai.oversight.queries import draw, inspections, teams
from mingbai.oversight.states import PeriodKind
from mingbai.registry.models.households import TOWN_DIGITS


@dataclass(frozen=True, slots=True)
class Aspect:
    """What is scored, with at most so many points."""

    code: str
    name: str
    most: int


@dataclass(frozen=True, slots=True)
class ToScore:
    """A village that a post may score, with what it gave last."""

    village: Observed
    mark: Mark | None


def aspects() -> list[Aspect]:
    """The pack's aspects, in its order."""
    listed: Mapping[str, Any] = installed().get("oversight.observation.aspects")
    return [Aspect(code, said(one["name"]), one["most"]) for code, one in listed.items()]


def attends(acting: ActingPost) -> bool:
    """Whether the post is a township's that scores."""
    of_township = acting.kind in installed().get("oversight.observation.attendees")
    return of_township and acting.user_id is not None


def accepts(acting: ActingPost) -> bool:
    """Whether the post is an inspection team's, whose acceptance is the professional one."""
    return bool(teams.team_of(acting)) and acting.user_id is not None


def barred(acting: ActingPost, on: date) -> set[str]:
    """Townships that the post may not score: its own; for a team those that its members come from."""
    if accepts(acting):
        with entered(machine()):
            return {town[:TOWN_DIGITS] for town in inspections.homes(teams.team_of(acting), on)}
    return {acting.area_code[:TOWN_DIGITS]}


def listed() -> list[Observation]:
    """Every observation, the newest first; they lie at the county, so who may read is asked by the page."""
    with entered(machine()):
        return list(Observation.objects.all())


def of_quarter(name: str) -> Observation | None:
    """The observation of a quarter's name."""
    period = Period.read(name)
    if period is None or period.kind != PeriodKind.QUARTER:
        return None
    with entered(machine()):
        return Observation.objects.filter(quarter=period.begins).first()


def open_now() -> Observation | None:
    """The one that is being scored."""
    with entered(machine()):
        return Observation.objects.filter(frozen_at=None).first()


def to_score(acting: ActingPost, observation: Observation) -> list[ToScore]:
    """The villages that the post may score, those of other townships, with its own last marks."""
    if not (attends(acting) or accepts(acting)):
        return []
    closed = barred(acting, observation.on)
    with entered(machine()):
        villages = list(observation.villages.all())
    own = {mark.observed_id: mark for mark in rows(Mark, acting).filter(observed__in=villages)}
    return [ToScore(one, own.get(one.pk)) for one in villages if one.area_code[:TOWN_DIGITS] not in closed]


def village(key: UUID) -> Observed | None:
    """A village of an observation."""
    with entered(machine()):
        return Observed.objects.filter(key=key).select_related("observation").first()


def marked(observation: Observation) -> tuple[int, int]:
    """How many people have scored something: of townships, of inspection teams."""
    with entered(machine()):
        found = set(_marks(observation).values_list("user_id", "accepts"))
    teams_ = sum(accepted for _user, accepted in found)
    return len(found) - teams_, teams_


def _marks(observation: Observation) -> Any:
    return Mark.objects.filter(observed__observation=observation)


def last(marks: Sequence[Mark]) -> list[Mark]:
    """Of each person the last mark of each village, in the order of writing."""
    found = {(mark.observed_id, mark.user_id): mark for mark in sorted(marks, key=lambda mark: mark.pk)}
    return sorted(found.values(), key=lambda mark: mark.pk)


def drawn(seed: str, names: Sequence[str], each: int) -> list[str]:
    """So many villages of each township, by lot: nobody shows the village that he likes to show."""
    towns: dict[str, list[str]] = {}
    for code in names:
        towns.setdefault(code[:TOWN_DIGITS], []).append(code)
    return [code for town in sorted(towns) for code in draw.drawn(seed, towns[town], each)]
