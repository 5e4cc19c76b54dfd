"""Installations to break: each test has homes of its own, and nothing of them is left behind."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mingbai.kit import home
from mingbai.kit.cluster import Cluster

NewHome = Callable[..., home.Home]


@pytest.fixture
def new_home() -> Iterator[NewHome]:
    """Makes homes outside the tests' own directory, which root's server could not reach."""
    made: list[home.Home] = []

    def make(**config: str) -> home.Home:
        path = Path(tempfile.mkdtemp(prefix="mingbai-fault-"))
        made.append(home.create(path, home.Config(**config)))
        return made[-1]

    yield make
    for one in made:
        remove(one)


def remove(one: home.Home) -> None:
    """The server, the data and the home; a test may have done so itself."""
    if not one.path.exists():
        return
    Cluster.of(one).destroy()
    for path in sorted(one.path.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    one.path.rmdir()


@pytest.fixture
def server(new_home: NewHome) -> Cluster:
    """A server that has been started once and runs."""
    cluster = Cluster.of(new_home(), fsync="off")
    cluster.initialise()
    cluster.start()
    return cluster
