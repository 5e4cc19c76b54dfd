"""`mingbai backup`."""

import argparse

from mingbai.cli import place
from mingbai.cli.progress import say, step
from mingbai.kit.backup import save
from mingbai.kit.spoken import _


def run(wish: argparse.Namespace) -> int:
    """Write a backup and say what is in it."""
    one = place.home_of(wish)
    with step(_("Saving rows and files")):
        made = save(one, wish.directory, keys=wish.keys)
    total = sum(count for count, digest in made.tables.values())
    say(
        _("%(tables)d tables with %(rows)d rows and %(files)d files are in %(path)s.")
        % {"tables": len(made.tables), "rows": total, "files": len(made.files), "path": wish.directory}
    )
    if wish.keys:
        say(_("The keys are in %(path)s. Keep them apart from the backup.") % {"path": wish.keys})
    else:
        say(_("The keys are NOT in it. Keep %(path)s somewhere else.") % {"path": one / "keys.json"})
    return 0
