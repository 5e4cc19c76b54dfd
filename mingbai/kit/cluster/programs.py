"""Runs the server's own programs (initdb, pg_ctl) under the server's user."""

import subprocess
import tempfile
from collections.abc import Sequence

from mingbai.kit.cluster import account, place
from mingbai.kit.cluster.errors import ClusterError
from mingbai.kit.spoken import _


def call(program: str, *arguments: str, keep: Sequence[int] = ()) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; ``keep`` are file descriptors that what it starts shall inherit."""
    # pg_ctl leaves a server behind that would keep a pipe open for ever: output goes to a file.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [place.binary(program), *arguments],
            stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            text=True, check=False, cwd="/", pass_fds=keep, **account.identity(),
        )  # fmt: skip
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read(), "")


def run(program: str, *arguments: str, keep: Sequence[int] = ()) -> None:
    """Run a program that must go well; its last words are in the error if it does not."""
    done = call(program, *arguments, keep=keep)
    if done.returncode:
        raise ClusterError(
            _("%(program)s failed: %(words)s") % {"program": program, "words": done.stdout.strip()[-500:]}
        )
