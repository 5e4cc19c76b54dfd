"""A run's life: asked for, running, done or failed. What it finds appears at the end, all of it at once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mingbai.kit import clock
from mingbai.kit.jobs import Job, asking
from mingbai.kit.jobs.clockwork import as_machine
from mingbai.kit.jobs.events import JobEnded
from mingbai.kit.jobs.saying import saying
from mingbai.kit.pack import installed
from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost, entered
from mingbai.kit.shown import day_of
from mingbai.org.queries.machine import machine
from mingbai.packs.loading import era_on
from mingbai.screening import permits
from mingbai.screening.models import Run
from mingbai.screening.states import RunOccasion, RunState

JOB = "screening.run"
OPEN = (RunState.ASKED, RunState.RUNNING)
CALLED_OFF = gettext_noop("Called off by %(who)s. Nothing was changed.")
BROKE_OFF = gettext_noop("It broke off. Nothing was changed; the administrator finds it in the log.")
COMPARISON = gettext_noop("Comparison as of %(day)s")


class MayNotRun(Refused):
    """Only the county office has comparisons run."""

    code = "may_not_run"
    status = 403


class RunsAlready(Refused):
    """One comparison at a time."""

    code = "runs_already"


class DayAhead(Refused):
    """Nothing is known yet of a day to come."""

    code = "day_ahead"
    status = 400


class Over(Refused):
    """A run that is over cannot be called off."""

    code = "run_over"


@transaction.atomic
def ask(*, occasion: RunOccasion, as_of: date, by: ActingPost, at: datetime) -> Run:
    """Put a run into the queue. Raises MayNotRun, DayAhead, RunsAlready."""
    run = begin(occasion=occasion, as_of=as_of, by=by, at=at)
    job = asking.defer(JOB, by=by, at=at, purpose=COMPARISON % {"day": as_of.isoformat()}, run=run.pk)
    run.job_id = job.pk
    run.save(update_fields=["job_id"])
    return run


@transaction.atomic
def begin(*, occasion: RunOccasion, as_of: date, by: ActingPost, at: datetime) -> Run:
    """The record of a run that is asked for; `carry_out` does it. Raises MayNotRun, DayAhead, RunsAlready."""
    if not permits.runs(by, None):
        raise MayNotRun(permits.runs.sentence())
    if as_of > day_of(at):
        raise DayAhead(_("The day lies in the future."))
    try:
        with transaction.atomic():
            return Run.objects.create(
                area_code=installed().county.ljust(12, "0"), occasion=occasion, as_of=as_of,
                era=era_on(as_of), asked_by=by.label[:120], asked_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise RunsAlready(_("A comparison is under way already. Wait for it or call it off.")) from None


@transaction.atomic
def cancel(*, run: Run, by: ActingPost, at: datetime) -> Run:
    """Call a run off, whoever asked for it: it will write nothing. Raises MayNotRun, Over."""
    if not permits.runs(by, None):
        raise MayNotRun(permits.runs.sentence())
    row: Run = Run.objects.select_for_update().get(pk=run.pk)
    if row.state not in OPEN:
        raise Over(_("This comparison is over."))
    _end(row, RunState.FAILED, at=at, trouble=saying(CALLED_OFF, who=by.label))
    job = Job.objects.filter(pk=row.job_id).first() if row.job_id is not None else None
    if job is not None and job.user_id == by.user_id:
        asking.cancel(job=job, by=by, at=at)
    return row


def give_up(ended: JobEnded) -> None:
    """Heard of every job that is over: a run whose work broke off has failed."""
    if ended.name != JOB or ended.state == "done":
        return
    by = machine()
    with entered(by):
        job = Job.objects.filter(pk=ended.job_id).first()
        trouble = (job.error if job else None) or saying(BROKE_OFF)
        for run in Run.objects.select_for_update().filter(job_id=ended.job_id, state__in=OPEN):
            _end(run, RunState.FAILED, at=ended.at, trouble=trouble)


def _end(run: Run, state: RunState, *, at: datetime, **values: object) -> None:
    run.state, run.ended_at, run.version = state, at, run.version + 1
    for name, value in values.items():
        setattr(run, name, value)
    run.save()


def nightly(*, at: datetime) -> None:
    """Each hour: once a day, from the pack's hour on, ask for the night's run; safe to do twice."""
    local = at.astimezone(clock.SHANGHAI)
    if local.hour < installed().section("runs")["nightly_hour"]:
        return
    with as_machine(at) as by:
        day = day_of(at)
        asked = Run.objects.filter(occasion=RunOccasion.NIGHT, as_of=day)
        if asked.exists() or Run.objects.filter(state__in=OPEN).exists():
            return
        ask(occasion=RunOccasion.NIGHT, as_of=day, by=by, at=at)
