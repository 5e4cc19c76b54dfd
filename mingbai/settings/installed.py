"""An installation as it runs: the embedded server, or the addresses that config.yaml gives."""

from mingbai.kit.cluster import Cluster
from mingbai.settings.base import *  # noqa: F403
from mingbai.settings.base import HOME, database

NAME = "mingbai"
_cluster = Cluster.of(HOME)
_app = _cluster.address(NAME, "mingbai_app", HOME.keys["passwords"]["app"])
_owner = _cluster.address(NAME, "mingbai_owner", HOME.keys["passwords"]["owner"])

DATABASES = {
    "default": database(_app),
    "aside": database(_app),
    "owner": database(_owner),
}
