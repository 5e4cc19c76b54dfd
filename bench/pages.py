"""A 50-row ledger page with everything on against a bare Django page with the same query.

Server time in one process, middleware and rendering included. The size counts matters in the county.
"""

import time
from functools import partial

from django.core.management import call_command
from django.db import connections
from django.test import Client

from bench.timing import HEAD, race
from mingbai.kit.scope import ActingPost, range_of

SIZE = 500_000
TIMES = 100
MOST_TIMES, MOST_P95 = 3.0, 60.0
AREAS = {"county": "411726000000", "township": "411726001000", "village": "411726001201"}
POPULATION = """
    INSERT INTO samples_matter
        (area_code, town_code, number, title, topic, state, due, opened_at, fen, blocked, version, parent_id)
    SELECT town || village, town, 'V-' || n, '第' || n || '件事', 'water', 'open',
           date '2020-06-01' + n %% 300, timestamptz '2020-01-01Z' + n * interval '1 min', n * 100,
           false, 1, nullif(n - n %% 7, 0)
      FROM (SELECT n, '411726' || lpad((n %% 22 + 1)::text, 3, '0') AS town,
                   lpad((201 + n / 22 %% 16)::text, 3, '0') AS village
              FROM generate_series(1, %s) n) matter"""


def run(size: int) -> None:
    """Lay the population, then race the two pages at three scopes."""
    call_command("collectstatic", interactive=False, verbosity=0)
    lay(size)
    print(HEAD)
    for name, area_code in AREAS.items():
        client = Client(acting=post_at(area_code))
        pair = race(partial(visit, client, "/matters/"), partial(visit, client, "/bare"), times=TIMES)
        p95 = pair.ours[int(len(pair.ours) * 0.95)]
        kept = pair.ratio <= MOST_TIMES and p95 <= MOST_P95
        print(pair.line(f"{name}: 50 rows"), "" if kept else f"  above {MOST_TIMES}x or {MOST_P95:.0f} ms")
        ours, plain = cpu(client, "/matters/"), cpu(client, "/bare")
        print(
            f"{'':<36}of it the program's own CPU: {ours:.1f} ms against {plain:.1f} ms, {ours / plain:.2f}x"
        )


def cpu(client: Client, address: str) -> float:
    """Milliseconds of this process for a page: what a busy host cannot blur."""
    start = time.process_time()
    for _n in range(TIMES // 2):
        visit(client, address)
    return (time.process_time() - start) / (TIMES // 2) * 1000


def lay(size: int) -> None:
    """Matters over all the county's villages, written by the owner, with fresh statistics."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(POPULATION, [size])
        cursor.execute("ANALYZE samples_matter")


def post_at(area_code: str) -> ActingPost:
    """A post that sees to matters."""
    lo, hi = range_of(area_code)
    return ActingPost(1, 1, "officer", "岗位", area_code, lo, hi, lo, hi, abilities=frozenset({"matters"}))


def visit(client: Client, address: str) -> None:
    """One page."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    assert response.content.count(b"<tr>") >= 51
