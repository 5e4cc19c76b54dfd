"""Keeps an installation's parts running, and ends all of them when it ends."""

import os
import signal
import threading
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from types import FrameType
from urllib.parse import urlsplit

from mingbai.cli import clockmark
from mingbai.cli.parts import Part
from mingbai.cli.progress import say, step
from mingbai.cli.refusal import Refusal
from mingbai.kit.cluster import Cluster, ClusterError
from mingbai.kit.home import Home
from mingbai.kit.spoken import _

PATIENCE = 25
"""Seconds that parts have to finish what they are at."""
READY = 60
"""Seconds within which the web server must answer."""


class Supervisor:
    """The parts of one home; used by one thread."""

    def __init__(self, one: Home, cluster: Cluster | None) -> None:
        self.home, self.cluster = one, cluster
        self.parts: list[Part] = []
        self.stopping = threading.Event()
        self._ear, self._mouth = os.pipe()

    def listen(self) -> None:
        """From now on Ctrl-C, SIGTERM and a closed terminal end the run, in order."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def start(self, name: str, *arguments: str) -> None:
        """Start a part: a `mingbai` command."""
        part = Part(name, list(arguments), log=self.home / "logs" / f"{name}.log", lifeline=self._ear)
        part.start()
        self.parts.append(part)

    def await_page(self, address: str) -> None:
        """Wait until the web server gives a page; raise Refusal with its last words if it does not."""
        web, until = self.parts[0], time.monotonic() + READY
        while not _answers(address):
            if self.stopping.wait(0.1):
                return
            if not web.alive() or time.monotonic() > until:
                raise Refusal(_("The web server did not start: %(words)s") % {"words": web.last_words()})

    def watch(self) -> None:
        """Until told to stop: start again what ended, and note the time each minute."""
        seconds = 0
        while not self.stopping.wait(1):
            seconds += 1
            self._tend()
            if seconds % 60 == 0:
                self._note_time()

    def end(self) -> None:
        """Stop every part, the database last."""
        with step(_("Stopping")):
            until = time.monotonic() + PATIENCE
            for part in self.parts:
                part.ask_to_stop()
            for part in self.parts:
                part.wait(until)
            if self.cluster:
                self.cluster.stop()

    def _tend(self) -> None:
        try:
            if self.cluster and not self.cluster.running():
                say(_("The database server ended; it is started again."))
                self.cluster.start()
        except ClusterError as error:
            say(str(error))
        for part in self.parts:
            if part.revive():
                say(
                    _("%(part)s ended; it is started again. Its log: %(log)s")
                    % {"part": part.name, "log": part.log}
                )

    def _note_time(self) -> None:
        if clockmark.went_back(self.home):
            say(_("This machine's clock was set back. Mingbai goes on; set the clock right soon."))
        clockmark.keep(self.home)


def _answers(address: str) -> bool:
    where = urlsplit(address)
    connection = HTTPConnection(where.hostname or "localhost", where.port, timeout=5)
    try:
        connection.request("GET", "/")
        return (
            connection.getresponse().status < HTTPStatus.INTERNAL_SERVER_ERROR
        )  # a sign-in page, a redirect: any
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
