"""pg_dump and pg_restore: the wheel's own, which read every server that Mingbai runs on."""

import os
import subprocess

from mingbai.kit.backup.errors import BackupError
from mingbai.kit.cluster.place import binary
from mingbai.kit.home import Address


def run(program: str, address: Address, *arguments: str) -> None:
    """Run it on a database; raises BackupError with its last words."""
    where = {
        "PGHOST": address.host,
        "PGPORT": str(address.port),
        "PGUSER": address.user,
        "PGPASSWORD": address.password,
        **{f"PG{name.upper()}": value for name, value in address.options},
    }
    done = subprocess.run(
        [binary(program), *arguments, "--dbname", address.name],
        env={**os.environ, **where}, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip()[-600:]}")
