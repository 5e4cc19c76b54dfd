"""年奖惩: which class a frozen score gives, what the class proposes, who may decide (handbook G.5, G.10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.wording import said
from mingbai.oversight.models import FrozenPeriod, FrozenScore, FrozenTally, Proposal
from mingbai.oversight.models.proposals import UNITS
from mingbai.oversight.queries import naming, tallies, teams
from mingbai.oversight.queries.tallies import Counts
from mingbai.oversight.states import Measure, ProposalState, Subject

CRITICAL = "critical"


def grade_of(score: Decimal | None) -> tuple[str, str]:
    """Class and measure of a score; nothing where there is none."""
    if score is None:
        return "", ""
    classes: Mapping[str, Any] = installed().get("oversight.year.classes")
    fitting = [(one["from"], code, one["measure"]) for code, one in classes.items() if score >= one["from"]]
    if not fitting:
        return "", ""
    _least, code, measure = max(fitting)
    return code, measure


def grade(code: str) -> str:
    """A class in words."""
    found = installed().get("oversight.year.classes").get(code)
    return said(found["name"]) if found else code


def grades() -> list[tuple[str, str]]:
    """The classes of the pack, by code and name."""
    return [(code, said(one["name"])) for code, one in installed().get("oversight.year.classes").items()]


def units_of(area_code: str, owner: str) -> list[tuple[str, str]]:
    """Whose a problem is, of the units: the village that it lies in, its township, the department."""
    found = [(Subject.UNIT.value, owner)] if owner else []
    if area_code.endswith("000000"):
        return found
    town = f"{area_code[:9]}000"
    found.append((Subject.TOWNSHIP.value, town))
    if area_code != town:
        found.append((Subject.VILLAGE.value, area_code))
    return found


def facts(rows: Iterable[FrozenTally]) -> dict[tuple[str, str], Counts]:
    """The facts of every unit."""
    return tallies.summed(rows, lambda one: units_of(one.area_code, one.owner))


def critical(months: list[date]) -> dict[tuple[str, str], list[str]]:
    """Keys of the critical problems of every unit."""
    found: dict[tuple[str, str], list[str]] = {}
    there = tallies.found_in(months).filter(severity=CRITICAL).order_by("found_on", "id")
    for key, area, owner in there.values_list("key", "area_code", "owner"):
        for unit in units_of(area, owner):
            found.setdefault(unit, []).append(str(key))
    return found


def proposals(frozen: FrozenPeriod) -> list[Proposal]:
    """One for each unit with a class, and for each with critical problems; not saved yet. Never a person."""
    scored = {(one.subject, one.subject_no): one for one in frozen.scores.filter(subject__in=UNITS)}
    graves, known = critical(frozen.months), facts(frozen.tallies.all())
    wanted = sorted({unit for unit, one in scored.items() if one.score is not None} | set(graves))
    names = {unit: name for subject in UNITS for unit, name in _names(subject.value, wanted).items()}
    return [
        _graded(_proposal(frozen, unit, names[unit], graves.get(unit, []), known.get(unit, Counts())), scored)
        for unit in wanted
        if unit in names
    ]


def _graded(one: Proposal, scored: Mapping[tuple[str, str], FrozenScore]) -> Proposal:
    """The class that the frozen score stands for; without one there is something to be discussed."""
    found = scored.get((one.subject, one.subject_no))
    one.score = found.score if found else None
    one.grade, measure = grade_of(one.score)
    one.measure = measure or Measure.DISCUSS
    return one


def _names(subject: str, wanted: list[tuple[str, str]]) -> dict[tuple[str, str], naming.Name]:
    codes = [no for kind, no in wanted if kind == subject]
    return {(subject, no): name for no, name in naming.names(subject, codes).items()}


def _proposal(
    frozen: FrozenPeriod, unit: tuple[str, str], name: naming.Name, graves: list[str], known: Counts
) -> Proposal:
    return Proposal(
        area_code=name.area_code, frozen=frozen, year=frozen.begins.year, frozen_user=frozen.frozen_user,
        subject=unit[0], subject_no=unit[1], label=name.label, critical=graves, found=known.found,
        due_count=known.due, in_time=known.in_time, reopened=known.reopened, made_at=frozen.frozen_at,
    )  # fmt: skip


def settled(frozen: FrozenPeriod) -> bool:
    """Whether nothing of the year waits for a decision; asked where every proposal can be seen."""
    return not frozen.proposals.filter(state=ProposalState.PROPOSED).exists()


def decides(acting: ActingPost) -> bool:
    """Whether the post is one of the county's that decide on the year's rewards and penalties."""
    deciding = acting.kind in installed().get("oversight.year.decide")
    return deciding and acting.user_id is not None and acting.covers(naming.county())


def steers(acting: ActingPost) -> bool:
    """Who sees a year before it is decided: the county office, and who decides."""
    return teams.directs(acting) or decides(acting)
