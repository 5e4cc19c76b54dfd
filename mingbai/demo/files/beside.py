"""The county's files written by a process of its own, while whoever needs them does something else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from mingbai.demo.files.writing import FILES, PEOPLE, TRUTH

Say = Callable[[str], None]


class Files:
    """The files of ``folder``, whole already or on their way."""

    def __init__(self, folder: Path, going: subprocess.Popen[str] | None) -> None:
        self.folder, self._going = folder, going

    def people(self, say: Say) -> Path:
        """The folder, once its people are there; ``say`` hears of every file. Raises CalledProcessError."""
        return self._until(PEOPLE, say)

    def all(self, say: Say) -> Path:
        """The folder, once everything is there. Raises CalledProcessError."""
        return self._until(None, say)

    def _until(self, last: str | None, say: Say) -> Path:
        if self._going is not None and self._going.stdout is not None:
            for line in self._going.stdout:
                say(line.strip())
                if line.strip() == last:
                    return self.folder
            if self._going.wait():
                raise subprocess.CalledProcessError(self._going.returncode, self._going.args)
        return self.folder


@contextmanager
def written(folder: Path, *, people: int, seed: int, today: date) -> Iterator[Files]:
    """Begin to write a county of so many people, unless it is there; what is half-written goes first."""
    if (folder / TRUTH / FILES).exists():
        yield Files(folder, None)
        return
    shutil.rmtree(folder, ignore_errors=True)
    wish = {"people": people, "out": folder, "seed": seed, "today": today}
    said = [f"--{name}={value}" for name, value in wish.items()]
    command = [sys.executable, "-m", "mingbai", "demo", "files", *said]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as going:
        try:
            yield Files(folder, going)
        finally:
            going.terminate()
