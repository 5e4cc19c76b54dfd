"""Parts of the demo's making side by side: by turns one computes and the other waits for the database."""

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import django

Work = Callable[[], object]
Together = Callable[[Sequence[Work]], None]
HANDS = 2


def in_turn(works: Sequence[Work]) -> None:
    """One after another, in this process: where a transaction is open, nobody else sees what it wrote."""
    for work in works:
        work()


@contextmanager
def hands() -> Iterator[Together]:
    """Processes that do works side by side, each with connections of its own; the first error is raised.

    A work is a partial of a function that can be imported, over values that can be pickled.
    """
    with ProcessPoolExecutor(HANDS, get_context("spawn"), _ready) as pool:

        def together(works: Sequence[Work]) -> None:
            for going in [pool.submit(_done, work) for work in works]:
                going.result()

        yield together


def _ready() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    django.setup()


def _done(work: Work) -> None:
    """What it returns stays in this process."""
    work()
