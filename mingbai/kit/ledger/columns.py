"""A column of a list: where its value comes from, how it is shown, whether the list can be sorted by it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal

from mingbai.kit.text import Text

Kind = Literal["text", "day", "minute", "due", "yuan", "wan", "number", "state", "choice"]
AT_THE_END = frozenset({"yuan", "wan", "number"})


def display(row: Any, name: str) -> Any:
    """What a field's value is called, as Django's `get_…_display` says it: that puts the field's choices into
    a dictionary, in all their translations, once for every row."""
    value = getattr(row, name)
    said = _choices(row._meta.get_field(name)).get(value, value)
    return said if said is None else str(said)


@cache
def _choices(field: Any) -> dict[Any, Text]:
    return dict(field.flatchoices)


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
            return display(row, self.value or self.name)
        return attrgetter(self.value or self.name)(row)

    @property
    def at_the_end(self) -> bool:
        """Whether it is set flush right, as numbers are."""
        return self.kind in AT_THE_END
