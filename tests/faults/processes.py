"""The program as its own processes, as a person at a terminal has it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
PATIENCE = 60


def environment(**more: str) -> dict[str, str]:
    """As a person's shell: nothing of the tests' own installation."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MINGBAI", "DJANGO"))}
    return {**kept, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **more}


def mingbai(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    command = [sys.executable, "-m", "mingbai", *map(str, arguments)]
    return subprocess.run(
        command, env=environment(**more), capture_output=True, text=True, check=False, timeout=120,
        stdin=subprocess.DEVNULL, cwd="/",
    )  # fmt: skip


def until(true: Callable[[], bool], *, seconds: float = PATIENCE) -> None:
    """Wait for something; fail if it does not come."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"did not happen within {seconds} s"
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@dataclass
class Running:
    """One supervised installation: its home, port, process and what it said."""

    home: Path
    port: int
    process: subprocess.Popen
    said: Path

    @classmethod
    def demo(cls, home: Path, port: int, *more: str) -> "Running":
        return cls._start(home, port, "demo", *more)

    @classmethod
    def serve(cls, home: Path, port: int) -> "Running":
        return cls._start(home, port, "serve", "--workers", "1")

    @classmethod
    def _start(cls, home: Path, port: int, *arguments: str) -> "Running":
        said = home.with_suffix(".said")
        command = [sys.executable, "-m", "mingbai", "--home", str(home), *arguments, "--port", str(port)]
        with said.open("w") as out:
            process = subprocess.Popen(
                command, env=environment(), stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd="/"
            )
        return cls(home, port, process, said)

    def page(self, path: str = "/") -> tuple[int, str]:
        """Status and text of a page; 0 if nobody answers."""
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except (OSError, HTTPException):
            return 0, ""

    def greeted(self) -> bool:
        assert self.process.poll() is None, self.said.read_text()
        return f"http://localhost:{self.port}" in self.said.read_text()

    def part(self, word: str) -> psutil.Process | None:
        """The supervisor's child whose command line holds the word."""
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.Error):  # it may be ending just now
                if word in child.cmdline():
                    return child
        return None

    def all_processes(self) -> list[psutil.Process]:
        """Whatever runs for this home, also what lost its parent."""
        found = []
        for one in psutil.process_iter():
            try:
                line = " ".join(one.cmdline())
            except psutil.Error:
                continue
            if (
                re.search(rf"{re.escape(str(self.home))}(/|\s|$)", line)
                and one.status() != psutil.STATUS_ZOMBIE
            ):
                found.append(one)
        return found

    def stop(self, number: int = signal.SIGINT) -> int:
        """Stop as Ctrl-C does; gives the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(PATIENCE)
