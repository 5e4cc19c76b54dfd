"""The page of one row: facts, panels, moves, timeline."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingbai.kit.ledger import cells, desk, history, panels
from mingbai.kit.ledger.ledger import Ledger


def one(ledger: Ledger, request: HttpRequest, key: str) -> HttpResponse:
    """The row's page."""
    acting = desk.acting_in(ledger, request)
    row = desk.row_of(ledger, acting, key)
    return render(request, "kit/ledger/one.html", context(ledger, request, row))


def context(ledger: Ledger, request: HttpRequest, row: Any) -> dict[str, Any]:
    """What the row's templates read."""
    acting, today, moving = desk.acting_in(ledger, request), desk.today(request), ledger.moving
    shown = panels.shown(ledger.panels, row, request)
    standing = moving.flow.state_of(row) if moving else None
    return {
        "ledger": ledger,
        "row": row,
        "key": ledger.key_of(row),
        "heading": ledger.heading(row),
        "facts": facts(ledger, row, today),
        "panels": [panel for panel in shown if not panel.aside],
        "asides": [panel for panel in shown if panel.aside],
        "standing": standing,
        "closed": bool(moving and not moving.flow.leaving(row.state)),
        "due": getattr(row, "due", None),
        "moves": moving.offered(row, acting) if moving else [],
        "blocked": moving.blocked(row, acting) if moving else [],
        "entries": history.of(row, moving.flow) if moving else [],
        "back": ledger.url(),
    }


def facts(ledger: Ledger, row: Any, today: date) -> list[tuple[Any, Any]]:
    """The columns, then what only this page shows; the state and the deadline stand in the heading."""
    columns = [each for each in ledger.seen[1:] if each.kind not in {"state", "due"}]
    return [(each.title, cells.html(each, row, ledger, today)) for each in (*columns, *ledger.facts)]
