"""`mingbai worker`: runs jobs."""

import argparse

from mingbai.cli import checks, lifeline, place


def run(wish: argparse.Namespace) -> int:
    """Work until told to stop."""
    lifeline.hold()
    place.ready(place.home_of(wish))
    checks.before_serving()
    from mingbai.kit.jobs.worker import Pace, run_worker  # noqa: PLC0415 - needs Django ready

    run_worker(Pace(concurrency=wish.concurrency))
    return 0
