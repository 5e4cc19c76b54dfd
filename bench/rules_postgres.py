"""The same outputs in the embedded PostgreSQL: tables copied in, indexes none, two parallel workers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import psycopg

from bench import memory
from bench.rules_spec import Bench, Outcome
from bench.rules_sql import SUM, WIDE, pairs, spelled
from mingbai.kit import home
from mingbai.kit.cluster import Cluster
from mingbai.kit.cluster.provision import connect

TABLES = (
    "village",
    "household",
    "person",
    "medical",
    "vehicle",
    "death",
    "payment",
    "school",
    "dibao",
    "post",
)
TYPES = {"BIGINT": "bigint", "VARCHAR": "text", "BOOLEAN": "boolean", "DATE": "date", "INTEGER": "integer"}
# What PostgreSQL spells otherwise
SPELLINGS = {
    "year(birth_date)": "extract(year from birth_date)::int",
    "month(birth_date)": "extract(month from birth_date)::int",
    "day(birth_date)": "extract(day from birth_date)::int",
    "//": "/",
}


def copied(connection: psycopg.Connection, data: Path, folder: Path) -> None:
    """All tables, by COPY."""
    for name in TABLES:
        source, csv = data / f"{name}.parquet", folder / f"{name}.csv"
        columns = duckdb.sql(f"DESCRIBE SELECT * FROM '{source}'").fetchall()
        duckdb.sql(f"COPY (FROM '{source}') TO '{csv}' (FORMAT csv, HEADER false)")
        listed = ", ".join(f"{column[0]} {TYPES[column[1]]}" for column in columns)
        connection.execute(f"CREATE UNLOGGED TABLE b_{name} ({listed})")
        with (
            connection.cursor().copy(f"COPY b_{name} FROM STDIN (FORMAT csv)") as copy,
            csv.open("rb") as file,
        ):
            while block := file.read(1 << 20):
                copy.write(block)
        connection.execute(f"ANALYZE b_{name}")


def wide() -> str:
    """The hand-written query, over the copied tables."""
    query = WIDE.replace("CREATE TEMP TABLE", "CREATE UNLOGGED TABLE")
    for name in TABLES:
        query = query.replace(f"'{{0}}/{name}.parquet'", f"b_{name}")
    for ours, theirs in SPELLINGS.items():
        query = query.replace(ours, theirs)
    return query


def unknown(rules: list[Bench]) -> str:
    """For each rule, of how many it cannot be told; all in one reading."""
    tests = [" AND ".join(map(spelled, rule.tests)) for rule in rules]
    return f"SELECT {', '.join(f'count(*) FILTER (WHERE ({test}) IS NULL)' for test in tests)} FROM facts"


def run(rules: list[Bench], data: Path, clock: Callable[[str], None]) -> Outcome:
    """Hit pairs and facts in tables, counts."""
    folder = Path(tempfile.mkdtemp(prefix="mingbai-bench-"))
    cluster = Cluster.of(
        home.create(folder / "home", home.Config(kind="demo")), shared_buffers="512MB", fsync="off"
    )
    try:
        cluster.initialise()
        cluster.start()
        with connect(cluster.superuser()) as connection:
            memory.SERVERS.append(int(connection.execute("SELECT pg_backend_pid()").fetchall()[0][0]))
            connection.execute("SET work_mem = '256MB'")
            clock("+ start")
            copied(connection, data, folder)
            clock("load")
            connection.execute(wide())
            clock("join")
            connection.execute(pairs(rules))
            clock("hits")
            connection.execute("SELECT rule_no, count(*) FROM hits GROUP BY rule_no").fetchall()
            counts = connection.execute(unknown(rules)).fetchall()[0]
            clock("counts")
            found = connection.execute(SUM).fetchall()[0]
    finally:
        cluster.destroy()
        shutil.rmtree(folder, ignore_errors=True)
    return Outcome(int(found[0]), int(found[1]), counts)
