"""pg_dump and pg_restore: of the server's own version where they are found, else the wheel's."""

import os
import shutil
import subprocess
from pathlib import Path

from mingbai.kit.backup.errors import BackupError
from mingbai.kit.cluster.place import binary
from mingbai.kit.cluster.server import MAJOR
from mingbai.kit.home import Address


def run(program: str, major: int, address: Address, *arguments: str) -> None:
    """Run it on a database of version ``major``; raises BackupError with its last words."""
    where = {
        "PGHOST": address.host,
        "PGPORT": str(address.port),
        "PGUSER": address.user,
        "PGPASSWORD": address.password,
        **{f"PG{name.upper()}": value for name, value in address.options},
    }
    done = subprocess.run(
        [found(program, major), *arguments, "--dbname", address.name],
        env={**os.environ, **where}, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip()[-600:]}")


def found(program: str, major: int) -> str:
    """The program that fits the server: a later pg_dump writes column options that only its own server has.

    (Debian's 15.20 marks columns with ``pg_attver``, which the dump of another version repeats.)
    """
    if str(major) != MAJOR:
        for path in (f"/usr/lib/postgresql/{major}/bin/{program}", shutil.which(program)):
            if path and Path(path).exists() and f") {major}." in _version(path):
                return path
    return binary(program)


def _version(path: str) -> str:
    return subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
