"""The folder that a run works in: its own, one run at a time, empty before and after however it ends."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mingbai.kit.refusal import Refused


class AnotherRuns(Refused):
    """Two runs at once would need twice the memory and say the same."""

    code = "another_runs"


@contextmanager
def workroom() -> Iterator[Path]:
    """What a killed run left there is cleared away first; the system frees the lock of a killed one."""
    folder = Path(settings.HOME.path) / "work" / "screening"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _clear(folder)
        try:
            yield folder
        finally:
            _clear(folder)
    except BlockingIOError:
        raise AnotherRuns(_("Another comparison is running. Wait for it.")) from None
    finally:
        os.close(handle)


def _clear(folder: Path) -> None:
    for left in folder.iterdir():
        shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
