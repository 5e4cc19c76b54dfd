"""Which system user runs the server: whoever starts it, but never root, which PostgreSQL refuses."""

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

from mingbai.kit.cluster.errors import ClusterError
from mingbai.kit.spoken import _

SERVICE_USER = "mingbai"


def identity() -> dict[str, Any]:
    """Arguments for ``subprocess`` that drop root's rights; empty for an ordinary user.

    initdb looks its user up by name, so a bare number will not do: the account is made when it is missing.
    """
    if os.geteuid() != 0:
        return {}
    user = _service_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def server_uid() -> int:
    """The user id that the server runs under."""
    found: int = identity().get("user", os.geteuid())
    return found


def give(path: Path) -> None:
    """Hand a file or directory to the server's user. A link is not followed."""
    who = identity()
    if who:
        os.chown(path, who["user"], who["group"], follow_symlinks=False)


def reachable(path: Path) -> bool:
    """Whether the server's user may walk to ``path``, which itself need not exist yet."""
    if os.geteuid() != 0:
        return True
    above = [parent for parent in path.absolute().parents if parent.exists()]
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in above)


def _service_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SERVICE_USER)
    except KeyError:
        _create()
    return pwd.getpwnam(SERVICE_USER)


def _create() -> None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    done = useradd and subprocess.run(
        [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVICE_USER], check=False
    )
    if not done or done.returncode not in {0, 9}:  # 9: another start made it meanwhile
        raise ClusterError(
            _(
                "PostgreSQL may not run as root, and the system user %(user)s could not be created. "
                "Create it, or start Mingbai as an ordinary user."
            )
            % {"user": SERVICE_USER}
        )
