"""Reading departments' files with all checks, against polars' bare read of the same files.

    python -m bench.reading [--size 1000000]

Bare: `pl.read_csv` as text (guessing types stumbles over the dirt), `pl.read_excel` (fastexcel). Ours: header found, every cell checked
and typed, identity numbers verified, every row accepted or rejected, duplicates counted; nothing written. Both in
one run, in turn, each way in a process of its own for its peak memory. Aim: at most four times.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import polars as pl

from mingbai.demo.files.dirt import dirtied
from mingbai.tables.declaring import shipped
from mingbai.tables.sampling import sample
from mingbai.tables.taking import look
from mingbai.tables.workbook import Page, write

AIM, TURNS = 4.0, 3
SIZE = 1_000_000  # rows of the CSV; the workbook has a fifth
DATASET = "subsidy_payments"
WIDE = 23  # columns of the workbook, as in the figures that the aim was set by


def made(folder: Path, rows: int, kind: str) -> Path:
    """A file of the dataset with the demo's dirt in it."""
    dataset = shipped().datasets[DATASET]
    block = sample(dataset, rows=min(rows, 100_000), seed=1)
    names = [column.name for column in dataset.columns]
    frame = dirtied(block.rename(dict(zip(block.columns, names, strict=True))), dataset, Random(1)).frame
    frame = pl.concat([frame] * (rows // len(frame) + 1)).head(rows)
    frame.columns = [column.title.zh for column in dataset.columns]
    path = folder / f"{DATASET}.{kind}"
    if kind == "csv":
        frame.write_csv(path)
    else:
        more = [pl.lit(f"备注{at}").alias(f"附加列{at}") for at in range(WIDE - len(frame.columns))]
        write(path, [Page("发放", frame.with_columns(more))])
    return path


def bare(path: Path) -> int:
    """Polars alone."""
    frame = pl.read_csv(path, infer_schema=False) if path.suffix == ".csv" else pl.read_excel(path)
    return len(frame)


def ours(path: Path) -> int:
    """With all checks."""
    account = look(path, shipped().datasets[DATASET], catalogue=shipped(), today=date(2020, 11, 30))
    if account.rows != account.accepted + account.rejected + account.blank:
        raise ValueError("rows do not add up")
    return account.rows


WAYS: dict[str, Callable[[Path], int]] = {"bare": bare, "ours": ours}


def _one(way: str, path: Path) -> dict[str, float]:
    """One turn in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.reading", "--turn", way, "--file", str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _turn(way: str, path: Path) -> None:
    shipped()  # declarations are read once per program, not per file
    start = time.perf_counter()
    rows = WAYS[way](path)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": rows, "seconds": seconds, "peak_mb": peak}))


def _race(path: Path, rows: int) -> None:
    turns = [{way: _one(way, path) for way in WAYS} for _ in range(TURNS)]
    seconds = {way: statistics.median(turn[way]["seconds"] for turn in turns) for way in WAYS}
    peak = {way: max(turn[way]["peak_mb"] for turn in turns) for way in WAYS}
    ratio = seconds["ours"] / seconds["bare"]
    size = path.stat().st_size / 2**20
    print(f"{path.suffix[1:]:<5}{rows:>10} rows{size:>7.0f} MB", end="")
    print(f"   bare {seconds['bare']:6.2f} s {peak['bare']:5.0f} MB", end="")
    print(f"   ours {seconds['ours']:6.2f} s {peak['ours']:5.0f} MB", end="")
    print(f"   ratio {ratio:5.2f} (aim {AIM:g}: {'met' if ratio <= AIM else 'missed'})")


def run(size: int) -> None:
    """Both kinds of file."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, rows in (("csv", size), ("xlsx", size // 5)):
            _race(made(Path(folder), rows, kind), rows)


def main() -> None:
    """One turn, or all."""
    wish = argparse.ArgumentParser(prog="python -m bench.reading")
    wish.add_argument("--size", type=int, default=SIZE)
    wish.add_argument("--turn", choices=sorted(WAYS), help=argparse.SUPPRESS)
    wish.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    chosen = wish.parse_args()
    if chosen.turn:
        _turn(chosen.turn, chosen.file)
        return
    run(chosen.size)


if __name__ == "__main__":
    main()
