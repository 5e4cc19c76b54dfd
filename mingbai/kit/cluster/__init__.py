"""The embedded PostgreSQL: binaries from a wheel under a small supervisor of our own."""

from mingbai.kit.cluster.addresses import NAME, addresses
from mingbai.kit.cluster.errors import ClusterError
from mingbai.kit.cluster.provision import provision
from mingbai.kit.cluster.server import Cluster

__all__ = ["NAME", "Cluster", "ClusterError", "addresses", "provision"]
