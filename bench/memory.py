"""The most memory that a contestant and the servers it started took together."""

from __future__ import annotations

import os
import re
import resource
import threading
from pathlib import Path

PROC = Path("/proc")
SERVERS: list[int] = []  # processes that are nobody's child here; their parents' other children count as well
EVERY = 1.0  # seconds


class Watch(threading.Thread):
    """Looks at the servers from time to time; what they share is counted once."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0

    def run(self) -> None:
        while True:
            self.most = max(self.most, sum(_kib(one) for one in _servers()))
            threading.Event().wait(EVERY)

    def peak(self) -> int:
        """MiB of this process at its largest and of the servers at theirs."""
        return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + self.most) // 1024


def _servers() -> set[int]:
    """Children of this process, the named servers, and all that these started."""
    parents = {pid: parent for pid in _pids() if (parent := _parent(pid))}
    found = {pid for pid, parent in parents.items() if parent == os.getpid()}
    found |= {parents[pid] for pid in SERVERS if pid in parents}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _pids() -> list[int]:
    return [int(path.name) for path in PROC.iterdir() if path.name.isdigit()]


def _parent(pid: int) -> int:
    try:
        return int((PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0  # gone meanwhile


def _kib(pid: int) -> int:
    try:
        told = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss: *([0-9]+)", told, re.MULTILINE)
    return int(found[1]) if found else 0
