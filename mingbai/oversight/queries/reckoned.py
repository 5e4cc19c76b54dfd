"""Everybody's standing over a period's months, and the same reckoned again of a period that is frozen.

A frozen score is the stated formula over entries posted and exposures counted in its months, which nobody
changes, and over the inputs kept beside it. So anybody may reckon it again at any time; the digests agree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingbai.kit.scope import entered
from mingbai.org.queries.machine import machine
from mingbai.oversight.models import FrozenPeriod, FrozenScore
from mingbai.oversight.queries import naming, scores
from mingbai.oversight.queries.formula import Terms, shown
from mingbai.oversight.queries.scores import Standing
from mingbai.oversight.queries.terms import edition, scored, terms
from mingbai.oversight.states import Subject

Told = Callable[[int, int], None]
Inputs = Mapping[str, Any]
Found = dict[str, tuple[Standing, Inputs]]


def untold(_done: int, _total: int) -> None:
    """Nobody waits to hear how far it is."""


@dataclass(frozen=True, slots=True)
class Again:
    """A frozen period reckoned again; ``same_terms``: by the edition of the pack that it was frozen under."""

    digest: str
    agrees: bool
    same_terms: bool


def rows(months: Sequence[date], told: Told = untold) -> Iterator[FrozenScore]:
    """Everybody's standing over the months, kind of subject by kind of subject, not saved yet."""
    wanted = [subject for subject in Subject if scored(subject)]
    for done, subject in enumerate(wanted):
        told(done, len(wanted))
        yield from _rows(subject, _found(subject, months, {}))


def again(frozen: FrozenPeriod) -> Again:
    """Reckon a frozen period from scratch. Subjects are those that were scored then."""
    with entered(machine()):
        kept: dict[Subject, dict[str, Inputs]] = {}
        for subject, no, inputs in frozen.scores.values_list("subject", "subject_no", "inputs"):
            kept.setdefault(Subject(subject), {})[no] = inputs
        made = [
            row
            for subject in Subject
            if subject in kept
            for row in _rows(subject, _found(subject, frozen.months, kept[subject]))
        ]
    found = digest(made)
    return Again(found, found == frozen.digest, edition() == frozen.edition)


def digest(found: Iterable[FrozenScore]) -> str:
    """SHA-256 over the scores in order: the same entries give the same."""
    return hashlib.sha256("\n".join(map(_line, found)).encode()).hexdigest()


def _line(one: FrozenScore) -> str:
    """A bonus stands at the end only where there is one: periods frozen before there were any agree too."""
    said = f"{one.subject}\t{one.subject_no}\t{one.score}\t{one.points.normalize()}\t{one.households}"
    return f"{said}\t{one.bonus.normalize()}" if one.bonus else said


def _found(subject: Subject, months: Sequence[date], kept: Mapping[str, Inputs]) -> Found:
    rule = terms()
    if subject == Subject.TOWNSHIP:
        return {code: _town(code, months, rule, kept.get(code)) for code in kept or naming.townships()}
    if subject == Subject.TEAM:
        return {code: _team(code, months, rule, kept.get(code)) for code in kept or naming.teams()}
    return {no: (one, {}) for no, one in scores.standings(subject, months, rule).items()}


def _town(code: str, months: Sequence[date], rule: Terms, kept: Inputs | None) -> tuple[Standing, Inputs]:
    due, in_time = (kept["due"], kept["in_time"]) if kept else scores.closing(code[:9], months)
    standing = scores.township(code, months, rule, (due, in_time))
    return standing, {"due": due, "in_time": in_time}


def _team(code: str, months: Sequence[date], rule: Terms, kept: Inputs | None) -> tuple[Standing, Inputs]:
    inputs = kept or scores.caught(code, months, rule)
    return scores.team_standing(inputs, rule), inputs


def _rows(subject: Subject, found: Found) -> Iterator[FrozenScore]:
    names = naming.names(subject, found)
    for no, (one, inputs) in sorted(found.items()):
        name = names[no]
        yield FrozenScore(
            area_code=name.area_code, subject=subject, subject_no=no, post_kind=name.post_kind,
            label=name.label, score=shown(one.score), points=one.points, households=one.households,
            bonus=one.bonus, inputs=dict(inputs),
        )  # fmt: skip
