"""`mingbai serve`: the installation's database, web server and worker under one supervisor."""

import argparse
import socket
import time

from django.core.management import call_command

from mingbai.cli import checks, clockmark, lifeline, place
from mingbai.cli.progress import say, step
from mingbai.cli.refusal import Refusal
from mingbai.cli.runlock import held
from mingbai.cli.supervisor import Supervisor
from mingbai.cli.web import Web
from mingbai.kit.cluster import Cluster
from mingbai.kit.home import Home
from mingbai.kit.spoken import _

EVERYWHERE = {"127.0.0.1", "0.0.0.0", "::1", "::"}  # noqa: S104 - names to recognise, not to bind
HANDOVER = 12
"""Seconds for a web server whose supervisor was killed to leave its port."""


def run(wish: argparse.Namespace) -> int:
    """Serve until told to stop."""
    one = place.home_of(wish)
    if wish.only_web:
        return web(one, wish)
    with held(one, address(wish)):
        refuse_taken_port(wish)
        supervisor = database_up(one)
        try:
            place.ready(one)
            checks.before_serving()
            with step(_("Pages' files")):
                call_command("collectstatic", interactive=False, verbosity=0)
            serve(supervisor, wish)
        finally:
            supervisor.end()
    return 0


def web(one: Home, wish: argparse.Namespace) -> int:
    """The web server alone, in this process."""
    lifeline.hold()
    place.ready(one)
    checks.before_serving()
    Web(one, wish).run()
    return 0


def database_up(one: Home) -> Supervisor:
    """A supervisor whose database answers. Refuses a clock that was set back."""
    clockmark.refuse(one)
    clockmark.keep(one)
    cluster = Cluster.of(one) if one.config.database is None else None
    supervisor = Supervisor(one, cluster)
    supervisor.listen()
    if cluster:
        with step(_("Database")):
            cluster.initialise()
            cluster.start()
    return supervisor


def serve(supervisor: Supervisor, wish: argparse.Namespace, *, greeting: str = "") -> None:
    """Start web server and worker, greet when the first page is there, and watch until told to stop."""
    own = ["--home", str(supervisor.home.path)]
    ways = [f"--{name}={getattr(wish, name)}" for name in ("bind", "port", "workers", "threads")]
    with step(_("Web server and worker")):
        supervisor.start("web", *own, "serve", "--only-web", *ways)
        supervisor.start("worker", *own, "worker")
        supervisor.await_page(address(wish))
    if not supervisor.stopping.is_set():
        say(greeting or address(wish))
    supervisor.watch()


def address(wish: argparse.Namespace) -> str:
    """Where people find it on this machine."""
    return f"http://{'localhost' if wish.bind in EVERYWHERE else wish.bind}:{wish.port}"


def refuse_taken_port(wish: argparse.Namespace) -> None:
    """Raise Refusal when another program listens there."""
    until = time.monotonic() + HANDOVER
    while not free(wish.bind, wish.port):
        if time.monotonic() > until:
            raise Refusal(
                _("Port %(port)d is taken by another program. Choose another: --port 8001.") % vars(wish)
            )
        time.sleep(0.3)


def free(bind: str, port: int) -> bool:
    """Whether one could listen there."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((bind, port))
        except OSError:
            return False
    return True
