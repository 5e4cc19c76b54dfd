"""The same book on a Spark cluster, over snapshots too large for one machine. Needs a Java 17 runtime."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
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
FEW = 200_000  # rows, our guess: up to here some hundred queries are walked rather than compiled
CODEGEN = {True: ("NO_CODEGEN", "false"), False: ("FALLBACK", "true")}


@lru_cache(maxsize=1)
def local(threads: int = 2) -> SparkSession:
    """Spark inside this process, on the loopback only."""
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": str(threads),
        "spark.sql.adaptive.enabled": "false",  # there is one machine: nothing to learn between stages
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
    """Spark as a run needs it: kept tables are cached views; of `few` rows on one machine, computed at once.

    A cached view drags the plan of everything below it into each query upon it, to be analysed again; a
    checkpoint ends the plan, but what it holds is lost with its executor, so a cluster has none.
    """

    spark: SparkSession
    few: bool = False

    def table(self, name: str, query: str) -> None:
        """Keeps the query's rows under the name."""
        frame = self.spark.sql(query)
        kept = frame.localCheckpoint() if self.few else frame.cache()
        kept.createOrReplaceTempView(_bare(name))

    def view(self, name: str, query: str) -> None:
        """Gives the query the name."""
        self.spark.sql(query).createOrReplaceTempView(_bare(name))

    def rows(self, query: str) -> tuple[list[str], Sequence[tuple[Any, ...]]]:
        """Column names and rows."""
        frame = self.spark.sql(query)
        return list(frame.columns), [tuple(row) for row in frame.collect()]

    def portions(self, query: str, size: int) -> Iterator[tuple[list[str], Sequence[tuple[Any, ...]]]]:
        """Column names and so many rows at once, fetched partition by partition."""
        frame = self.spark.sql(query)
        rows = frame.toLocalIterator()
        while portion := [tuple(row) for row in islice(rows, size)]:
            yield list(frame.columns), portion

    def drop(self, name: str) -> None:
        """Forgets a table or view, if there is one of the name."""
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

    def _local(self) -> bool:
        return str(self.spark.sparkContext.master).startswith("local")

    def _few(self) -> bool:
        """Whether all of it is on this machine, and little."""
        return self._local() and sum(map(_rows, self.tables.values())) <= FEW

    def run(self, *, as_of: date, rules: Iterable[str] | None = None) -> Run:
        """Asks the rules (all by default) on a day."""
        few = self._few()
        if self._local():
            mode, stages = CODEGEN[few]
            self.spark.conf.set("spark.sql.codegen.factoryMode", mode)
            self.spark.conf.set("spark.sql.codegen.wholeStage", stages)
        questions = asked(self.book, as_of=as_of, rules=rules)
        run = Run(Machine(self.spark, few), questions, Layers(questions.plan, SparkSql(), self.names, "r_"))
        run.make()
        return run


def _rows(source: Source) -> int:
    if not isinstance(source, str | Path):
        return int(source.num_rows)
    path = Path(source)
    files = path.rglob("*.parquet") if path.is_dir() else [path]
    return sum(int(pq.read_metadata(file).num_rows) for file in files)


def try_examples(world: World, absent: frozenset[str], as_of: date, rules: list[str]) -> Answers:
    """Spark as an engine for trials."""
    run = Session(world.book, world.tables(absent=absent)).run(as_of=as_of, rules=rules)
    found = {(rule, key): told for rule in rules for key, told in run.answered(rule).items()}
    run.close()
    return found
