"""Which tables hold sealed values besides the vault's own: all of them move when the key is replaced."""

from collections.abc import Callable
from dataclasses import dataclass

from mingbai.kit import slots
from mingbai.kit.vault.store import place


@dataclass(frozen=True, slots=True)
class Holding:
    """A table with the columns ``id``, ``key_id`` and ``sealed``, and what each row's value is bound to.

    ``place`` is called with the row's ``of`` columns.
    """

    table: str
    of: tuple[str, ...]
    place: Callable[..., str]


HOLDINGS = slots.declare("vault.holdings", "A Holding for each room's table of sealed values.")
VAULT = Holding("kit_vault", ("id", "kind"), place)


def holdings() -> tuple[Holding, ...]:
    """Every table that holds sealed values for good."""
    return VAULT, *slots.filled(HOLDINGS)
