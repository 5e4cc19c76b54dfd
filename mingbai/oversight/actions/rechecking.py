"""The random re-check (handbook G.6, G.8): a tenth of what was closed, a tenth of where nothing was found.

Drawn by the machine once a month by a recorded seed, for another team than the one that was there. The
machine draws and decides nothing. What is found not mended is reopened by the team: its points double.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import add_months, monday
from mingbai.kit.jobs.clockwork import as_machine
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.oversight import permits
from mingbai.oversight.actions import planning, problems
from mingbai.oversight.actions.planning import Lots
from mingbai.oversight.actions.refusal import BadProblem, MayNotList
from mingbai.oversight.models import Draw, Inspection, Problem, Recheck
from mingbai.oversight.queries import draw, inspections, naming, sampling
from mingbai.oversight.queries.scores import first_of
from mingbai.oversight.states import DrawOf, RecheckState

WEEK = timedelta(days=7)


def hourly(*, at: datetime) -> None:
    """Draw the month's re-checks once the month has begun; safe to do twice."""
    month = first_of(day_of(at))
    with as_machine(at) as machine:
        if not Draw.objects.filter(of=DrawOf.PROBLEMS, month=month).exists():
            draw_month(month=month, seed=draw.new_seed(), by=machine, at=at)


@transaction.atomic
def draw_month(
    *, month: date, seed: str, by: ActingPost, at: datetime
) -> tuple[list[Recheck], list[Inspection]]:
    """Draw from what the month before left: problems for another team, households for another team."""
    lots = Lots(seed, by.label[:120], at)
    return _problems(lots, month), [_visit(lots, one, month) for one in sampling.found_nothing(month)]


def _problems(lots: Lots, month: date) -> list[Recheck]:
    numbers = sampling.closed(month)
    where: dict[str, Any] = {"month": month, "area_code": naming.county()}
    chosen = lots.drawn(DrawOf.PROBLEMS, numbers, sampling.wanted(len(numbers)), **where)
    found = Problem.objects.filter(number__in=chosen).order_by("number")
    return [
        Recheck.objects.create(
            area_code=one.area_code, problem=one, month=month, due=add_months(month, 1), drawn_at=lots.at,
            team=sampling.other_team(lots.seed, one.number, one.team),
        )
        for one in found
    ]  # fmt: skip


def _visit(lots: Lots, seen: Inspection, month: date) -> Inspection:
    """A tenth of a visit's households, for another team in the coming week; who was absent comes first."""
    drawn = seen.households.values_list("household__key", "form", "gone")
    homes = {str(key): form for key, form, gone in drawn if not gone or inspections.comes_first(gone)}
    made = Inspection.objects.create(
        area_code=seen.area_code, team=sampling.other_team(lots.seed, str(seen.key), seen.team), recheck=True,
        on=monday(day_of(lots.at)) + WEEK,
    )  # fmt: skip
    where: dict[str, Any] = {"month": month, "inspection": made, "area_code": seen.area_code}
    first = inspections.absent(seen.area_code)
    keys = lots.drawn(DrawOf.AGAIN, sorted(homes), sampling.wanted(len(homes)), first, **where)
    planning.sampled(made, {key: homes[key] for key in keys})
    return made


@transaction.atomic
def look(*, recheck: Recheck, holds: bool, seen: str, by: ActingPost, at: datetime) -> None:
    """The other team has been there: it is mended indeed, or is reopened. Raises MayNotList, BadProblem."""
    row = Recheck.objects.select_for_update().get(pk=recheck.pk)
    if not permits.rechecks(by, row):
        raise MayNotList(permits.rechecks.sentence())
    if row.state != RecheckState.WAITING or not seen.strip():
        raise BadProblem(_("Please say once what was seen there, in whose presence."))
    if not holds:
        problems.reopen(problem=row.problem, reason=seen, by=by, at=at)
    row.state = RecheckState.HOLDS if holds else RecheckState.FELL
    row.seen, row.looked_by, row.looked_on = seen.strip()[:1000], by.label[:120], day_of(at)
    row.version += 1
    row.save()
