"""A ledger's rows on their way out: column titles and plain values, for kit.export."""

from collections.abc import Generator, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from mingbai.kit.ledger.asked import Asked
from mingbai.kit.ledger.columns import Column
from mingbai.kit.ledger.ledger import Ledger
from mingbai.kit.scope import ActingPost

AT_ONCE = 2_000
FEN_IN_YUAN = 100


def table_of(
    ledger: Ledger, acting: ActingPost, asked: Asked
) -> tuple[list[str], Generator[list[Any], None, None]]:
    """The titles and, read in portions, the rows that the list shows under the same address."""
    found = ledger.with_all(ledger.matching(acting, asked)).order_by(*ledger.order_of(asked).keys())
    titles = [str(column.title) for column in ledger.columns]
    return titles, _rows(ledger, found.iterator(chunk_size=AT_ONCE))


def _rows(ledger: Ledger, rows: Iterator[Any]) -> Generator[list[Any], None, None]:
    for row in rows:
        yield [_value(ledger, column, row) for column in ledger.columns]


def _value(ledger: Ledger, column: Column, row: Any) -> Any:
    """Money in yuan, exact; times in local time; a state and a choice by their words; the rest as it is."""
    if column.kind == "state" and ledger.moving is not None:
        return str(ledger.moving.flow.state_of(row).title)
    value = column.read(row)
    if value is not None and column.kind in {"yuan", "wan"}:
        return Decimal(value) / FEN_IN_YUAN
    return timezone.localtime(value) if isinstance(value, datetime) else value
