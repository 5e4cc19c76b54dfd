"""Importing a county against plain COPY of its rows and against the least SQL that does the like. The size counts
persons.

Ours reads the files, checks every cell, seals each number, compares with the ledger, passes the wall, is audited
and can be undone. The least SQL is given clean rows: households, persons with unique numbers, what they are
found by, one row of history each. COPY only puts the persons' rows down.
"""

import io
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connections, transaction

from bench.timing import peak
from mingbai.demo.files.writing import write
from mingbai.kit.scope import ActingPost, entered, range_of
from mingbai.org.actions import areas
from mingbai.org.queries.founder import founder
from mingbai.registry.actions import importing
from mingbai.registry.actions.importing import checking

SIZE = 100_000
COUNTY = "411726000000"
AT = datetime(2020, 11, 30, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LO, HI = range_of(COUNTY)
SENDER = ActingPost(
    1, 1, "county_office_officer", "bench", COUNTY, LO, HI, LO, HI, abilities=frozenset({"receive_files"})
)
MERGER = ActingPost(
    2, 2, "county_office_head", "bench", COUNTY, LO, HI, LO, HI, abilities=frozenset({"decide"})
)
PLAIN = (
    "CREATE TABLE bench_home (id bigint PRIMARY KEY, area_code text, number text UNIQUE)",
    "CREATE TABLE bench_one (id bigint PRIMARY KEY, home bigint, area_code text, name text, relation text,"
    " token bytea UNIQUE)",
    "CREATE TABLE bench_token (token text, area_code text, one bigint, PRIMARY KEY (token, area_code, one))",
    "CREATE TABLE bench_history (id bigserial PRIMARY KEY, one bigint, at timestamptz, detail jsonb)",
    "CREATE TABLE bench_copied (id bigint, home bigint, area_code text, name text, relation text, token bytea)",
)
OUT_ONES = (
    "COPY (SELECT id, household_id, area_code, name, relation, id_token FROM registry_person) TO STDOUT"
)
OUT_HOMES = "COPY (SELECT id, area_code, number FROM registry_household) TO STDOUT"
OUT_TOKENS = "COPY (SELECT token, area_code, person_id FROM registry_searchtoken ORDER BY random()) TO STDOUT"
FLOOR = (
    "INSERT INTO bench_home SELECT * FROM s_home",
    "INSERT INTO bench_one SELECT * FROM s_one",
    'INSERT INTO bench_token SELECT * FROM s_token ORDER BY token COLLATE "C", area_code, one',
    "INSERT INTO bench_history (one, at, detail) SELECT id, now(), jsonb_build_object('name', name) FROM s_one",
)


class Watched(importing.Plain):
    """Notes how long each stage took."""

    def __init__(self, first: str) -> None:
        self.taken: dict[str, float] = {}
        self.stage, self.since = first, time.perf_counter()

    def turn(self, stage: str) -> None:
        now = time.perf_counter()
        self.taken[self.stage] = self.taken.get(self.stage, 0.0) + now - self.since
        self.stage, self.since = stage, now

    @contextmanager
    def step(self) -> Iterator[None]:
        self.turn("stage: tokens, seals, COPY")
        with transaction.atomic():
            yield
        self.turn("read and check cells")

    def progress(self, done: int, total: int | None = None, what: str = "", **values: Any) -> None:
        if what == checking.COMPARING:
            self.turn("compare with the ledger")
        elif "stage" in values:
            self.turn(f"merge: {values['stage']}")


def run(size: int) -> None:
    """Measure and print."""
    with entered(founder()), transaction.atomic():
        areas.load_county(by=founder(), at=AT)
    with tempfile.TemporaryDirectory(prefix="mingbai-bench-files-") as folder:
        write(
            Path(folder) / "county",
            people=size,
            seed=random.Random(1).randrange(1000),
            step=lambda _text: None,
        )
        people = sorted((Path(folder) / "county" / "people").iterdir())
        ours, persons = import_all([importing.Upload.of(path) for path in people])
    least, copied = floor(), copy()
    print(f"{'ours, end to end':<36}{ours:10.1f} s{persons / ours:12,.0f} persons/s")
    print(f"{'least SQL, clean rows':<36}{least:10.1f} s{persons / least:12,.0f} persons/s")
    print(f"{'COPY of the persons alone':<36}{copied:10.1f} s{persons / copied:12,.0f} persons/s")
    print(f"speed of ours: {least / ours:.2f} of the least SQL, {copied / ours:.3f} of COPY")
    print(peak())


def import_all(uploads: list[importing.Upload]) -> tuple[float, int]:
    """Seconds, and persons merged; prints the stages."""
    begun = time.perf_counter()
    watched = Watched("seal the files")
    with entered(SENDER):
        batch = importing.stage(files=uploads, as_of=date(2020, 10, 31), by=SENDER, at=AT)
        watched.turn("read and check cells")
        batch = importing.check(batch=batch, by=SENDER, at=AT, steps=watched)
        watched.turn("between")
        importing.ask(batch=batch, by=SENDER, at=AT)
    with entered(MERGER), transaction.atomic():
        watched.turn("merge: vault")
        importing.begin_merge(batch=batch, by=MERGER, at=AT)
        importing.carry_out(batch=batch, by=MERGER, at=AT, steps=_Inside(watched))
    watched.turn("end")
    for stage, seconds in watched.taken.items():
        print(f"  {stage:<34}{seconds:10.1f} s")
    print(f"  {batch.counts}")
    return time.perf_counter() - begun, batch.counts["persons_new"]


class _Inside(importing.Plain):
    """Stages of a merge, which is one step."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched

    def progress(self, done: int, total: int | None = None, what: str = "", **values: Any) -> None:
        self.watched.progress(done, total, what, **values)


def floor() -> float:
    """Seconds of the least SQL over the same people, as clean rows in memory."""
    homes, ones, tokens = (_out(statement) for statement in (OUT_HOMES, OUT_ONES, OUT_TOKENS))
    with connections["owner"].cursor() as cursor:
        for statement in PLAIN:
            cursor.execute(statement)
    begun = time.perf_counter()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        for table, like, text in (("s_home", "bench_home", homes), ("s_one", "bench_one", ones),
                                  ("s_token", "bench_token", tokens)):  # fmt: skip
            cursor.execute(f"CREATE TEMP TABLE {table} (LIKE {like}) ON COMMIT DROP")
            _in(cursor, table, text)
        for statement in FLOOR:
            cursor.execute(statement)
    return time.perf_counter() - begun


def copy() -> float:
    """Seconds of COPY into a bare table."""
    text = _out(OUT_ONES)
    begun = time.perf_counter()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        _in(cursor, "bench_copied", text)
    return time.perf_counter() - begun


def _out(statement: str) -> bytes:
    text = io.BytesIO()
    with connections["owner"].cursor() as cursor, cursor.copy(statement) as copying:
        for piece in copying:
            text.write(piece)
    return text.getvalue()


def _in(cursor: Any, table: str, text: bytes) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copying:
        copying.write(text)
