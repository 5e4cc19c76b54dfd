"""The worker process: takes jobs from the queue, revives those of dead workers, keeps the clockwork going."""

from __future__ import annotations

import asyncio
import logging
import signal
from dataclasses import dataclass

import procrastinate
import psycopg
from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException

from mingbai.kit.jobs.tasks import blueprint

logger = logging.getLogger("mingbai.jobs")


@dataclass(frozen=True, slots=True)
class Pace:
    """How a worker behaves: jobs at once, and in seconds: its sign of life, when a silent one counts as
    dead, how long it lets jobs finish when stopped, how long it waits for a database that is away."""

    concurrency: int = 2
    heartbeat: float = 5.0
    dead_after: float = 20.0
    graceful: float = 20.0
    reconnect: float = 2.0


def run_worker(pace: Pace | None = None) -> None:
    """Work until SIGTERM or SIGINT: running jobs may finish, others go back into the queue."""
    asyncio.run(_work(pace or Pace()))


async def _work(pace: Pace) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    while not stop.is_set():
        try:
            await _until(stop, pace)
        except (ConnectorException, psycopg.OperationalError) as error:
            logger.warning("the worker lost the database (%s); it tries again", type(error).__name__)
        await _pause(stop, pace.reconnect)


async def _until(stop: asyncio.Event, pace: Pace) -> None:
    """One life of the inner worker: until told to stop, or until the database goes away."""
    # An app of the worker's own: jobs that defer others do so through Django, in their own transaction.
    app = DjangoApp(
        connector=procrastinate.PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4)
    )
    app.add_tasks_from(blueprint, namespace="")
    async with app.open_async():
        await _side_by_side(app, stop, pace)


async def _side_by_side(app: procrastinate.App, stop: asyncio.Event, pace: Pace) -> None:
    work = asyncio.create_task(
        app.run_worker_async(
            concurrency=pace.concurrency,
            install_signal_handlers=False,
            delete_jobs="successful",
            update_heartbeat_interval=pace.heartbeat,
            stalled_worker_timeout=pace.dead_after,
            shutdown_graceful_timeout=pace.graceful,
        )
    )
    revive = asyncio.create_task(_revive(app, pace))
    halt = asyncio.create_task(stop.wait())
    await asyncio.wait({work, revive, halt}, return_when=asyncio.FIRST_COMPLETED)
    for task in (revive, halt, work):
        task.cancel()
    outcomes = await asyncio.gather(work, revive, halt, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome


async def _revive(app: procrastinate.App, pace: Pace) -> None:
    """Give out again what a worker held when it died."""
    while True:
        await app.job_manager.prune_stalled_workers(pace.dead_after)
        for entry in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=pace.dead_after):
            logger.warning("job %s: its worker is dead; it is given out again", entry.task_kwargs.get("job"))
            await app.job_manager.retry_job(entry)
        await asyncio.sleep(pace.heartbeat)


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
