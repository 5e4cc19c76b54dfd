"""A month is frozen: its scores stand as they are, with a hash; what comes later counts in the open month."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import add_months
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.queries.machine import machine
from mingbai.oversight import permits
from mingbai.oversight.actions.refusal import Frozen, MayNotList
from mingbai.oversight.models import FrozenMonth, FrozenScore
from mingbai.oversight.queries import naming, scores
from mingbai.oversight.queries.formula import shown
from mingbai.oversight.queries.scores import Standing
from mingbai.oversight.queries.terms import edition, scored, terms
from mingbai.oversight.states import Subject

BATCH = 2_000


@transaction.atomic
def freeze(*, month: date, by: ActingPost, at: datetime) -> FrozenMonth:
    """Freeze a month that is over. Raises MayNotList, Frozen."""
    if by.kind not in permits.kinds("approve") or not by.covers(installed().county.ljust(12, "0")):
        raise MayNotList(permits.office.sentence())
    month = scores.first_of(month)
    if add_months(month, 1) > at.date() or FrozenMonth.objects.filter(month=month).exists():
        raise Frozen(_("A month is frozen once, when it is over."))
    with entered(machine()):
        rows = [*_standings(month)]
    frozen = FrozenMonth(
        area_code=installed().county.ljust(12, "0"), month=month, frozen_at=at, frozen_by=by.label[:120],
        edition=edition(), digest=digest(rows),
    )  # fmt: skip
    frozen.save(force_insert=True)
    for row in rows:
        row.frozen = frozen
    FrozenScore.objects.bulk_create(rows, batch_size=BATCH)
    return frozen


def _standings(month: date) -> Iterator[FrozenScore]:
    rule, months = terms(), [month]
    for subject in (Subject.VILLAGE, Subject.PERSON, Subject.UNIT):
        if scored(subject):
            yield from _rows(subject, scores.standings(subject, months, rule))
    if scored(Subject.TOWNSHIP):
        towns = naming.townships()
        yield from _rows(Subject.TOWNSHIP, {code: scores.township(code, months, rule) for code in towns})
    if scored(Subject.TEAM):
        teams = naming.teams()
        yield from _rows(Subject.TEAM, {code: scores.team(code, months, rule) for code in teams})


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
