"""`mingbai migrate`."""

import argparse

from django.core.management import call_command

from mingbai.cli import place
from mingbai.cli.progress import step
from mingbai.kit.backup.running import running
from mingbai.kit.spoken import _


def run(wish: argparse.Namespace) -> int:
    """Bring the database to this version, as its owner."""
    one = place.home_of(wish)
    with running(one):
        place.ready(one, owner=True)
        with step(_("Schema")):
            call_command("migrate", database="owner", verbosity=0)
    return 0
