"""Cells of a list as HTML. Made in Python, not in templates: they are the page's main work."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mingbai.kit import shown
from mingbai.kit.ledger.columns import Column
from mingbai.kit.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the list shows it."""

    row: Any
    key: str
    url: str
    head: SafeString
    cells: list[SafeString]


def lines(ledger: Ledger, rows: Any, today: date) -> Iterator[Line]:
    """The rows' cells; the first column is the row's heading and its link."""
    first, *rest = ledger.seen
    marker = "~key~"
    pattern = ledger.url("one", marker)
    for row in rows:
        key = ledger.key_of(row)
        head = html(first, row, ledger, today)
        cells = [_cell(column, html(column, row, ledger, today)) for column in rest]
        yield Line(row, key, pattern.replace(marker, key), head, cells)


def _cell(column: Column, content: SafeString) -> SafeString:
    end = " end" if column.at_the_end else ""
    spare = " spare" if column.spare else ""
    return format_html('<td class="cell{}{}" data-title="{}">{}</td>', end, spare, column.title, content)


def html(column: Column, row: Any, ledger: Ledger, today: date) -> SafeString:
    """One value, shown as its kind is."""
    if column.kind == "state":
        return _state(ledger, row)
    value = column.read(row)
    if value is None or value == "":
        return format_html('<span class="muted">{}</span>', shown.NOTHING)
    if column.kind == "due":
        return _due(ledger, row, value, today)
    words = _TEXT.get(column.kind, shown.plain)(value)
    if isinstance(value, date):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)
    return format_html("{}", words)


_TEXT: dict[str, Callable[[Any], str]] = {
    "day": shown.iso,
    "minute": shown.minute,
    "yuan": shown.yuan,
    "wan": shown.wan,
    "number": shown.number,
}


def _state(ledger: Ledger, row: Any) -> SafeString:
    if ledger.moving is None:
        return format_html('<span class="pill pill-plain">{}</span>', row.get_state_display())
    state = ledger.moving.flow.state_of(row)
    return format_html('<span class="pill pill-{}">{}</span>', state.tone, state.title)


def _due(ledger: Ledger, row: Any, due: date, today: date) -> SafeString:
    """A deadline; red once passed while something is still to be done."""
    day = due.isoformat()
    if ledger.moving is not None and not ledger.moving.flow.leaving(row.state):
        return format_html('<time datetime="{0}">{0}</time>', day)
    kind = "late" if due < today else "muted"
    words = shown.until(due, today)
    return format_html(
        '<time datetime="{0}">{0}</time> <span class="{1} nowrap">{2}</span>', day, kind, words
    )
