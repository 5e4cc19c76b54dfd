"""A pytest plugin (`-p tests.old_server`): the run's server is the system's PostgreSQL 15."""

from pathlib import Path

from mingbai.kit.cluster import place, server

PROGRAMS = Path("/usr/lib/postgresql/15/bin")


def pytest_configure() -> None:
    """A data directory of another version would be refused, so what runs is 15."""
    place.binary = lambda name: str(PROGRAMS / name)
    server.MAJOR = "15"
