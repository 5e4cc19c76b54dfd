"""What the queue calls: the one task that runs our jobs, and the clockwork."""

from __future__ import annotations

from contextlib import ExitStack

import procrastinate
from procrastinate.blueprints import Blueprint
from procrastinate.jobs import Job as Entry
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from mingbai.kit import clock, slots
from mingbai.kit.jobs.asking import TASK
from mingbai.kit.jobs.execute import TryAgain, execute

MINUTELY = slots.declare("jobs.minutely", "(*, at) -> None: done each minute; safe to do twice.")
HOURLY = slots.declare(
    "jobs.hourly", "(*, at) -> None: done each hour; safe to do twice: lapses, clearing away."
)
LONGEST_WAIT = 60

blueprint = Blueprint()


class Backoff(BaseRetryStrategy):
    """Only what may succeed next time is tried again, each time a little later."""

    def get_retry_decision(self, *, exception: BaseException, job: Entry) -> RetryDecision | None:
        """Wait 1, 2, 4 ... up to 60 seconds."""
        if not isinstance(exception, TryAgain):
            return None
        return RetryDecision(retry_in={"seconds": min(LONGEST_WAIT, 2 ** min(job.attempts, 6))})


@blueprint.task(name=TASK, pass_context=True, retry=Backoff())
def run_entry(context: procrastinate.JobContext, *, job: int, user: int | None, post: int | None) -> None:
    """Run the job that a queue entry names."""
    execute(job, user=user, post=post, interrupted=context.should_abort)


@blueprint.periodic(cron="* * * * *", periodic_id="minutely")  # type: ignore[arg-type]
@blueprint.task(name="mingbai.minutely", queueing_lock="mingbai.minutely", lock="mingbai.minutely")
def minutely(*, timestamp: int) -> None:
    """Seal the audit, and what else must not wait longer. The queue's own time stamp is not used."""
    _each(MINUTELY)


@blueprint.periodic(cron="7 * * * *", periodic_id="hourly")  # type: ignore[arg-type]
@blueprint.task(name="mingbai.hourly", queueing_lock="mingbai.hourly", lock="mingbai.hourly")
def hourly(*, timestamp: int) -> None:
    """Let lapse what has lapsed, clear away what has expired."""
    _each(HOURLY)


def _each(slot: str) -> None:
    """One work that fails keeps none of the others from being done; its error is told afterwards."""
    at = clock.read()
    with ExitStack() as stack:
        for work in reversed(slots.filled(slot)):
            stack.callback(work, at=at)
