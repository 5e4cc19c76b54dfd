"""A column of a list: where its value comes from, how it is shown, whether the list can be sorted by it."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal

from mingbai.kit.text import Text

Kind = Literal["text", "day", "minute", "due", "yuan", "wan", "number", "state", "choice"]
AT_THE_END = frozenset({"yuan", "wan", "number"})


@dataclass(frozen=True, slots=True)
class Column:
    """`value` is a dotted path or a function of the row; left out, it is `name`.

    `sort` names a field (never NULL) on which, with the id, an index stands; only then the title can be
    pressed. `spare` columns are left out on a phone. `unseen` columns are in exports only.
    """

    name: str
    title: Text
    value: str | Callable[[Any], Any] = ""
    kind: Kind = "text"
    sort: str = ""
    spare: bool = False
    unseen: bool = False

    def read(self, row: Any) -> Any:
        """The column's value in a row."""
        if callable(self.value):
            return self.value(row)
        if self.kind == "choice":
            return getattr(row, f"get_{self.value or self.name}_display")()
        return attrgetter(self.value or self.name)(row)

    @property
    def at_the_end(self) -> bool:
        """Whether it is set flush right, as numbers are."""
        return self.kind in AT_THE_END
