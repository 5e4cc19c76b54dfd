"""Starts and stops one PostgreSQL server on one data directory, reached through a socket only."""

import fcntl
import os
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from mingbai.kit.cluster import account, place, programs, sizing
from mingbai.kit.cluster.errors import ClusterError
from mingbai.kit.home import Address, Home
from mingbai.kit.spoken import _

MAJOR = "18"
RECOVERY = 900
"""Seconds that a start may take: after a crash the server first replays its log."""
SETTLE = 15
"""Seconds to wait for what a killed server left behind to end."""
QUIET = {
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
"""Statements and details name people's numbers: the server's log gets neither."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A data directory, its socket's directory, the superuser's password, the home's name for the data."""

    data: Path
    socket: Path
    password: str = field(repr=False)
    wanted: Path
    settings: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, home: Home, **settings: str) -> "Cluster":
        """The cluster of an installation; ``settings`` go to the server when it starts."""
        wanted = home / "pg"
        data = place.data_directory(wanted)
        password = home.keys["passwords"]["postgres"]
        return cls(data, place.socket_directory(data), password, wanted, tuple(settings.items()))

    def address(self, name: str, user: str, password: str) -> Address:
        return Address(host=str(self.socket), name=name, user=user, password=password)

    def superuser(self, name: str = "postgres") -> Address:
        return self.address(name, "postgres", self.password)

    def initialise(self) -> None:
        """Create the data directory, complete or not at all; does nothing if it is there.

        Raises ClusterError for a directory of another major version, which this server could not read.
        """
        if self.version():
            self.refuse_other_major()
            return
        if self.data.exists() and any(self.data.iterdir()):
            raise ClusterError(
                _("%(path)s holds something else than a database. Move it away first.") % {"path": self.data}
            )
        place.prepare_data_directory(self.wanted, self.data)
        draft = self.data.with_name("pg.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True, mode=0o700)
        account.give(draft)
        self._initdb(draft)
        draft.replace(self.data)

    def version(self) -> str:
        """The major version that wrote the data directory; empty if there is none."""
        file = self.data / "PG_VERSION"
        return file.read_text(encoding="ascii").strip() if file.exists() else ""

    def refuse_other_major(self) -> None:
        """Raise ClusterError unless this server can read the data directory."""
        if self.version() != MAJOR:
            raise ClusterError(
                _(
                    "%(path)s was written by PostgreSQL %(then)s; this program carries %(here)s. "
                    "Start the version of Mingbai that wrote it, make a backup there, "
                    "restore it into a new home."
                )
                % {"path": self.data, "then": self.version(), "here": MAJOR}
            )

    def start(self) -> None:
        """Start the server and wait until it answers; one that already runs here is kept."""
        self.refuse_other_major()
        place.prepare_socket_directory(self.socket)
        lock = self._lock()
        if lock is None:
            return
        try:
            if self.running():
                return
            self._clear()
            programs.run("pg_ctl", "start", "-w", "-t", str(RECOVERY), "-D", str(self.data),
                         "-l", str(self.log), "-o", self._options(), keep=[lock])  # fmt: skip
        except ClusterError as error:
            raise ClusterError(
                _("%(error)s The server's log says: %(words)s")
                % {"error": error, "words": self._last_words()}
            ) from error
        finally:
            os.close(lock)

    def stop(self) -> None:
        """Stop the server; open sessions are ended. Does nothing if it does not run."""
        if self.running():
            programs.run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))
        shutil.rmtree(self.socket, ignore_errors=True)

    def destroy(self) -> None:
        """Stop the server and delete its data for good."""
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.with_name("pg.lock").unlink(missing_ok=True)
        if place.STATE in self.data.parents:
            shutil.rmtree(self.data.parent)

    def running(self) -> bool:
        """Whether a server, not just a file left by one, is at work on this data directory."""
        return self.pid() is not None

    def answers(self) -> bool:
        """Whether it takes connections; one that was just killed or still recovers does not."""
        return self.running() and programs.call("pg_isready", "-q", "-h", str(self.socket)).returncode == 0

    def pid(self) -> int | None:
        """The server's process, or None."""
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n")[0])
            process = psutil.Process(pid)
            alive = process.status() != psutil.STATUS_ZOMBIE and str(self.data) in process.cmdline()
        except (OSError, ValueError, psutil.Error):
            return None
        return pid if alive else None

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.data / "server.log"

    def _initdb(self, draft: Path) -> None:
        with tempfile.NamedTemporaryFile("w", prefix="mingbai-", delete=True) as secret:
            secret.write(self.password)
            secret.flush()
            account.give(Path(secret.name))
            programs.run("initdb", "-D", str(draft), "--auth=scram-sha-256", "--locale=C.UTF-8",
                         "-U", "postgres", f"--pwfile={secret.name}")  # fmt: skip

    def _options(self) -> str:
        given = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            **QUIET,
            **sizing.sized(),
            **dict(self.settings),
        }
        return " ".join(f"-c {name}='{value}'" for name, value in given.items())

    def _lock(self) -> int | None:
        """A lock on the data directory as a file descriptor; None if a server holds it and is well.

        The server inherits the descriptor, so the lock lives as long as any process of the server:
        PostgreSQL's own pid file does not protect data that two containers share.
        """
        lock = os.open(self.data.with_name("pg.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        since = time.monotonic()
        while not _taken(lock):
            if self.answers() or time.monotonic() - since > (RECOVERY if self.running() else SETTLE):
                break
            time.sleep(0.2)
        else:
            return lock
        os.close(lock)
        if self.running():
            return None
        raise ClusterError(
            _(
                "Another server uses %(path)s and this machine cannot see it (another container?). "
                "Stop it first: two servers on one data directory would destroy it."
            )
            % {"path": self.data}
        )

    def _clear(self) -> None:
        """What a killed server left; its number may be another program's by now, and would be trusted."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for file in self.socket.glob(".s.PGSQL.*"):
            file.unlink()

    def _last_words(self) -> str:
        if not self.log.exists():
            return "-"
        return self.log.read_text(encoding="utf-8", errors="replace").strip()[-400:]


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
