"""Says what is being done, and how long it took when that is more than a blink."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

SHORT = 2.0
"""Seconds after which a step tells how long it took."""


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print the title at once, and the seconds when it took longer than two."""
    print(f"{title} … ", end="", flush=True)
    since, ending = time.monotonic(), ""
    try:
        yield
        took = time.monotonic() - since
        ending = f"{took:.0f} s" if took > SHORT else "✓"
    finally:
        print(ending, flush=True)


def dot(_done: str) -> None:
    """One more part of a step is done."""
    print(".", end="", flush=True)


def say(text: str = "") -> None:
    """A line for the person at the terminal, there at once."""
    print(text, flush=True)
    sys.stdout.flush()
