"""The demo's home: made, and for FRESH=1 removed; a county's home is refused."""

import shutil
from pathlib import Path

from mingbai.demo import mark
from mingbai.kit import home
from mingbai.kit.cluster import Cluster, addresses, provision
from mingbai.kit.spoken import _

CLOCKS = {
    "2020": home.Config(kind="demo", era="2016-2020", clock="2020-11-30"),
    "2026": home.Config(kind="demo"),
}
"""By the year that ERA names: the article's county at the end of 2020, or today."""


def opened(path: Path, era: str) -> home.Home:
    """The demo's home at ``path``, made if it is not there. Raises NotADemo for any other home."""
    if not (path / "config.yaml").exists():
        if path.exists() and any(path.iterdir()):
            raise mark.NotADemo(_("%(path)s is not empty and no home. Choose another.") % {"path": path})
        return home.create(path, CLOCKS[era])
    one = home.read(path)
    if one.config.kind != "demo":
        raise mark.NotADemo(_("%(path)s is a county's home, no demo. It was not touched.") % {"path": path})
    return one


def provisioned(one: home.Home) -> None:
    """The demo's database, made and marked if it is not there; one that is not marked is refused."""
    where = addresses(one)["owner"]
    if one.config.database is None:
        made = provision(Cluster.of(one).superuser(), name=where.name, passwords=one.keys["passwords"])
        if made:
            mark.lay(where)
    mark.demand(where)


def removed(path: Path, era: str) -> None:
    """Delete a demo with its data. Raises NotADemo, with nothing deleted, for anything else."""
    if not path.exists():
        return
    one = opened(path, era)
    if one.config.database is not None:
        raise mark.NotADemo(_("This demo's database is on another server: empty it there yourself."))
    cluster = Cluster.of(one)
    if cluster.version():
        cluster.start()
        mark.demand(addresses(one)["owner"])
    cluster.destroy()
    shutil.rmtree(path)
