"""`mingbai restore`."""

import argparse

from mingbai.cli import place
from mingbai.cli.progress import say, step
from mingbai.kit.backup import restore
from mingbai.kit.spoken import _


def run(wish: argparse.Namespace) -> int:
    """Make the home that was named from a backup."""
    path = place.path_of(wish)
    with step(_("Restoring rows and files, and comparing them")):
        about = restore(wish.directory, path, keys=wish.keys, embedded=wish.embedded)
    say(
        _("%(path)s is as it was at %(time)s: every row and file is the same.")
        % {"path": path, "time": about.taken_at}
    )
    return 0
