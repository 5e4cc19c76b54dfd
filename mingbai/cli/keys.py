"""`mingbai keys`: which keys seal the vault, and a new one for what is sealed."""

import argparse

from mingbai.cli import place
from mingbai.cli.progress import say, step
from mingbai.kit.backup.running import running
from mingbai.kit.home import Home
from mingbai.kit.spoken import _


def run(wish: argparse.Namespace) -> int:
    """List the keys, or seal everything in the vault anew under a new one."""
    one = place.home_of(wish)
    if wish.action == "rotate":
        with running(one):
            place.ready(one, owner=True)
            one = rotate(one, wish.algorithm)
    for name, key in one.keys["vault"]["keys"].items():
        current = _("current") if name == one.keys["vault"]["current"] else ""
        say(f"{name}  {key['algorithm']}  {current}")
    return 0


def rotate(one: Home, algorithm: str) -> Home:
    """Add a key and use it for everything. The old one stays: backups made before need it."""
    from django.conf import settings  # noqa: PLC0415 - needs Django ready

    from mingbai.kit.vault import keyring, rotation  # noqa: PLC0415 - needs Django ready

    settings.HOME = keyring.add_key(one, algorithm=algorithm)
    with step(_("Sealing everything with the new key")):
        while rotation.rotate():
            pass
    say(
        _("Restart what serves, so that it uses the new key. Keep a copy of %(path)s.")
        % {"path": one / "keys.json"}
    )
    return settings.HOME
