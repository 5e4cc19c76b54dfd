"""A month is frozen: its scores stand as they are, with a hash; what comes later counts in the open month."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import add_months
from mingbai.kit.jobs import asking
from mingbai.kit.jobs.models import Job
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.queries.machine import machine
from mingbai.oversight import permits
from mingbai.oversight.actions.refusal import Frozen, MayNotList
from mingbai.oversight.models import FrozenMonth, FrozenScore
from mingbai.oversight.queries import naming, scores, teams
from mingbai.oversight.queries.formula import shown
from mingbai.oversight.queries.scores import Standing
from mingbai.oversight.queries.terms import edition, scored, terms
from mingbai.oversight.states import Subject

BATCH = 2_000
FREEZE = "oversight.freeze_month"
Told = Callable[[int, int], None]


def untold(_done: int, _total: int) -> None:
    """Nobody waits to hear how far it is."""


def frozen(month: date) -> FrozenMonth | None:
    """The month as it was frozen, if it was."""
    return FrozenMonth.objects.filter(month=scores.first_of(month)).first()


@transaction.atomic
def ask(*, month: date, by: ActingPost, at: datetime, request_id: UUID | None) -> Job:
    """Ask for a month to be frozen in the background. Raises MayNotList, Frozen."""
    _demand(month, by, at)
    first = scores.first_of(month)
    return asking.defer(
        FREEZE, by=by, at=at, purpose=f"{first:%Y-%m}", request_id=request_id, month=first.isoformat()
    )


@transaction.atomic
def freeze(*, month: date, by: ActingPost, at: datetime, told: Told = untold) -> FrozenMonth:
    """Freeze a month that is over; ``told`` hears how far it is. Raises MayNotList, Frozen."""
    _demand(month, by, at)
    month = scores.first_of(month)
    with entered(machine()):
        rows = [*_standings(month, told)]
    frozen = FrozenMonth(
        area_code=installed().county.ljust(12, "0"), month=month, frozen_at=at, frozen_by=by.label[:120],
        edition=edition(), digest=digest(rows),
    )  # fmt: skip
    frozen.save(force_insert=True)
    for row in rows:
        row.frozen = frozen
    FrozenScore.objects.bulk_create(rows, batch_size=BATCH)
    return frozen


def _demand(month: date, by: ActingPost, at: datetime) -> None:
    if not teams.directs(by):
        raise MayNotList(permits.office.sentence())
    if add_months(scores.first_of(month), 1) > at.date() or frozen(month) is not None:
        raise Frozen(_("A month is frozen once, when it is over."))


def _standings(month: date, told: Told) -> Iterator[FrozenScore]:
    """Everybody's standing in the month, kind of subject by kind of subject."""
    wanted = [subject for subject in Subject if scored(subject)]
    for done, subject in enumerate(wanted):
        told(done, len(wanted))
        yield from _rows(subject, _found(subject, month))


def _found(subject: Subject, month: date) -> dict[str, Standing]:
    rule, months = terms(), [month]
    if subject == Subject.TOWNSHIP:
        return {code: scores.township(code, months, rule) for code in naming.townships()}
    if subject == Subject.TEAM:
        return {code: scores.team(code, months, rule) for code in naming.teams()}
    return scores.standings(subject, months, rule)


def _rows(subject: Subject, found: dict[str, Standing]) -> Iterator[FrozenScore]:
    names = naming.names(subject, found)
    for no, one in sorted(found.items()):
        name = names[no]
        yield FrozenScore(
            area_code=name.area_code, subject=subject, subject_no=no, post_kind=name.post_kind,
            label=name.label, score=shown(one.score), points=one.points, households=one.households,
        )  # fmt: skip


def digest(rows: list[FrozenScore]) -> str:
    """SHA-256 over the scores in order: the same entries give the same."""
    lines = [
        f"{one.subject}\t{one.subject_no}\t{one.score}\t{one.points.normalize()}\t{one.households}"
        for one in rows
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
