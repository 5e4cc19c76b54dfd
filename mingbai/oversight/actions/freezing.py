"""A month, quarter or year is frozen: scores stand, with a hash; what comes later counts in an open one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from mingbai.kit.jobs import asking
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.queries.machine import machine
from mingbai.oversight.actions import office, proposing
from mingbai.oversight.actions.refusal import Frozen
from mingbai.oversight.models import FrozenPeriod, FrozenScore, FrozenTally, Period
from mingbai.oversight.queries import naming, periods, reckoned, tallies
from mingbai.oversight.queries.reckoned import Told, untold
from mingbai.oversight.queries.terms import edition
from mingbai.oversight.states import PeriodKind

BATCH = 2_000
FREEZE = "oversight.freeze_period"


@transaction.atomic
def ask(*, period: Period, by: ActingPost, at: datetime, request_id: UUID | None) -> Job:
    """Ask for a period to be frozen in the background. Raises MayNotList, Frozen."""
    _demand(period, by, at)
    return asking.defer(FREEZE, by=by, at=at, purpose=period.name, request_id=request_id, period=period.name)


@transaction.atomic
def freeze(*, period: Period, by: ActingPost, at: datetime, told: Told = untold) -> FrozenPeriod:
    """Freeze a period that is over; ``told`` hears how far it is. Raises MayNotList, Frozen.

    A quarter needs its three months frozen, a year its twelve, or in the first year of use those since the
    first. A year also proposes what becomes of each unit; the leading group decides.
    """
    _demand(period, by, at)
    months = periods.counting(period, periods.frozen_months())
    with entered(machine()):
        scores, counted = [*reckoned.rows(months, told)], tallies.rows(months)
    frozen = FrozenPeriod(
        area_code=naming.county(), kind=period.kind, begins=period.begins,
        since=months[0] if months[0] > period.begins else None, frozen_at=at, frozen_by=by.label[:120],
        frozen_user=by.user_id, edition=edition(), digest=reckoned.digest(scores),
    )  # fmt: skip
    frozen.save(force_insert=True)
    _keep(frozen, scores, counted)
    if period.kind == PeriodKind.YEAR:
        proposing.propose(frozen=frozen, by=by, at=at)
    return frozen


def _keep(frozen: FrozenPeriod, scores: list[FrozenScore], counted: list[FrozenTally]) -> None:
    for score in scores:
        score.frozen = frozen
    for tally in counted:
        tally.frozen = frozen
    FrozenScore.objects.bulk_create(scores, batch_size=BATCH)
    FrozenTally.objects.bulk_create(counted, batch_size=BATCH)


def _demand(period: Period, by: ActingPost, at: datetime) -> None:
    office.demand(by)
    if period.after > at.date() or periods.kept(period) is not None:
        raise Frozen(_("A period is frozen once, when it is over."))
    if missing := periods.lacking(period, periods.frozen_months()):
        names = "、".join(f"{month:%Y-%m}" for month in missing)
        raise Frozen(now("These months have to be frozen first: %(months)s") % {"months": names})
