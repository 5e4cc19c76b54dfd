"""A county's people as one file, through the whole way of an export, against a bare COPY and a usual workbook.

    python -m bench exporting [--size 925000]

Ours: asked for, approved by another post, made by the job that the worker runs, with the ledger's columns, wall
two, the mark, and the sealed file. COPY: PostgreSQL's own CSV of the same columns as the owner, whom no wall
stops, unsealed and unmarked: the floor. xlsxwriter: all rows fetched, then a workbook in memory, of a tenth of
the rows. Each in a process of its own; its memory is that process's largest (VmHWM). Aim: under 300 MB.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

SIZE = 925_000  # people
MOST_MB = 300
TENTH = 10
HEAD = f"{'':<24}{'rows':>10}{'s':>8}{'rows/s':>10}{'start MB':>10}{'peak MB':>10}{'file MB':>10}"


def run(size: int) -> None:
    """Lay the people, make the files one after the other, print each against the floor."""
    ways = importlib.import_module("bench.exporting_ways")
    start = time.perf_counter()
    ways.lay(size)
    print(f"{size:,} people laid in {time.perf_counter() - start:.0f} s\n{HEAD}")
    with tempfile.TemporaryDirectory() as folder:
        floor = _line("COPY to CSV", "copied", size, folder)
        for kind in ("csv", "xlsx"):
            taken = _line(f"ours, {kind}", "ours", size, folder, job=ways.asked(kind, size))
            kept = "" if taken["mb"] < MOST_MB else f", above {MOST_MB} MB"
            print(f"{'':<24}{taken['seconds'] / floor['seconds']:.1f} times COPY{kept}")
        small = _line("ours, xlsx", "ours", size // TENTH, folder, job=ways.asked("xlsx", size // TENTH))
        naive = _line("xlsxwriter in memory", "naive", size // TENTH, folder)
        print(
            f"{'':<24}{naive['seconds'] / small['seconds']:.1f} times our time,"
            f" {naive['mb'] / small['mb']:.1f} times our memory"
        )
        print(f"ten times the rows take us {taken['mb'] / small['mb']:.2f} times the memory")


def _line(title: str, way: str, rows: int, folder: str, *, job: int = 0) -> dict[str, float]:
    """One contestant in a process of its own."""
    command = [sys.executable, "-m", "bench.exporting", way, str(rows), folder, str(job)]
    told: dict[str, float] = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    )
    seconds, megabytes = told["seconds"], told["bytes"] / 1e6
    print(
        f"{title:<24}{told['rows']:>10,}{seconds:>8.1f}{told['rows'] / seconds:>10,.0f}{told['before']:>10.0f}{told['mb']:>10.0f}{megabytes:>10.1f}"
    )
    return told


def main() -> None:
    """One contestant, here and now: WAY ROWS FOLDER JOB."""
    wish = argparse.ArgumentParser()
    wish.add_argument("way", choices=["ours", "copied", "naive"])
    wish.add_argument("rows", type=int)
    wish.add_argument("folder", type=Path)
    wish.add_argument("job", type=int)
    chosen = wish.parse_args()
    django.setup()
    ways = importlib.import_module("bench.exporting_ways")
    before = peak()
    start = time.perf_counter()
    rows, size = getattr(ways, chosen.way)(chosen.rows, chosen.folder / chosen.way, chosen.job)
    told = {"rows": rows, "bytes": size, "seconds": time.perf_counter() - start, "before": before}
    print(json.dumps({**told, "mb": peak()}))


def peak() -> float:
    """The most memory that this process has had, in MB."""
    told = Path(f"/proc/{os.getpid()}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", told)[1]) / 1024  # type: ignore[index]


if __name__ == "__main__":
    main()
