"""One supervisor for each home, and word of which one that is."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from mingbai.cli.refusal import Refusal
from mingbai.kit.home import Home
from mingbai.kit.spoken import _


@contextmanager
def held(one: Home, word: str) -> Iterator[None]:
    """Hold the home while it runs; ``word`` (its address) is told to whoever tries a second time."""
    with (one / "run.lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Refusal(_("It runs already: %(word)s") % {"word": file.read()}) from None
        file.truncate(0)
        file.write(f"{word} ({os.getpid()})")
        file.flush()
        yield
