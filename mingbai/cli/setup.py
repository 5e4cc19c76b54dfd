"""`mingbai setup`: a county's installation, up to the three administrators who let everybody else in."""

import argparse
import shutil

from django.core.management import call_command
from django.db import transaction

from mingbai.cli import place
from mingbai.cli.progress import say, step
from mingbai.kit import home
from mingbai.kit.backup.running import running
from mingbai.kit.cluster import NAME, Cluster, provision
from mingbai.kit.home import Config, Home
from mingbai.kit.spoken import _

OFFICE = "lead_office"
ADMINISTRATORS = {"system": "系统管理员", "security": "安全管理员", "audit": "审计管理员"}
"""User names and, until they are told, people's names; each holds the post of that kind."""


def run(wish: argparse.Namespace) -> int:
    """Make home, keys, database, county and first accounts; refuses a home that is there."""
    hosts = tuple(wish.host) or Config().hosts
    one = home.create(place.path_of(wish), Config(kind="county", county=wish.county, hosts=hosts))
    whole = False
    try:
        _fill(one)
        whole = True
    finally:
        if not whole:  # nothing is in it yet; the next try shall find nothing in its way
            Cluster.of(one).destroy()
            shutil.rmtree(one.path)
    return 0


def _fill(one: Home) -> None:
    with step(_("Database")):
        Cluster.of(one).initialise()
    with running(one):
        provision(Cluster.of(one).superuser(), name=NAME, passwords=one.keys["passwords"])
        place.ready(one, owner=True)
        with step(_("Schema")):
            call_command("migrate", database="owner", verbosity=0)
        tell(one, first_accounts())


def first_accounts() -> list[tuple[str, str]]:
    """The county's areas, units and posts, and its administrators with one-time passwords."""
    # These need Django ready.
    from mingbai.kit import clock, scope  # noqa: PLC0415
    from mingbai.org.actions import accounts, areas, postings  # noqa: PLC0415
    from mingbai.org.models import Post  # noqa: PLC0415
    from mingbai.org.queries.founder import founder  # noqa: PLC0415

    by, at = founder(), clock.read()
    with step(_("Areas, posts and accounts")), transaction.atomic(), scope.entered(by):
        areas.load_county(by=by, at=at)
        lines = [accounts.NewAccount(name, title, OFFICE) for name, title in ADMINISTRATORS.items()]
        opened = accounts.open_accounts(people=lines, by=by, at=at)
        for each, kind in zip(opened, ADMINISTRATORS, strict=True):
            post = Post.objects.get(code=f"{OFFICE}.{kind}_administrator")
            postings.assign_post(post=post, user=each.user, by=by, at=at)
    return [(each.user.username, each.password) for each in opened]


def tell(one: Home, opened: list[tuple[str, str]]) -> None:
    """What to do next; passwords are shown this once."""
    for name, password in opened:
        say(f"  {name:24} {password}")
    say(_("These passwords are shown only now; each must be changed at the first sign-in."))
    say(
        _("Keep a copy of %(path)s somewhere else: without it the ledger cannot be opened.")
        % {"path": one / "keys.json"}
    )
