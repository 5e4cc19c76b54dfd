"""A real worker with the tests' jobs and a short patience."""

import logging
import sys

import django


def main():
    django.setup()
    # Models may be imported only after Django is set up.
    from mingbai.kit.jobs.worker import Pace, run_worker  # noqa: PLC0415
    from tests.kit.jobs import bodies  # noqa: PLC0415

    logging.basicConfig(level=logging.DEBUG)
    bodies.wire()
    run_worker(Pace(heartbeat=0.5, dead_after=2.0, graceful=float(sys.argv[1]), reconnect=0.5))


if __name__ == "__main__":
    main()
