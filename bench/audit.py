"""What the audit costs: statements on an audited and on a bare table, then sealing and verifying all of it.

The size counts rows of the bulk statements.
"""

import time
from collections.abc import Callable
from functools import partial

from django.db import connection, connections, transaction

from bench.timing import HEAD, peak, race
from mingbai.kit import audit

SIZE = 1_000_000
COLUMNS = "id bigint PRIMARY KEY, area_code varchar(12), name text, amount bigint, note text, at timestamptz"


def run(size: int) -> None:
    """Measure and print."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for table in ("bench_audited", "bench_bare"):
            cursor.execute(f"CREATE TABLE {table} ({COLUMNS})")
        audit.Audited("bench_audited").lay(cursor)
    print(HEAD)
    for what, statement in (
        ("insert one row", "INSERT INTO {} SELECT coalesce(max(id), 0) + 1 FROM {}"),
        ("update one row", "UPDATE {} SET amount = coalesce(amount, 0) + 1 WHERE id = 1"),
    ):
        ways = [partial(do, statement.replace("{}", table)) for table in ("bench_audited", "bench_bare")]
        print(race(*ways, times=300).line(what))
    update = "UPDATE {} SET amount = amount + 1 WHERE id > 1000"
    for what, statement in (("insert", bulk(size)), ("update", update)):
        in_bulk(what, statement, size)
    print(f"seal: {timed(audit.seal):.1f} s")
    print(f"verify {2 * size:,} row hashes: {timed(verified):.1f} s")
    print(peak())


def in_bulk(what: str, statement: str, size: int) -> None:
    """One statement over all rows, on either table."""
    audited, bare = (
        timed(partial(do, statement.replace("{}", f"bench_{table}"))) for table in ("audited", "bare")
    )
    more = (audited - bare) / size * 1e6
    print(f"{what} {size:,} rows: audited {audited:.1f} s, bare {bare:.1f} s: {more:.1f} µs a row more")


def verified() -> None:
    assert not audit.verify().faults


def bulk(size: int) -> str:
    return (
        "INSERT INTO {} SELECT n + 1000, '411726110208', 'name ' || n, n, repeat('x', 60), now()"
        f" FROM generate_series(1, {size}) n"
    )


def do(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def timed(doing: Callable[[], object]) -> float:
    start = time.perf_counter()
    doing()
    return time.perf_counter() - start
