"""The same book on a Spark cluster, over snapshots too large for one machine. Needs a Java 17 runtime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame, SparkSession

from mingbai.rulebook.book import Book
from mingbai.rulebook.layers import Layers
from mingbai.rulebook.running import Run
from mingbai.rulebook.sql import SparkSql
from mingbai.rulebook.tables import check_columns
from mingbai.rulebook.trials import Answers
from mingbai.rulebook.verdicts import asked
from mingbai.rulebook.worlds import World

Source = str | Path | Any  # a Parquet file or folder, or an Arrow table


@lru_cache(maxsize=1)
def local(threads: int = 2) -> SparkSession:
    """Spark inside this process, on the loopback only."""
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": str(2 * threads),
        "spark.sql.ansi.enabled": "true",  # an overflow is an error, never a wrong number
        "spark.sql.session.timeZone": "UTC",
        "spark.driver.memory": "3g",
    }
    builder = SparkSession.builder.master(f"local[{threads}]").appName("mingbai rules")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session: SparkSession = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


@dataclass
class Machine:
    """Spark as a run needs it: kept tables are cached views."""

    spark: SparkSession

    def table(self, name: str, query: str) -> None:
        """Keeps the query's rows, once somebody asks for them, under the name."""
        self.spark.sql(query).cache().createOrReplaceTempView(_bare(name))

    def rows(self, query: str) -> tuple[list[str], Sequence[tuple[Any, ...]]]:
        """Column names and rows."""
        frame = self.spark.sql(query)
        return list(frame.columns), [tuple(row) for row in frame.collect()]

    def drop(self, name: str) -> None:
        """Forgets a table, if there is one of the name."""
        if self.spark.catalog.tableExists(_bare(name)):
            self.spark.table(name).unpersist()
        self.spark.catalog.dropTempView(_bare(name))


def _bare(name: str) -> str:
    return name.strip("`")


@dataclass
class Session:
    """Datasets by name, ready to be asked; what is not among them has not come."""

    book: Book
    tables: Mapping[str, Source]
    spark: SparkSession = field(default_factory=local)
    names: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Raises BadTable when a table is not as the book says."""
        columns = {}
        for dataset, source in self.tables.items():
            frame = self._frame(source)
            frame.createOrReplaceTempView(f"in_{dataset}")
            self.names[dataset] = SparkSql().name(f"in_{dataset}")
            columns[dataset] = dict(frame.dtypes)
        check_columns(self.book, columns)

    def _frame(self, source: Source) -> DataFrame:
        if isinstance(source, str | Path):
            return self.spark.read.parquet(str(source))
        return self.spark.createDataFrame(source)

    def run(self, *, as_of: date, rules: Iterable[str] | None = None) -> Run:
        """Asks the rules (all by default) on a day."""
        questions = asked(self.book, as_of=as_of, rules=rules)
        run = Run(Machine(self.spark), questions, Layers(questions.plan, SparkSql(), self.names, "r_"))
        run.make()
        return run


def try_examples(world: World, absent: frozenset[str], as_of: date, rules: list[str]) -> Answers:
    """Spark as an engine for trials."""
    run = Session(world.book, world.tables(absent=absent)).run(as_of=as_of, rules=rules)
    found = {(rule, key): told for rule in rules for key, told in run.answered(rule).items()}
    run.close()
    return found
