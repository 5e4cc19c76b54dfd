"""`mingbai exchange take`: a folder of departments' files, as somebody who may send them."""

import argparse
from datetime import date
from pathlib import Path

from mingbai.cli import place
from mingbai.cli.progress import say
from mingbai.cli.refusal import Refusal
from mingbai.kit.backup.running import running
from mingbai.kit.spoken import _


def run(wish: argparse.Namespace) -> int:
    """Take the folder in and say of each file what became of it; 1 if one was refused."""
    folder = Path(wish.folder)
    if not folder.is_dir():
        raise Refusal(_("There is no directory %(path)s.") % {"path": folder})
    one = place.home_of(wish)
    with running(one):
        place.ready(one)
        return _take(folder, wish.user, wish.day)


def _take(folder: Path, user: str, day: date | None) -> int:
    from mingbai.exchange.actions import folder as taking  # noqa: PLC0415 - needs Django ready
    from mingbai.exchange.queries import deliveries, senders  # noqa: PLC0415 - needs Django ready
    from mingbai.kit import clock, scope  # noqa: PLC0415 - needs Django ready

    at = clock.read()
    by = senders.of_account(user, at)
    if by is None:
        raise Refusal(_("%(user)s holds no post that sends departments' files.") % {"user": user})
    with scope.entered(by):
        outcomes = taking.take(folder=folder, day=day or at.date(), by=by, at=at)
        for each in outcomes:
            say(f"{each.name}: {each.sentence or (deliveries.title(each.delivery) if each.delivery else '')}")
    refused = [each for each in outcomes if each.delivery is None]
    say(
        _("%(taken)d files are kept and are checked by the worker; %(refused)d were refused.")
        % {"taken": len(outcomes) - len(refused), "refused": len(refused)}
    )
    return 1 if refused else 0
