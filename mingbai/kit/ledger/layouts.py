"""A prescribed form in which the rows of a list leave the program too: its own columns, its own words."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingbai.kit.flow import Permit
from mingbai.kit.ledger.asked import Asked
from mingbai.kit.ledger.ledger import Ledger
from mingbai.kit.scope import ActingPost
from mingbai.kit.text import Text

Opening = Callable[[Sequence[int]], Mapping[int, str]]
"""Opens values of the vault by their ids, all or none, and notes who looked."""
Table = tuple[list[str], Generator[list[Any], None, None]]


@dataclass(frozen=True)
class Layout:
    """``table`` gives titles and rows of what a list's address asks for, numbers only if given an opening.

    ``name`` is the list's with its own behind it, "registry:households.national_person". ``count`` is the
    number of rows that ``table`` would give.
    """

    name: str
    title: Text
    ledger: Ledger
    count: Callable[[ActingPost, Asked], int]
    table: Callable[[ActingPost, Asked, Opening | None], Table]

    @property
    def who(self) -> Permit:
        """Who may take it: those who may open the list."""
        return self.ledger.who
