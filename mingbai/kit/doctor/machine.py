"""The machine: its home directory, its disk, its database server, its clock."""

import shutil
import stat
from collections.abc import Iterator

from django.db import connections

from mingbai.kit import clock
from mingbai.kit.cluster import Cluster, rights
from mingbai.kit.cluster.errors import ClusterError
from mingbai.kit.doctor.finding import Finding, right, wrong
from mingbai.kit.home import Home
from mingbai.kit.spoken import _

ROOM = 2_000_000_000
"""Bytes that should be free."""
DRIFT = 5
"""Seconds by which the database server's clock may differ."""


def home_is_private(one: Home) -> Iterator[Finding]:
    """The keys are for their owner alone."""
    mode = stat.S_IMODE((one / "keys.json").stat().st_mode)
    if mode & 0o077:
        yield wrong(
            _("Others can read the keys in %(path)s.") % {"path": one / "keys.json"},
            f"chmod 600 {one / 'keys.json'}",
        )
    else:
        yield right(_("The keys can be read by their owner only."))


def disk_has_room(one: Home) -> Iterator[Finding]:
    """Data and files have room to grow."""
    places = {one.path, Cluster.of(one).data.parent} if one.config.database is None else {one.path}
    for place in sorted(place for place in places if place.exists()):
        free = shutil.disk_usage(place).free
        says = _("%(free).1f GB are free at %(place)s.") % {"free": free / 1e9, "place": place}
        yield right(says) if free > ROOM else wrong(says, _("Make room: work stops when the disk is full."))


def database_answers(one: Home) -> Iterator[Finding]:
    """The server runs and is new enough."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
        try:
            rights.refuse_old_server(cursor)
        except ClusterError as error:
            yield wrong(str(error), _("Move to a newer server."))
            return
    yield right(_("The database answers: PostgreSQL %(version)s.") % {"version": version})


def clocks_agree(one: Home) -> Iterator[Finding]:
    """Machine and database tell the same time."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone()
    drift = abs((clock.machine() - theirs).total_seconds())
    if drift > DRIFT:
        yield wrong(
            _("The database's clock differs by %(seconds)d seconds.") % {"seconds": drift},
            _("Set both clocks by a time server."),
        )
    else:
        yield right(_("The clocks of machine and database agree."))
