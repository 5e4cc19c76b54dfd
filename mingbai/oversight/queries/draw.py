"""Drawing by a recorded seed: whoever has seed and list draws the same again, and nobody can steer it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence

SEED_BYTES = 8


def new_seed() -> str:
    """A seed that the machine makes, so that nobody chooses it."""
    return secrets.token_hex(SEED_BYTES)


def lot(seed: str, name: str) -> str:
    """The lot of a name: SHA-256 of seed and name."""
    return hashlib.sha256(f"{seed}\t{name}".encode()).hexdigest()


def drawn(seed: str, names: Iterable[str], count: int, first: Iterable[str] = ()) -> list[str]:
    """So many of the names, in the order of their lots; all of them if there are fewer.

    Those of ``first`` come before all others, in the order of their own lots.
    """
    return ordered(seed, names, first)[:count]


def ordered(seed: str, names: Iterable[str], first: Iterable[str] = ()) -> list[str]:
    """All of the names, in the order in which they are drawn."""
    before = frozenset(first)
    return sorted(set(names), key=lambda name: (name not in before, lot(seed, name), name))


def standing_in(order: Sequence[str], wanted: int, replaced: int) -> str | None:
    """Who stands in when so many were replaced already: the next of the lot; None when it is used up."""
    return order[wanted + replaced] if wanted + replaced < len(order) else None


def dealt(
    seed: str, names: Iterable[str], hands: Sequence[str], barred: dict[str, set[str]]
) -> dict[str, str]:
    """Every name to one hand, evenly, in the order of lots; ``barred`` names what a hand may not get.

    A name that every hand is barred from is left out.
    """
    given: dict[str, str] = {}
    for name in drawn(seed, names, len(set(names))):
        counts = {hand: list(given.values()).count(hand) for hand in hands}
        free = [hand for hand in hands if name not in barred.get(hand, set())]
        if free:
            given[name] = min(free, key=lambda hand: (counts[hand], lot(seed, f"{name}{hand}")))
    return given
