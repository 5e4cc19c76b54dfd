"""Pages raced against the bare SQL at the county's, a township's and a village's scope."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.db import connections, transaction
from django.test import Client

from bench.timing import HEAD, race
from mingbai.kit.scope import ActingPost, entered, range_of
from mingbai.org.queries import today as todays
from tests.factories import county

TIMES = 40
P50, P95 = 20.0, 60.0
AREAS = {"county": county.COUNTY, "township": county.TOWN, "village": county.VILLAGE}
NEXT = re.compile(r'rel="next" href="([^"]+)"')
Way = Callable[[], object]
Pages = list[tuple[str, Way, Way]]  # its name, through the program, bare


def raced(pages: Callable[[str], Pages], slower: dict[str, float] | None = None) -> None:
    """Print each page's times; say what is above its aim.

    `slower`: what a page's name begins with, and the most milliseconds that it may take all the same.
    """
    print(HEAD)
    for name, area in AREAS.items():
        for what, ours, bare in pages(area):
            pair = race(ours, bare, times=TIMES)
            median, p95 = pair.ours[len(pair.ours) // 2], pair.ours[int(len(pair.ours) * 0.95)]
            most = next(
                ((ms, ms) for begin, ms in (slower or {}).items() if what.startswith(begin)), (P50, P95)
            )
            kept = median <= most[0] and p95 <= most[1]
            print(pair.line(f"{name}: {what}"), "" if kept else f"  above {most[0]:.0f} or {most[1]:.0f} ms")


def asked(client: Client, address: str, **words: str) -> Callable[[], object]:
    """One page of the program; posted if something is looked for."""

    def visit() -> None:
        answer = client.post(address, words) if words else client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)

    return visit


def plain(where: str, *queries: str, token: str | int | None = None) -> Callable[[], object]:
    """The bare queries, as the owner."""

    def ask() -> None:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            for query in queries:
                cursor.execute(query.format(where=where), [token] if "%s" in query else None)
                cursor.fetchall()

    return ask


def narrowed(where: str, listed: str, counted: str, condition: str) -> Way:
    """The bare list and count under one more condition."""
    more = "{where} AND " + condition
    return plain(where, listed.replace("{where}", more), counted.replace("{where}", more))


def today(acting: ActingPost) -> None:
    """All tasks of a post, as Today asks for them."""
    with entered(acting), transaction.atomic():
        todays.tasks(acting, county.AT)


def far(client: Client, address: str) -> str:
    """The address of a page ten pages on."""
    for _page in range(10):
        older = NEXT.search(client.get(address).content.decode())
        if older is None:
            return address
        address = unescape(older.group(1))
    return address


def somebody(table: str, where: str) -> Any:
    """The key of a row within the scope."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT key FROM {table} WHERE {where} ORDER BY id DESC LIMIT 1")
        return cursor.fetchone()[0]


def within(area: str) -> str:
    """The range of an area, as SQL."""
    lo, hi = range_of(area)
    return f"area_code >= '{lo}' AND area_code < '{hi}'"


def post_at(area: str, kinds: tuple[str, str, str], may: set[str]) -> ActingPost:
    """A post of an area; `kinds`: of the county, a township, a village."""
    lo, hi = range_of(area)
    kind = kinds[0] if area == county.COUNTY else kinds[1] if area.endswith("000") else kinds[2]
    return ActingPost(1, 1, kind, "测量 · 岗位", area, lo, hi, lo, hi, abilities=frozenset(may))
