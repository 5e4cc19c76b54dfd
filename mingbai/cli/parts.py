"""A child process of the supervisor: how it is started, watched and ended."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from mingbai.cli.lifeline import VARIABLE

LARGE = 20_000_000
"""Bytes after which a log is put aside at the next start."""


class Part:
    """One `mingbai` command that is kept running."""

    def __init__(self, name: str, arguments: list[str], *, log: Path, lifeline: int) -> None:
        self.name, self.arguments, self.log, self.lifeline = name, arguments, log, lifeline
        self.starts = 0
        self.rest = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        self.starts += 1
        self._rotate()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mingbai", *self.arguments],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                pass_fds=[self.lifeline], env={**os.environ, VARIABLE: str(self.lifeline)},
            )  # fmt: skip

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def revive(self) -> bool:
        """Start it again if it ended, after a pause that grows; True when it was started."""
        if self.alive() or time.monotonic() < self.rest:
            return False
        self.rest = time.monotonic() + min(2.0**self.starts, 60.0)
        self._end_remains()
        self.start()
        return True

    def ask_to_stop(self) -> None:
        if self.process is not None and self.alive():
            self.process.send_signal(signal.SIGTERM)

    def wait(self, until: float) -> None:
        """Wait for its end; past ``until`` (monotonic seconds) it is killed with all it started."""
        if self.process is None:
            return
        try:
            self.process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def last_words(self) -> str:
        """The end of its log."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join(text.strip().splitlines()[-3:])

    def _end_remains(self) -> None:
        """Workers of a killed web server would hold its port against the new one for a while."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def _rotate(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LARGE:
            self.log.replace(self.log.with_suffix(".1.log"))
