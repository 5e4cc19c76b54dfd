"""The book on DuckDB, in the process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from mingbai.rulebook.asking import Asking
from mingbai.rulebook.book import Book
from mingbai.rulebook.explaining import Explanation, explained
from mingbai.rulebook.layers import Layers
from mingbai.rulebook.sql import DuckSql
from mingbai.rulebook.tables import check_columns, check_values
from mingbai.rulebook.terms import Value
from mingbai.rulebook.trials import Answers
from mingbai.rulebook.verdicts import Placed, Questions, asked
from mingbai.rulebook.worlds import World

Source = str | Path | Any  # a Parquet file or folder, or whatever DuckDB can read (Arrow, polars)


def connect(*, threads: int = 0, memory: str = "") -> duckdb.DuckDBPyConnection:
    """A database in memory that may not touch the network. `memory` as DuckDB writes it: "1GB"."""
    connection = duckdb.connect(":memory:")
    connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    connection.execute("SET preserve_insertion_order = false; SET TimeZone = 'UTC'")
    if threads:
        connection.execute(f"SET threads = {int(threads)}")
    if memory:
        connection.execute("SET memory_limit = ?", [memory])
    return connection


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
        name = DuckSql().name(f"in_{dataset}")
        if isinstance(source, str | Path):
            path = Path(source)
            pattern = str(path / "*.parquet" if path.is_dir() else path)
            self.connection.execute(
                f"CREATE TEMP VIEW {name} AS FROM read_parquet({DuckSql().quote(pattern)})"
            )
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
    ) -> Run:
        """Asks the rules (all by default) on a day; with `changed` parameters or another `book`: what if."""
        questions = asked(book or self.book, as_of=as_of, rules=rules, changed=changed)
        self.runs += 1
        run = Run(self.connection, questions, Layers(questions.plan, DuckSql(), self.names, f"r{self.runs}_"))
        run.make()
        return run


@dataclass
class Run:
    """The answers of one run, held in DuckDB until `close`."""

    connection: duckdb.DuckDBPyConnection
    questions: Questions
    layers: Layers

    def make(self) -> None:
        """Computes everything. Raises BadTable for values out of bounds or keys that repeat."""
        for step in self.layers.steps():
            kind = "TABLE" if step.kept else "VIEW"
            self.connection.execute(f"CREATE TEMP {kind} {step.name} AS {step.sql}")
        check_values(self.questions.plan, self.layers, self._row)
        for entity in self.questions.subjects:
            asking = self.asking(entity)
            self.connection.execute(f"CREATE TEMP TABLE {asking.found} AS {asking.whole()}")

    def _row(self, query: str) -> tuple[Any, ...]:
        row = self.connection.execute(query).fetchone()
        return tuple(row or ())

    def asking(self, entity: str) -> Asking:
        """The queries about one subject."""
        found = self.layers.sql.name(f"{self.layers.prefix}found_{entity}")
        return Asking(self.questions.subjects[entity], self.layers.sql, self.layers.top(entity), found)

    def placed(self, rule: str) -> Placed:
        """The rule with its place in the words."""
        every = [one for subject in self.questions.subjects.values() for one in subject.placed]
        return next(one for one in every if one.rule.code == rule)

    def answered(self, rule: str) -> dict[Any, tuple[str, int | None]]:
        """For every subject's key holds, not or unknown, and the fen that a policy gives where it holds."""
        placed = self.placed(rule)
        rows = self.connection.execute(self.asking(placed.rule.subject).verdict(placed)).fetchall()
        return {
            key: ("holds" if holds else "unknown" if open_ else "not", amount)
            for key, _, holds, open_, amount in rows
        }

    def counts(self) -> dict[str, tuple[int, int]]:
        """For each rule how many hold and how many are unknown."""
        counted: dict[str, tuple[int, int]] = {}
        for entity, subject in self.questions.subjects.items():
            row = self._row(self.asking(entity).counts())[1:]
            for index, placed in enumerate(subject.placed):
                counted[placed.rule.code] = (row[2 * index], row[2 * index + 1])
        return counted

    def rules(self) -> list[str]:
        """The rules that were asked."""
        return [one.rule.code for subject in self.questions.subjects.values() for one in subject.placed]

    def explain(self, rule: str, key: object) -> Explanation | None:
        """Why, or why not; None when there is no such subject."""
        placed = self.placed(rule)
        asking = self.asking(placed.rule.subject)
        row = self._named_row(f"SELECT * FROM {asking.found} WHERE key = ?", key)
        if row is None:
            return None
        told = self._named_row(f"SELECT * FROM ({asking.verdict(placed)}) WHERE key = ?", key) or {}
        answer = "holds" if told["holds"] else "unknown" if told["open"] else "not"
        return explained(placed, row, plan=self.questions.plan, answer=answer, amount=told["amount"])

    def _named_row(self, query: str, key: object) -> dict[str, Any] | None:
        cursor = self.connection.execute(query, [key])
        found = cursor.fetchone()
        return dict(zip((d[0] for d in cursor.description), found, strict=True)) if found else None

    def hits(self, entity: str) -> str:
        """Makes the relation of hits about one subject and gives its name."""
        asking = self.asking(entity)
        name = self.layers.sql.name(f"{self.layers.prefix}hits_{entity}")
        parts = [asking.hits(placed, number) for number, placed in enumerate(asking.subject.placed)]
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {' UNION ALL '.join(parts)}")
        return name

    def close(self) -> None:
        """Drops what the run made."""
        for entity in self.questions.subjects:
            self.connection.execute(f"DROP TABLE IF EXISTS {self.asking(entity).found}")
        for step in reversed(list(self.layers.steps())):
            self.connection.execute(f"DROP {'TABLE' if step.kept else 'VIEW'} IF EXISTS {step.name}")


def try_examples(world: World, absent: frozenset[str], as_of: date, rules: list[str]) -> Answers:
    """DuckDB as an engine for trials."""
    session = Session(world.book, world.tables(absent=absent))
    run = session.run(as_of=as_of, rules=rules)
    found = {(rule, key): told for rule in rules for key, told in run.answered(rule).items()}
    session.connection.close()
    return found
