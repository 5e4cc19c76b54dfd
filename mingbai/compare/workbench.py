"""A DuckDB of the comparison's own: so much memory and no more, the rest on disk; it pours into Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from mingbai.rulebook.on_duckdb import connect
from mingbai.rulebook.sql import DuckSql
from mingbai.tables.atomic import replacing

MEMORY = "512MB"  # for joining and sorting; beyond it DuckDB goes to disk
PORTION = 50_000  # rows of a row group, so that the same rows always make the same file

SQL = DuckSql()


class Workbench:
    """Views over Parquet files, and files made from them. What does not fit goes below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.connection = connect(memory=MEMORY, spill=folder / "spill")
        # What is only copied keeps its order without being sorted.
        self.connection.execute("SET preserve_insertion_order = true")

    def view(self, name: str, query: str) -> None:
        """A name for a query."""
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {SQL.name(name)} AS {query}")

    def lay(self, name: str, *paths: Path) -> None:
        """A name for Parquet files laid together by their columns' names."""
        listed = ", ".join(SQL.quote(str(path)) for path in paths)
        self.view(name, f"SELECT * FROM read_parquet([{listed}], union_by_name = true)")  # noqa: S608 - quoted

    def columns(self, name: str) -> list[str]:
        """The columns of a view, in order."""
        rows = self.connection.execute(f"DESCRIBE {SQL.name(name)}").fetchall()
        return [str(row[0]) for row in rows]

    def count(self, query: str) -> int:
        """How many rows a query has."""
        row = self.connection.execute(f"SELECT count(*) FROM ({query}) q").fetchone()  # noqa: S608 - our own
        return int(row[0]) if row else 0

    def frame(self, query: str) -> pl.DataFrame:
        """A small result in memory."""
        found: pl.DataFrame = self.connection.sql(query).pl()
        return found

    def poured(self, path: Path, *queries: str) -> int:
        """The rows of the queries, one after another, in a Parquet file; how many there are.

        The queries have the same columns. Only one portion is in memory at a time.
        """
        rows = 0
        with replacing(path) as part:
            writer: pq.ParquetWriter | None = None
            for query in queries:
                reader = self.connection.sql(query).to_arrow_reader(PORTION)
                writer = writer or pq.ParquetWriter(part, reader.schema, compression="zstd")
                for table in even(reader, reader.schema):
                    writer.write_table(table, row_group_size=PORTION)
                    rows += len(table)
            if writer is not None:
                writer.close()
        return rows

    def close(self) -> None:
        """Ends it and frees its memory."""
        self.connection.close()


def even(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """The same rows in portions of PORTION, the last one smaller."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        held.append(batch)
        count += len(batch)
        if count >= PORTION:
            whole = pa.Table.from_batches(held, schema)
            full = count - count % PORTION
            yield whole.slice(0, full)
            held, count = whole.slice(full).to_batches(), count - full
    if count:
        yield pa.Table.from_batches(held, schema)


def selected(columns: Mapping[str, str]) -> str:
    """A SELECT list from names and expressions."""
    return ", ".join(f"{expression} AS {SQL.name(name)}" for name, expression in columns.items())


def own(names: Iterable[str], alias: str = "") -> dict[str, str]:
    """Each column as it is."""
    before = f"{alias}." if alias else ""
    return {name: f"{before}{SQL.name(name)}" for name in names}


def arrow(rows: Iterable[Any], schema: pa.Schema) -> pa.Table:
    """Rows (tuples in the schema's order) as a table."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
