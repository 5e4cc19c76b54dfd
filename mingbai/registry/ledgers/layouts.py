"""The household lists in the national layouts: registered and monitored households of today or a day."""

from collections.abc import Generator, Iterator
from contextlib import closing
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.translation import get_language

from mingbai.kit.ledger import Asked, Layout, Ledger, Opening
from mingbai.kit.scope import ActingPost
from mingbai.registry.ledgers.filters import day_in
from mingbai.registry.ledgers.households import households, past
from mingbai.registry.queries import asof, layouts
from mingbai.registry.queries.households import REGISTERED
from mingbai.tables.declaring import shipped

AT_ONCE = 2_000


def _found(ledger: Ledger, acting: ActingPost, asked: Asked) -> tuple[QuerySet[Any], str]:
    """The households of the list that stand in the national system, and where their ids are."""
    if ledger is past:
        return past.matching(acting, asked).filter(asof.registered(day_in(asked.filters))), "household_id"
    return ledger.matching(acting, asked).filter(REGISTERED), "pk"


def _count(code: str, ledger: Ledger, acting: ActingPost, asked: Asked) -> int:
    found, key = _found(ledger, acting, asked)
    if code == layouts.HOUSEHOLDS:
        return found.order_by().count()
    return asof.count_members(found.order_by().values(key), day_in(asked.filters))


def _table(
    code: str, ledger: Ledger, acting: ActingPost, asked: Asked, opened: Opening | None
) -> tuple[list[str], Generator[list[Any], None, None]]:
    found, key = _found(ledger, acting, asked)
    ordered = found.order_by(*ledger.order_of(asked).keys()).values_list(key, flat=True)
    ids = ordered.iterator(chunk_size=AT_ONCE)
    return layouts.titles(code), _rows(code, ids, asked, opened)


def _rows(
    code: str, ids: Iterator[int], asked: Asked, opened: Opening | None
) -> Generator[list[Any], None, None]:
    with closing(ids):  # type: ignore[type-var] # a generator over a cursor of the server
        yield from layouts.rows(code, ids, on=day_in(asked.filters), opened=opened)


def _layout(code: str, ledger: Ledger) -> Layout:
    return Layout(
        name=f"{ledger.name}.{code}",
        title=_title(code),
        ledger=ledger,
        count=partial(_count, code, ledger),
        table=partial(_table, code, ledger),
    )


def _said(code: str) -> str:
    return shipped().datasets[code].name.said(get_language() or "zh")


_title = lazy(_said, str)
LAYOUTS = [
    _layout(code, ledger) for ledger in (households, past) for code in (layouts.HOUSEHOLDS, layouts.PERSONS)
]
