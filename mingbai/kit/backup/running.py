"""The database of a home that may be at rest."""

from collections.abc import Iterator
from contextlib import contextmanager

from mingbai.kit.cluster import Cluster
from mingbai.kit.home import Home


@contextmanager
def running(one: Home) -> Iterator[None]:
    """Start the embedded server if it does not run, and stop it again only then."""
    cluster = Cluster.of(one) if one.config.database is None else None
    if cluster is None or cluster.running():
        yield
        return
    cluster.start()
    try:
        yield
    finally:
        cluster.stop()
