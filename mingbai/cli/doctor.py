"""`mingbai doctor`."""

import argparse

from mingbai.cli import clockmark, place
from mingbai.cli.progress import say
from mingbai.kit import doctor
from mingbai.kit.backup.running import running
from mingbai.kit.home import Home
from mingbai.kit.spoken import _


def run(wish: argparse.Namespace) -> int:
    """Print what is right and what is wrong; 1 if anything is wrong."""
    one = place.home_of(wish)
    if wish.accept_clock:
        clockmark.accept(one)
    with running(one):
        place.ready(one, owner=True)
        return told([clock(one), *doctor.examine(one)])


def clock(one: Home) -> doctor.Finding:
    """Whether the machine's clock was set back."""
    if clockmark.went_back(one):
        return doctor.wrong(
            _("This machine's clock stands before the time until which Mingbai ran here."),
            _("Set the clock. If it is right now: mingbai doctor --accept-clock."),
        )
    return doctor.right(_("The machine's clock has not gone back."))


def told(found: list[doctor.Finding]) -> int:
    """Print each finding, and how to mend it."""
    for one in found:
        say(f"{'✓' if one.well else '✗'} {one.says}")
        if not one.well:
            say(f"  → {one.mend}")
    bad = sum(not one.well for one in found)
    say("\n" + (_("%(count)d things are wrong.") % {"count": bad} if bad else _("All is well.")))
    return int(bool(bad))
