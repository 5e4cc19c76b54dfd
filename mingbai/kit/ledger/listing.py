"""The list: filters, order, one page of rows; the whole page, or only its changing part for htmx."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from mingbai.kit.ledger import cells, desk, paging
from mingbai.kit.ledger.asked import Asked, BadQuestion
from mingbai.kit.ledger.ledger import Ledger
from mingbai.kit.ledger.paging import Order
from mingbai.kit.scope import ActingPost

PART = "ledger"


@dataclass(frozen=True, slots=True)
class Head:
    """A column's title: whether it sorts, which way it does now, where a press leads."""

    column: Any
    address: str
    sorted: str


def listed(ledger: Ledger, request: HttpRequest) -> HttpResponse:
    """The list's page."""
    htmx = getattr(request, "htmx", None)
    template = "kit/ledger/part.html" if htmx and htmx.target == PART else "kit/ledger/list.html"
    response = render(request, template, context(ledger, request))
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


def context(ledger: Ledger, request: HttpRequest) -> dict[str, Any]:
    """What the list's templates read. One query, one for each prefetch, and one that counts on a first page
    which is not the whole.
    """
    acting, asked = desk.acting_in(ledger, request), desk.asked_of(ledger, request)
    order, matching = ledger.order_of(asked), ledger.matching(acting, asked)
    page = paging.page(ledger.with_all(matching), order, asked, ledger.page_size)
    count = len(page.rows) if page.whole else asked.counted
    if count is None:
        count = paging.counted(matching)
    return {
        "ledger": ledger,
        "asked": asked,
        "url": ledger.url(),
        "heads": [_head(column, order, asked) for column in ledger.seen],
        "lines": list(cells.lines(ledger, page.rows, desk.today(request))),
        "controls": [control for each in ledger.filters for control in each.controls(asked.filters, acting)],
        "count": count,
        "count_words": paging.count_words(count),
        "newer": page.before and asked.address(before=page.before, counted=count),
        "older": page.after and asked.address(after=page.after, counted=count),
        "bulk": _bulk(ledger, page.rows, acting),
        "exportable": ledger.export is not None and ledger.may_export(acting, None),
        "links": ledger.links(request) if ledger.links else (),
        "address": asked.address(),
    }


def _head(column: Any, order: Order, asked: Asked) -> Head:
    if not column.sort:
        return Head(column, "", "")
    now = ("descending" if order.down else "ascending") if order.field == column.sort else ""
    turned = column.sort if now == "descending" else f"-{column.sort}" if now else column.sort
    return Head(column, asked.address(order=turned), now)


def _bulk(ledger: Ledger, rows: Sequence[Any], acting: ActingPost) -> list[Any]:
    """The moves for several rows of which the post could make one on this page at least."""
    if ledger.moving is None:
        return []
    flow = ledger.moving.flow
    moves = (flow.moves[name] for name in ledger.moving.bulk)
    return [move for move in moves if any(flow.able(move, row, acting) for row in rows)]


def printed(ledger: Ledger, request: HttpRequest) -> HttpResponse:
    """The rows under this address for paper, with who printed them and when."""
    found = context_for_print(ledger, request)
    return render(request, "kit/ledger/print.html", found)


MOST_PRINTED = 1_000


def context_for_print(ledger: Ledger, request: HttpRequest) -> dict[str, Any]:
    """At most MOST_PRINTED rows; beyond that the page says that the list was cut."""
    acting, asked = desk.acting_in(ledger, request), desk.asked_of(ledger, request)
    if asked.after or asked.before:
        raise BadQuestion(_("What is printed begins with the first row."))
    matching = ledger.with_all(ledger.matching(acting, asked))
    rows = list(matching.order_by(*ledger.order_of(asked).keys())[: MOST_PRINTED + 1])
    return {
        "ledger": ledger,
        "acting": acting,
        "at": request.at,
        "heads": [_head(column, ledger.order_of(asked), asked) for column in ledger.seen],
        "lines": list(cells.lines(ledger, rows[:MOST_PRINTED], desk.today(request))),
        "cut": len(rows) > MOST_PRINTED,
        "most": MOST_PRINTED,
        "back": f"{ledger.url()}?{asked.address()}",
    }
