"""The registry's lists, searches and household page through the whole stack, against the bare SQL.

Server time in one process, middleware and rendering included; the plain way asks the same rows as the owner, with
the range written into the query, and shows nothing. The size counts persons; run it at 20,000, 200,000 and 925,000
to see that it stays flat. Aims: median 20 ms, 95th of a hundred 60 ms.
"""

import time
from functools import partial
from typing import Any

from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client

from bench.raced_pages import Pages, asked, plain, post_at, raced, within
from bench.timing import peak
from mingbai.kit.scope import entered
from mingbai.org.actions import areas
from mingbai.org.queries.founder import founder
from mingbai.registry.queries import sounds
from tests.factories import county, population

SIZE = 925_000
LIST = "SELECT * FROM registry_household WHERE {where} AND ended_on IS NULL ORDER BY head_sort, id LIMIT 51"
COUNT = """SELECT count(*) FROM (SELECT 1 FROM registry_household WHERE {where} AND ended_on IS NULL
           LIMIT 10001) capped"""
FOUND = """SELECT p.*, h.* FROM (SELECT person_id FROM registry_searchtoken WHERE token = %s AND {where}
            ORDER BY area_code, person_id LIMIT 31) t JOIN registry_person p ON p.id = t.person_id
            JOIN registry_household h ON h.id = p.household_id"""
ONE = """SELECT * FROM registry_household h LEFT JOIN registry_membership m ON m.household_id = h.id
           LEFT JOIN registry_person p ON p.id = m.person_id WHERE h.id = %s"""
PAST = """SELECT * FROM (SELECT * FROM registry_residence WHERE {where} AND valid_from <= '2018-06-30'
                          AND (valid_to IS NULL OR valid_to > '2018-06-30') ORDER BY area_code, id LIMIT 51) r
           LEFT JOIN registry_householdstate s ON s.household_id = r.household_id
                 AND s.valid_from <= '2018-06-30' AND (s.valid_to IS NULL OR s.valid_to > '2018-06-30')"""


def run(size: int) -> None:
    """Lay the population, then race every page at three scopes."""
    call_command("collectstatic", interactive=False, verbosity=0)
    lay(size)
    raced(pages)
    print(peak())


def lay(size: int) -> None:
    """The county's areas and its people, written by the owner past the audit, with fresh statistics."""
    with entered(founder()), transaction.atomic():
        areas.load_county(by=founder(), at=county.AT)
    begun = time.perf_counter()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT code FROM org_area WHERE level = 'village' AND NOT statistical ORDER BY code")
        villages = [code for (code,) in cursor.fetchall()]
        with population.unaudited(cursor), transaction.atomic(using="owner"):
            population.lay(cursor, people=size, villages=villages)
        for table in population.TABLES:
            cursor.execute(f"VACUUM ANALYZE registry_{table}")
    print(f"{size:,} people laid in {time.perf_counter() - begun:.0f} s")


def pages(area: str) -> Pages:
    """What is measured at one scope: its name, through the program, bare."""
    where = within(area)
    client = Client(acting=post_at(area, ("township_officer",) * 3, {"export", "reveal"}))
    key, number, name, said = somebody(where)
    common = name[:2]
    got = partial(asked, client)
    bare = partial(plain, where)
    return [
        ("list", got("/registry/households/"), bare(LIST, COUNT)),
        (
            "list of registered",
            got("/registry/households/?registered=1"),
            bare(LIST.replace("{where}", "{where} AND registered"), COUNT),
        ),
        ("list as of 2018-06-30", got("/registry/then/?as_of=2018-06-30"), bare(PAST)),
        ("search by name", got("/registry/find", words=name), bare(FOUND, token=sounds.WHOLE + name)),
        (
            "search by two characters",
            got("/registry/find", words=common),
            bare(FOUND, token=sounds.PAIR + common),
        ),
        ("search by initials", got("/registry/find", words=said), bare(FOUND, token=sounds.INITIALS + said)),
        (
            "search by telephone",
            got("/registry/find", words="0042"),
            bare(FOUND, token=sounds.PHONE + "0042"),
        ),
        ("household page", got(f"/registry/households/{key}"), bare(ONE, token=number)),
        (
            "household page as of a day",
            got(f"/registry/households/{key}?as_of=2018-06-30"),
            bare(ONE, token=number),
        ),
        ("village page", got(f"/registry/villages/{area}"), bare(COUNT)),
    ]


def somebody(where: str) -> tuple[Any, int, str, str]:
    """A registered household within the scope: its key and id, its head's name and initials."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"SELECT key, id, head_name, head_sort FROM registry_household WHERE {where} AND registered"
            " ORDER BY id DESC LIMIT 1"
        )
        key, number, name, said = cursor.fetchone()
    return key, number, name, "".join(syllable[0] for syllable in said.split())
