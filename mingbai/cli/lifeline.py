"""A child ends when its supervisor does, even one that was killed: it holds the reading end of a pipe."""

import os
import signal
import threading

VARIABLE = "MINGBAI_LIFELINE"


def hold() -> None:
    """In a child: stop this process when the supervisor's end of the pipe closes."""
    named = os.environ.pop(VARIABLE, "")
    if named:
        threading.Thread(target=_wait, args=(int(named),), daemon=True, name="lifeline").start()


def _wait(descriptor: int) -> None:
    os.read(descriptor, 1)
    os.kill(os.getpid(), signal.SIGTERM)
