"""All rules on a county of a million: the rule book against what one would write by hand.

    python -m bench.rules --people 1000000 --contestants ours,sql,polars,pandas,spark

Everybody gives the same, which is checked: a table of hit pairs, for each rule how many hold and how many cannot
be told, and every person's facts kept, from which any reason is read. Each contestant runs in a process of its
own; time is from opened Parquet files to all of that in hand; steps with a + come on top and are not in the sum.
CPU is the process's own, in the same steps. Peak memory counts the servers that it started too.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench import memory, rules_data

HERE = Path(__file__).parent
SIZE = 1_000_000  # people
CONTESTANTS = ("ours", "sql", "polars", "pandas", "postgres", "openfisca", "spark")  # Spark needs Java 17


def measured(name: str, count: int, data: Path) -> dict[str, object]:
    """Runs one contestant here and now."""
    spec = importlib.import_module("bench.rules_spec")
    contestant = importlib.import_module(f"bench.rules_{name}")
    steps: dict[str, float] = {}
    cpus: dict[str, float] = {}
    last, used = time.perf_counter(), time.process_time()

    def clock(step: str) -> None:
        nonlocal last, used
        steps[step], cpus[step] = round(time.perf_counter() - last, 3), time.process_time() - used
        last, used = time.perf_counter(), time.process_time()

    watch = memory.Watch()
    watch.start()
    outcome = asdict(contestant.run(spec.rules(count), data, clock))
    whole, cpu = (
        round(sum(n for step, n in told.items() if not step.startswith("+")), 3) for told in (steps, cpus)
    )
    return {
        "name": name, "seconds": whole, "cpu": cpu, "peak_mib": watch.peak(), "hits": outcome["hits"],
        "steps": steps, "outcome": outcome,
    }  # fmt: skip


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


def run(people: int, *, contestants: Sequence[str] = CONTESTANTS, rounds: int = 1, rules: int = 90) -> None:
    """Makes the data, runs the contestants in turn, prints times, peaks and ratios; then a tenth of the people."""
    results = raced(people, contestants, rounds, rules)
    table(results)
    compare(results)
    tenth = raced(people // 10, ["ours"], rounds, rules)
    ten, one = (_best(some)["ours"] for some in (results, tenth))
    if ten["seconds"] and one["seconds"]:
        print(
            f"ten times the people, {people} for {people // 10}: {float(str(ten['seconds'])) / float(str(one['seconds'])):.1f} times the time"
        )


def raced(people: int, contestants: Sequence[str], rounds: int, rules: int) -> list[dict[str, object]]:
    """What each contestant tells of each round."""
    data = HERE / "data" / f"rules-{people}"
    rules_data.write(people, data)
    return [apart(name, rules, data) for _ in range(rounds) for name in contestants]


def compare(results: list[dict[str, object]]) -> None:
    """Everybody who finished has found the same. Raises ValueError."""
    told = {str(one["name"]): one["outcome"] for one in results if "outcome" in one}
    first = next(iter(told.values()), None)
    for name, outcome in told.items():
        for part, value in dict(outcome).items():  # type: ignore[call-overload]
            if value is not None and value != first[part]:  # type: ignore[index]
                raise ValueError(f"{name} tells other {part} than {next(iter(told))}")
    print(f"the same from all: {', '.join(told)}")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=SIZE)
    parser.add_argument("--rules", type=int, default=90)
    parser.add_argument("--contestants", default=",".join(CONTESTANTS))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--data", type=Path, help="for --only: the folder of the tables")
    parser.add_argument("--only", choices=CONTESTANTS, help="run one here and print its figures")
    arguments = parser.parse_args()
    if arguments.only:
        print(json.dumps(measured(arguments.only, arguments.rules, arguments.data)))
        return
    chosen = arguments.contestants.split(",")
    run(arguments.people, contestants=chosen, rounds=arguments.rounds, rules=arguments.rules)


def _best(results: list[dict[str, object]]) -> dict[str, dict[str, object]]:
    """The quickest round of each."""
    best: dict[str, dict[str, object]] = {}
    for one in results:
        known = best.get(str(one["name"]))
        if known is None or (one["seconds"] or 1e9) < (known["seconds"] or 1e9):  # type: ignore[operator]
            best[str(one["name"])] = one
    return best


def table(results: list[dict[str, object]]) -> None:
    """Best of the rounds of each, with the ratio to ours."""
    best = _best(results)
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
