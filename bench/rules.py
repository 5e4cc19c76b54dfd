"""All rules on a county of a million: the rule book against what one would write by hand.

    python -m bench.rules --people 1000000 --contestants ours,sql,polars,pandas,spark

Each contestant runs in a process of its own; time is from opened Parquet files to hit pairs, condition words and
values in hand; steps with a + come on top and are not in the sum. Peak memory is the process's (not the server's, for PostgreSQL and Spark).
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench import rules_data

HERE = Path(__file__).parent
SIZE = 1_000_000  # people
CONTESTANTS = ("ours", "sql", "polars", "pandas", "postgres", "spark")
USUAL = CONTESTANTS[:-1]  # Spark needs pyspark and a Java runtime


def measured(name: str, count: int, data: Path) -> dict[str, object]:
    """Runs one contestant here and now."""
    spec = importlib.import_module("bench.rules_spec")
    contestant = importlib.import_module(f"bench.rules_{name}")
    steps: dict[str, float] = {}
    last = time.perf_counter()

    def clock(step: str) -> None:
        nonlocal last
        now = time.perf_counter()
        steps[step] = round(now - last, 3)
        last = now

    hits = contestant.run(spec.rules(count), data, clock)
    whole = round(sum(seconds for step, seconds in steps.items() if not step.startswith("+")), 3)
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu, peak = round(used.ru_utime + used.ru_stime, 2), used.ru_maxrss // 1024
    return {"name": name, "seconds": whole, "cpu": cpu, "peak_mib": peak, "hits": hits, "steps": steps}


def apart(name: str, count: int, data: Path) -> dict[str, object]:
    """Runs one contestant in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "bench.rules",
        "--only",
        name,
        "--rules",
        str(count),
        "--data",
        str(data),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no message"
        nothing = dict.fromkeys(("seconds", "cpu", "peak_mib", "hits"))
        return {"name": name, **nothing, "steps": {}, "failed": reason}
    result: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def run(people: int, *, contestants: Sequence[str] = USUAL, rounds: int = 1, rules: int = 90) -> None:
    """Makes the data, runs the contestants in turn, prints times, peaks and ratios."""
    data = HERE / "data" / f"rules-{people}"
    rules_data.write(people, data)
    table([apart(name, rules, data) for _ in range(rounds) for name in contestants])


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=SIZE)
    parser.add_argument("--rules", type=int, default=90)
    parser.add_argument("--contestants", default=",".join(USUAL))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--data", type=Path, help="for --only: the folder of the tables")
    parser.add_argument("--only", choices=CONTESTANTS, help="run one here and print its figures")
    arguments = parser.parse_args()
    if arguments.only:
        print(json.dumps(measured(arguments.only, arguments.rules, arguments.data)))
        return
    chosen = arguments.contestants.split(",")
    run(arguments.people, contestants=chosen, rounds=arguments.rounds, rules=arguments.rules)


def table(results: list[dict[str, object]]) -> None:
    """Best of the rounds of each, with the ratio to ours."""
    best: dict[str, dict[str, object]] = {}
    for one in results:
        known = best.get(str(one["name"]))
        if known is None or (one["seconds"] or 1e9) < (known["seconds"] or 1e9):  # type: ignore[operator]
            best[str(one["name"])] = one
    ours = best.get("ours", {}).get("seconds")
    print(f"{'contestant':<12}{'s':>9}{'ratio':>8}{'CPU s':>8}{'peak MiB':>10}{'hits':>12}  steps")
    for name, one in best.items():
        seconds = one["seconds"]
        ratio = f"{float(str(seconds)) / float(str(ours)):.2f}" if seconds and ours else "-"
        print(
            f"{name:<12}{seconds!s:>9}{ratio:>8}{one['cpu']!s:>8}{one['peak_mib']!s:>10}{one['hits']!s:>12}  {one['steps']}"
        )
        if "failed" in one:
            print(f"            failed: {one['failed']}")


if __name__ == "__main__":
    main()
