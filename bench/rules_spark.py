"""The rule book on Spark local[2]."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.rules_ours import book
from bench.rules_spec import AS_OF, Bench
from mingbai.rulebook.on_spark import Session, local


def run(rules: list[Bench], data: Path, clock: Callable[[str], None]) -> int:
    """Hit pairs; condition words and values stay cached."""
    made = book(rules)
    spark = local(2)
    clock("start")
    sources = {path.stem: path for path in data.glob("*.parquet")}
    count = 0
    for turn in ("cold", "warm"):
        answers = Session(made, sources, spark).run(as_of=date.fromisoformat(AS_OF))
        name = answers.hits("person")
        count = int(answers.machine.rows(f"SELECT count(*) FROM {name}")[1][0][0])
        answers.close()
        clock(turn)
    return count
