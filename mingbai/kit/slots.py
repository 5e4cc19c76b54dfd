"""Places in lower pages that higher rooms fill: the lower page grows without knowing who fills it."""

from collections.abc import Mapping, Sequence
from typing import Any


class UnknownSlot(KeyError):
    """A slot was filled or read that no room declares."""


class _Slots:
    docs: dict[str, str] = {}
    filled: dict[str, tuple[Any, ...]] = {}


def declare(name: str, doc: str) -> str:
    """Declare a slot with what its fillings are called with; returns the name."""
    _Slots.docs[name] = doc
    return name


def declared() -> dict[str, str]:
    """Every slot with its documentation."""
    return dict(_Slots.docs)


def fill(fillings: Mapping[str, Sequence[Any]]) -> None:
    """Set what fills the slots (wiring.py only). What stood before is replaced. Raises UnknownSlot."""
    for name in fillings:
        _known(name)
    _Slots.filled = {name: tuple(values) for name, values in fillings.items()}


def filled(name: str) -> tuple[Any, ...]:
    """What fills the slot, in order; an empty tuple if nothing does. Raises UnknownSlot."""
    return _Slots.filled.get(_known(name), ())


def _known(name: str) -> str:
    if name not in _Slots.docs:
        raise UnknownSlot(f"no room declares the slot {name!r}; declared: {sorted(_Slots.docs)}")
    return name
