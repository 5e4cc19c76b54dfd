"""The book on DuckDB, in the process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from mingbai.rulebook import running
from mingbai.rulebook.book import Book
from mingbai.rulebook.layers import Layers
from mingbai.rulebook.sql import DuckSql
from mingbai.rulebook.tables import check_columns
from mingbai.rulebook.terms import Value
from mingbai.rulebook.trials import Answers
from mingbai.rulebook.verdicts import Questions, asked
from mingbai.rulebook.worlds import World

Source = str | Path | Any  # a Parquet file or folder, or whatever DuckDB can read (Arrow, polars)


def connect(*, threads: int = 0, memory: str = "", spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory that may not touch the network and writes nothing to the terminal.

    `memory` as DuckDB writes it: "1GB". What does not fit goes to files below `spill`; without it, it is an
    error.
    """
    connection = duckdb.connect(":memory:")
    connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET preserve_insertion_order = false; SET TimeZone = 'UTC'")
    if threads:
        connection.execute(f"SET threads = {int(threads)}")
    if memory:
        connection.execute("SET memory_limit = ?", [memory])
    if spill is not None:
        connection.execute("SET temp_directory = ?", [str(spill)])
    return connection


@dataclass
class Machine:
    """DuckDB as a run needs it; everything made is temporary."""

    connection: duckdb.DuckDBPyConnection
    views: set[str] = field(default_factory=set)

    def table(self, name: str, query: str) -> None:
        """Keeps the query's rows under the name."""
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")

    def view(self, name: str, query: str) -> None:
        """Gives the query the name."""
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {query}")
        self.views.add(name)

    def rows(self, query: str) -> tuple[list[str], Sequence[tuple[Any, ...]]]:
        """Column names and rows."""
        cursor = self.connection.execute(query)
        return [str(column[0]) for column in cursor.description or ()], cursor.fetchall()

    def portions(self, query: str, size: int) -> Iterator[tuple[list[str], Sequence[tuple[Any, ...]]]]:
        """Column names and so many rows at once; all must be taken before the next question."""
        cursor = self.connection.execute(query)
        names = [str(column[0]) for column in cursor.description or ()]
        while rows := cursor.fetchmany(size):
            yield names, rows

    def drop(self, name: str) -> None:
        """Forgets a table or view, if there is one of the name."""
        kind = "VIEW" if name in self.views else "TABLE"
        self.connection.execute(f"DROP {kind} IF EXISTS {name}")


@dataclass
class Run(running.Run):
    """A run whose relations can also be read straight from DuckDB."""

    machine: Machine

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The database that holds the answers."""
        return self.machine.connection


@dataclass
class Session:
    """Datasets by name, ready to be asked. What is not among them has not come: its facts are unknown."""

    book: Book
    tables: Mapping[str, Source]
    connection: duckdb.DuckDBPyConnection = field(default_factory=connect)
    names: dict[str, str] = field(init=False, default_factory=dict)
    runs: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Raises BadTable when a table is not as the book says."""
        for dataset, source in self.tables.items():
            self.names[dataset] = self._registered(dataset, source)
        columns = {dataset: self._columns(name) for dataset, name in self.names.items()}
        check_columns(self.book, columns)

    def _registered(self, dataset: str, source: Source) -> str:
        sql = DuckSql()
        name = sql.name(f"in_{dataset}")
        if isinstance(source, str | Path):
            path = Path(source)
            pattern = sql.quote(str(path / "*.parquet" if path.is_dir() else path))
            self.connection.execute(f"CREATE TEMP VIEW {name} AS FROM read_parquet({pattern})")
        else:
            self.connection.register(f"in_{dataset}", source)
        return name

    def _columns(self, name: str) -> dict[str, str]:
        rows = self.connection.execute(f"DESCRIBE SELECT * FROM {name}").fetchall()
        return {str(row[0]): str(row[1]) for row in rows}

    def run(
        self,
        *,
        as_of: date,
        rules: Iterable[str] | None = None,
        changed: Mapping[str, Value] | None = None,
        book: Book | None = None,
        like: Run | None = None,
    ) -> Run:
        """Asks the rules (all by default) on a day; with `changed` parameters or another `book`: what if.

        `like`: an open run of this session; if the new one rests on the same facts, it uses them too.
        """
        questions = asked(book or self.book, as_of=as_of, rules=rules, changed=changed)
        run = self._run(questions)
        if like is not None and run.same_facts(like):
            run.like = like
        run.make()
        return run

    def _run(self, questions: Questions) -> Run:
        self.runs += 1
        layers = Layers(questions.plan, DuckSql(), self.names, f"r{self.runs}_")
        return Run(Machine(self.connection), questions, layers)


def try_examples(world: World, absent: frozenset[str], as_of: date, rules: list[str]) -> Answers:
    """DuckDB as an engine for trials."""
    session = Session(world.book, world.tables(absent=absent))
    run = session.run(as_of=as_of, rules=rules)
    found = {(rule, key): told for rule in rules for key, told in run.answered(rule).items()}
    session.connection.close()
    return found
