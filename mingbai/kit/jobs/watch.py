"""Beside every running job a second thread: writes its signs of life, and stops it when it is called off."""

from __future__ import annotations

import logging
import threading
from types import TracebackType

from django.db import InterfaceError, OperationalError, connections

from mingbai.kit import clock
from mingbai.kit.jobs.run import Run, Stopped
from mingbai.kit.scope import entered

logger = logging.getLogger("mingbai.jobs")
SECONDS = 1.0


class Watch(threading.Thread):
    """Flushes the run once a second; after a reason to stop it also ends the statement in the database."""

    def __init__(self, run: Run) -> None:
        super().__init__(name=f"watch of job {run.job_id}", daemon=True)
        self.job = run
        self.ended = threading.Event()

    def __enter__(self) -> Watch:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        self.join()

    def run(self) -> None:
        """The thread's body."""
        try:
            with entered(self.job.acting):
                while not self.ended.wait(SECONDS):
                    self._look()
        finally:
            connections.close_all()

    def _look(self) -> None:
        try:
            self.job.flush(at=clock.read())
        except (OperationalError, InterfaceError) as error:
            # The database is away; the next look tries again, and the job itself meets the same trouble.
            logger.warning(
                "job %s: no sign of life could be written: %s", self.job.job_id, type(error).__name__
            )
            connections.close_all()
        try:
            self.job.check()
        except Stopped:
            self.job.cancel_statement()
