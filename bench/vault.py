"""The vault against plain columns: putting in, looking up, revealing. The size counts numbers.

Ours seals each value, keys its token, passes the wall and is audited; the plain table is none of that.
"""

import random
from functools import partial

from django.db import connection, connections, transaction

from bench.timing import HEAD, peak, race
from mingbai.kit import clock, vault
from mingbai.kit.scope import ActingPost, entered, range_of

SIZE = 200_000
BATCH = 1_000
COUNTY, VILLAGE = "411726000000", "411726110208"
PLAIN = """
    CREATE TABLE bench_plain (
        id bigserial PRIMARY KEY, area_code varchar(12) NOT NULL, id_no varchar(18) NOT NULL)"""
PUT_PLAIN = "INSERT INTO bench_plain (area_code, id_no) SELECT %s, * FROM unnest(%s::text[])"
LO, HI = range_of(COUNTY)
POST = ActingPost(1, 1, "county_office", "", COUNTY, LO, HI, LO, HI, abilities=frozenset({"reveal"}))


def run(size: int) -> None:
    """Measure and print."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(PLAIN)
        cursor.execute("CREATE UNIQUE INDEX ON bench_plain (id_no)")
    numbers = [f"4117261970{n:08}" for n in range(size)]
    batches = [numbers[start : start + BATCH] for start in range(0, size, BATCH)]
    ours, plain = iter(batches), iter(batches)
    print(HEAD)
    filled = race(lambda: put(next(ours)), lambda: put_plain(next(plain)), times=len(batches) - 1)
    print(filled.line(f"put in, {BATCH:,} at once"))
    some = random.Random(1).sample(numbers, min(400, size))
    sealed, bare = iter(some), iter(some)
    found = race(lambda: find(next(sealed)), lambda: find_plain(next(bare)), times=len(some) - 1)
    print(found.line("look one number up"))
    ids = [kept_id(number) for number in some[:50]]
    shown = race(partial(reveal, ids), partial(show_plain, some[:50]), times=50)
    print(shown.line("reveal 50, leaving 50 traces"))
    print(peak())


def put(numbers: list[str]) -> None:
    with entered(POST), transaction.atomic():
        news = [vault.New("id_no", number, VILLAGE, sole=True) for number in numbers]
        vault.put_all(news, by=POST)


def put_plain(numbers: list[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PUT_PLAIN, [VILLAGE, numbers])


def find(number: str) -> list[int]:
    with entered(POST), transaction.atomic():
        return vault.find("id_no", number)


def kept_id(number: str) -> int:
    return find(number)[0]


def find_plain(number: str) -> object:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM bench_plain WHERE id_no = %s", [number])
        return cursor.fetchone()


def reveal(ids: list[int]) -> None:
    with entered(POST), transaction.atomic():
        assert len(vault.reveal(ids, purpose="bench", by=POST, at=clock.read())) == len(ids)


def show_plain(numbers: list[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id, id_no FROM bench_plain WHERE id_no = ANY (%s)", [numbers])
        assert len(cursor.fetchall()) == len(numbers)
