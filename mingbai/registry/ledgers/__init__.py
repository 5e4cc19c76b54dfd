"""The ledgers of this room."""

from mingbai.registry.ledgers.changes import natural_changes
from mingbai.registry.ledgers.changes_stops import stops
from mingbai.registry.ledgers.corrections import corrections
from mingbai.registry.ledgers.filters import AS_OF
from mingbai.registry.ledgers.glass import looks
from mingbai.registry.ledgers.households import freezes, frozen, households, past
from mingbai.registry.ledgers.imports import imports

__all__ = [
    "AS_OF",
    "corrections",
    "freezes",
    "frozen",
    "households",
    "imports",
    "looks",
    "natural_changes",
    "past",
    "stops",
]
