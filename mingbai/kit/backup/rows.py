"""Every table's rows as one hash: the same on any server, in whatever order the rows lie."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from mingbai.kit.cluster.provision import connect
from mingbai.kit.home import Address

TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
     ORDER BY 1, 2"""
FIXED = (
    "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'iso_8601'; SET bytea_output = 'hex'"
)


@contextmanager
def frozen(owner: Address) -> Iterator[psycopg.Connection]:
    """A connection that sees the database as it stands now, whatever is written meanwhile."""
    with connect(owner) as connection:
        connection.execute(FIXED)
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield connection
        connection.execute("ROLLBACK")


def hashes(connection: psycopg.Connection) -> dict[str, tuple[int, str]]:
    """Count and SHA-256 of every table, by ``schema.table``."""
    names = connection.execute(TABLES).fetchall()
    return {f"{schema}.{table}": _hash(connection, sql.Identifier(schema, table)) for schema, table in names}


def _hash(connection: psycopg.Connection, table: sql.Identifier) -> tuple[int, str]:
    statement = sql.SQL(
        "COPY (SELECT h FROM (SELECT encode(sha256(convert_to(t::text, 'UTF8')), 'hex') FROM {} AS t)"
        ' AS one (h) ORDER BY h COLLATE "C") TO STDOUT'
    ).format(table)
    digest, rows = hashlib.sha256(), 0
    with connection.cursor().copy(statement) as copy:
        for block in copy:
            digest.update(block)
            rows += bytes(block).count(b"\n")
    return rows, digest.hexdigest()


def server_major(connection: psycopg.Connection) -> int:
    """The server's major version."""
    return connection.info.server_version // 10_000


def comment(connection: psycopg.Connection) -> str | None:
    """The database's own comment (a demo is marked by it); pg_dump leaves it out."""
    found = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    return found[0] if found else None
