"""Every ledger that was declared, by the name of its address: exports, guards, generated tests ask here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingbai.kit.ledger.ledger import Ledger

_known: dict[str, Ledger] = {}


class UnknownLedger(LookupError):
    """No ledger was declared under this name."""


def add(ledger: Ledger) -> None:
    """Remember a ledger; a later one of the same name takes its place (tests declare their own)."""
    _known[ledger.name] = ledger


def ledger(name: str) -> Ledger:
    """The ledger of this name. Raises UnknownLedger."""
    if name not in _known:
        raise UnknownLedger(name)
    return _known[name]


def ledgers() -> list[Ledger]:
    """Every ledger, by name."""
    return [_known[name] for name in sorted(_known)]
