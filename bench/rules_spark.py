"""The rule book on Spark local[2]."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from pyspark.sql import SparkSession

from bench.rules_ours import book
from bench.rules_spec import AS_OF, Bench, Outcome
from mingbai.rulebook.book import Book
from mingbai.rulebook.on_spark import Session, local


def run(rules: list[Bench], data: Path, clock: Callable[[str], None]) -> Outcome:
    """The same, first cold, then warm; what was made is dropped between."""
    made = book(rules)
    spark = local(2)
    clock("+ start")
    cold = turn(made, data, spark)
    clock("+ cold")
    warm = turn(made, data, spark)
    clock("warm")
    if warm != cold:
        raise ValueError(f"cold {cold}, warm {warm}")
    return warm


def turn(made: Book, data: Path, spark: SparkSession) -> Outcome:
    """Everything once."""
    sources = {path.stem: path for path in data.glob("*.parquet")}
    answers = Session(made, sources, spark).run(as_of=date.fromisoformat(AS_OF))
    name = answers.hits("person")
    _, rows = answers.machine.rows(f"SELECT count(*), sum(key * (rule_no + 1)) FROM {name}")
    counts = answers.counts()
    answers.close()
    return Outcome(int(rows[0][0]), int(rows[0][1]), tuple(counts[code][1] for code in made.rules))
