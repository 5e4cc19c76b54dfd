"""On what the rules are asked: DuckDB in the process, or Spark where one machine is not enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

import duckdb

from mingbai.compare.refusal import CannotCompare
from mingbai.rulebook import on_duckdb
from mingbai.rulebook.book import Book
from mingbai.rulebook.java import lacking
from mingbai.rulebook.running import Run

ENGINES = ("duckdb", "spark")
MEMORY = "768MB"  # for the answers of a million people; beyond it DuckDB goes to disk


@dataclass(frozen=True)
class Asked:
    """A run, and which engine it was, with its version."""

    run: Run
    engine: str


def ready(engine: str) -> None:
    """Raises CannotCompare when the engine cannot start here."""
    missing = lacking() if engine == "spark" else None
    if missing is not None:
        raise CannotCompare(missing)


@contextmanager
def asked(engine: str, book: Book, tables: Mapping[str, Path], *, as_of: date, work: Path) -> Iterator[Asked]:
    """All rules of the book on the tables. What the engine holds is given back at the end."""
    if engine == "spark":
        yield from _on_spark(book, tables, as_of)
        return
    connection = on_duckdb.connect(memory=MEMORY, spill=work / "spill-rules")
    try:
        run = on_duckdb.Session(book, tables, connection).run(as_of=as_of)
        yield Asked(run, f"duckdb {duckdb.__version__}")
    finally:
        connection.close()


def _on_spark(book: Book, tables: Mapping[str, Path], as_of: date) -> Iterator[Asked]:
    # pyspark is an optional extra and takes seconds to load
    on_spark = import_module("mingbai.rulebook.on_spark")
    session = on_spark.Session(book, tables)
    run = session.run(as_of=as_of)
    try:
        yield Asked(run, f"spark {session.spark.version}")
    finally:
        run.close()
