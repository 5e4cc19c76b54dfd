"""What comes of an observation: trimmed mean and acceptance, reckoned from the marks (handbook G.9)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, entered, rows
from mingbai.org.queries.machine import machine
from mingbai.oversight.models import Mark, Observation, Observed, ObservedResult
from mingbai.oversight.queries import observing, teams
from mingbai.oversight.queries.formula import places, shown
from mingbai.oversight.queries.observing import Aspect
from mingbai.oversight.queries.terms import observed as switched_on
from mingbai.oversight.queries.terms import ranked


@dataclass(frozen=True, slots=True)
class Part:
    """An aspect of a village: what attendees gave on average, and what was lost."""

    name: str
    most: int
    mean: Decimal

    @property
    def lost(self) -> Decimal:
        """Points short of all."""
        return self.most - self.mean


@dataclass(frozen=True, slots=True)
class Line:
    """A village's result; ``place`` is 0 where nobody is ranked or it is not rated, equals share one."""

    place: int
    result: ObservedResult


def trimmed(totals: Iterable[int], share: Decimal) -> Fraction | None:
    """The mean without the highest and lowest so many (a tenth, rounded down); None of nobody."""
    values = sorted(totals)
    off = floor(Fraction(share) * len(values))
    kept = values[off : len(values) - off]
    return Fraction(sum(kept), len(kept)) if kept else None


def score(attendees: Iterable[int], accepted: Iterable[int], rule: Mapping[str, Any]) -> Fraction | None:
    """(1 − w) × trimmed mean of the townships + w × mean of the teams; None where one of them is missing."""
    towns, acceptance = trimmed(attendees, rule["trim"]), trimmed(accepted, Decimal(0))
    if towns is None or acceptance is None:
        return None
    weight = Fraction(rule["acceptance"])
    return (1 - weight) * towns + weight * acceptance


def results(observation: Observation) -> list[ObservedResult]:
    """What the marks give now, village by village; not saved yet. Asked where every mark is seen."""
    aspects, rule = observing.aspects(), installed().get("oversight.observation")
    marks = observing.last(list(Mark.objects.filter(observed__observation=observation)))
    return [
        _result(one, [mark for mark in marks if mark.observed_id == one.pk], aspects, rule)
        for one in observation.villages.all()
    ]


def _result(
    one: Observed, marks: Sequence[Mark], aspects: Sequence[Aspect], rule: Mapping[str, Any]
) -> ObservedResult:
    towns = [mark for mark in marks if not mark.accepts]
    given, accepted = [mark.total for mark in towns], [mark.total for mark in marks if mark.accepts]
    means = {each.code: _mean([mark.given.get(each.code, 0) for mark in towns]) for each in aspects}
    return ObservedResult(
        area_code=one.area_code, observed=one, quarter=one.observation.quarter, label=one.label,
        attendees=shown(trimmed(given, rule["trim"])), attendees_count=len(given),
        accepted=shown(trimmed(accepted, Decimal(0))), accepted_count=len(accepted),
        score=shown(score(given, accepted, rule)), parts=means,
        remarks=sorted(mark.remark for mark in marks if mark.remark),
    )  # fmt: skip


def _mean(values: Sequence[int]) -> str | None:
    found = shown(trimmed(values, Decimal(0)))
    return None if found is None else str(found)


def digest(found: Iterable[ObservedResult]) -> str:
    """SHA-256 over results in the order of their villages: the same marks give the same."""
    lines = [
        f"{one.area_code}\t{one.score}\t{one.attendees}\t{one.attendees_count}\t{one.accepted}"
        f"\t{one.accepted_count}"
        for one in sorted(found, key=lambda one: one.area_code)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def again(observation: Observation) -> bool:
    """Whether the marks, reckoned again, and the lot, drawn again, give what stands."""
    with entered(machine()):
        same = digest(results(observation)) == observation.digest
        named = sorted(observation.villages.values_list("area_code", flat=True))
    each = installed().get("oversight.observation.villages")
    return same and sorted(observing.drawn(observation.seed, observation.names, each)) == named


def lines(observation: Observation, acting: ActingPost) -> list[Line]:
    """The frozen results: ranked, and told to all, only where the era's switch allows; else one's own."""
    told = ranked()
    if told:
        with entered(machine()):
            found = list(ObservedResult.objects.filter(observed__observation=observation))
    else:
        found = list(rows(ObservedResult, acting).filter(quarter=observation.quarter))
    if not told:
        return [Line(0, one) for one in sorted(found, key=lambda one: one.area_code)]
    return _placed(found)


def _placed(found: Sequence[ObservedResult]) -> list[Line]:
    """By score, equals share a place; who is not rated stands last."""
    rated = sorted((one for one in found if one.score is not None), key=_best_first)
    placed = map(Line, places([one.score for one in rated]), rated)
    return [*placed, *(Line(0, one) for one in found if one.score is None)]


def _best_first(one: ObservedResult) -> tuple[Decimal, str]:
    return -(one.score or Decimal(0)), one.area_code


def parts(result: ObservedResult) -> list[Part]:
    """The return list: aspect by aspect, what cost most first."""
    found = [
        Part(each.name, each.most, Decimal(result.parts[each.code]))
        for each in observing.aspects()
        if result.parts.get(each.code) is not None
    ]
    return sorted(found, key=lambda one: -one.lost)


def reads(acting: ActingPost) -> bool:
    """Who opens observations: the county, townships and villages, in an era that scores them."""
    if acting.lo >= acting.hi or acting.households is not None or not switched_on():
        return False
    return not acting.area_code.endswith("000000") or teams.sees_plans(acting)
