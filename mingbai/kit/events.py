"""What a room tells the rooms above it; handlers are listed in one file, wiring.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

Handler = Callable[[Any], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Subclass as a frozen dataclass named in the past tense; carry ids and times, not models."""


class NotInTransaction(RuntimeError):
    """An event outside a transaction could happen by halves."""


class _Wires:
    """The one list of handlers, filled once at start."""

    handlers: dict[type[Event], tuple[Handler, ...]] = {}


def wire(handlers: Mapping[type[Event], Sequence[Handler]]) -> None:
    """Set the handlers of every event at once (wiring.py only). What stood before is replaced."""
    for event in handlers:
        if not issubclass(event, Event):
            raise TypeError(f"{event!r} is not an event")
    _Wires.handlers = {event: tuple(functions) for event, functions in handlers.items()}


def wired() -> dict[type[Event], tuple[Handler, ...]]:
    """A copy of the list, for documentation and tests."""
    return dict(_Wires.handlers)


def emit(event: Event) -> None:
    """Run the event's handlers, in order, in the caller's transaction; what one raises undoes everything."""
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(f"{type(event).__name__} was emitted outside a transaction")
    for handler in _Wires.handlers.get(type(event), ()):
        handler(event)
