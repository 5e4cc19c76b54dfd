"""`mingbai demo`: from nothing to a signed-in page."""

import argparse
import os
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from mingbai.cli import place
from mingbai.cli.progress import dot, step
from mingbai.cli.refusal import Refusal
from mingbai.cli.runlock import held
from mingbai.cli.serve import address, database_up, refuse_taken_port, serve
from mingbai.cli.supervisor import Supervisor
from mingbai.demo import house
from mingbai.demo.files.beside import written
from mingbai.demo.files.command import LEAST, WHOLE
from mingbai.demo.mark import HalfMade, NotADemo
from mingbai.kit import clock
from mingbai.kit.backup.running import running
from mingbai.kit.spoken import _

SEED = 2020
DEFAULTS = {"bind": "127.0.0.1", "workers": 2, "threads": 4}


def run(wish: argparse.Namespace) -> int:
    """Show the demo until told to stop; or say an account's present code."""
    try:
        return code(wish) if wish.part == "code" else show(wish)
    except (HalfMade, NotADemo) as refusal:
        raise Refusal(str(refusal)) from refusal


def show(wish: argparse.Namespace) -> int:
    """Make what is missing, then serve."""
    vars(wish).update(DEFAULTS)
    if not LEAST <= wish.people <= WHOLE:
        raise Refusal(_("--people is from %(least)d to %(whole)d.") % {"least": LEAST, "whole": WHOLE})
    path = path_of(wish)
    if not wish.fresh:
        return _show(wish, path)
    with step(_("Removing the old demo")):
        if path.exists():
            with held(house.opened(path, wish.era), address(wish)):
                house.removed(path, wish.era)
    return _show(wish, path)


def path_of(wish: argparse.Namespace) -> Path:
    """The demo's home: each era has its own, so that both may stay."""
    named = wish.home or os.environ.get("MINGBAI_HOME") or Path(".mingbai") / f"demo-{wish.era}"
    return Path(named).absolute()


def _show(wish: argparse.Namespace, path: Path) -> int:
    one = house.opened(path, wish.era)
    with held(one, address(wish)):
        refuse_taken_port(wish)
        supervisor = database_up(one)
        try:
            greeting = prepare(supervisor, wish)
            serve(supervisor, wish, greeting=greeting)
        finally:
            supervisor.end()
    return 0


def prepare(supervisor: Supervisor, wish: argparse.Namespace) -> str:
    """Everything up to the accounts; gives the text that greets."""
    one = supervisor.home
    house.provisioned(one)
    place.ready(one, owner=True)
    today = clock.read().date()
    with written(one.path / "county", people=wish.people, seed=SEED, today=today) as files:
        with step(_("Schema")):
            call_command("migrate", database="owner", verbosity=0)
        with step(_("Pages' files")):
            call_command("collectstatic", interactive=False, verbosity=0)
        from mingbai.demo import making  # noqa: PLC0415 - needs Django ready

        table = making.make(one.path, files, step=step, dot=dot)
    connections.close_all()
    place.environment(one)
    return f"\n{table}\n\n{address(wish)}  ({_('Ctrl-C stops')})"


def code(wish: argparse.Namespace) -> int:
    """Print the six digits that the account's second factor shows now."""
    one = house.opened(path_of(wish), wish.era)
    with running(one):
        place.ready(one)
        from mingbai.demo import people  # noqa: PLC0415 - needs Django ready

        print(people.code(wish.user))
    return 0
