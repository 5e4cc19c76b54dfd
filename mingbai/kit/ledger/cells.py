"""Cells of a list as HTML. Made in Python, not in templates: they are the page's main work."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mingbai.kit import addresses, shown
from mingbai.kit.ledger.columns import Column, display
from mingbai.kit.ledger.ledger import Ledger
from mingbai.kit.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the list shows it: its heading, and the cells of all other columns in one piece."""

    row: Any
    key: str
    url: str
    head: SafeString
    cells: SafeString

    @property
    def linked(self) -> SafeString:
        """The heading as a link to the row's page, then the cells."""
        return SafeString(
            f'<th scope="row"><a href="{shown.escaped(self.url)}">{self.head}</a></th>{self.cells}'
        )


def lines(ledger: Ledger, rows: Any, today: date) -> Iterator[Line]:
    """The rows' cells; the first column is the row's heading and its link."""
    first, *rest = ledger.seen
    address = addresses.each(f"{ledger.name}-one")
    openings = [(column, _opening(column)) for column in rest]
    for row in rows:
        key = ledger.key_of(row)
        head = html(first, row, ledger, today)
        cells = "".join(f"{opening}{html(column, row, ledger, today)}</td>" for column, opening in openings)
        yield Line(row, key, address(key), head, SafeString(cells))


def _opening(column: Column) -> SafeString:
    """What stands before a column's value, the same in every row of a page: its title is said once."""
    end = " end" if column.at_the_end else ""
    spare = " spare" if column.spare else ""
    return format_html('<td class="cell{}{}" data-title="{}">', end, spare, column.title)


def html(column: Column, row: Any, ledger: Ledger, today: date) -> SafeString:
    """One value, shown as its kind is."""
    if column.kind == "state":
        return _state(ledger, row)
    value = column.read(row)
    if value is None or value == "":
        return NONE
    if column.kind == "due":
        return _due(ledger, row, value, today)
    words = shown.escaped(_TEXT.get(column.kind, shown.plain)(value))
    if isinstance(value, date):
        return SafeString(f'<time datetime="{value.isoformat()}">{words}</time>')
    return words


NONE = SafeString(f'<span class="muted">{shown.NOTHING}</span>')
_TEXT: dict[str, Callable[[Any], str]] = {
    "day": shown.iso,
    "minute": shown.minute,
    "yuan": shown.yuan,
    "wan": shown.wan,
    "number": shown.number,
}


def _state(ledger: Ledger, row: Any) -> SafeString:
    if ledger.moving is None:
        return _pill("plain", display(row, "state"))
    state = ledger.moving.flow.state_of(row)
    return _pill(state.tone, state.title)


def _pill(tone: str, title: Text) -> SafeString:
    return SafeString(f'<span class="pill pill-{tone}">{shown.escaped(str(title))}</span>')


def _due(ledger: Ledger, row: Any, due: date, today: date) -> SafeString:
    """A deadline; red once passed while something is still to be done."""
    day = f'<time datetime="{due.isoformat()}">{due.isoformat()}</time>'
    if ledger.moving is not None and not ledger.moving.flow.leaving(row.state):
        return SafeString(day)
    kind = "late" if due < today else "muted"
    return SafeString(f'{day} <span class="{kind} nowrap">{shown.escaped(shown.until(due, today))}</span>')
