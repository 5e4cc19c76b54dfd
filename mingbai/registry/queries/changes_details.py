"""What is typed of a natural change beside its columns, as kept in ``NaturalChange.details``."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

Relations = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Details:
    """Only what differs from these defaults is kept.

    Newcomers: ``name`` to ``ethnic``; ``new_home``: they found a household of their own, with ``group_no``
    and ``address``. Leavers: ``head`` and ``relations`` (by person) of those who stay if the head leaves.
    A split: ``members`` go under ``head`` with ``relations``; ``stay_head``, ``stay_relations`` if the head
    goes along. A merger: ``into`` is the other household's key, ``relations`` to its head. A move of the
    household: ``area_code``. An end of the household: ``left`` is death or moved_out.
    """

    name: str = ""
    sex: str = ""
    birth_date: date | None = None
    ethnic: str = ""
    new_home: bool = False
    group_no: int = 0
    address: str = ""
    head: int | None = None
    relations: Relations = field(default_factory=dict)
    members: tuple[int, ...] = ()
    stay_head: int | None = None
    stay_relations: Relations = field(default_factory=dict)
    into: str = ""
    area_code: str = ""
    left: str = ""

    def to_json(self) -> dict[str, Any]:
        """As it is kept; people by their id as text, since keys of JSON are text."""
        kept = {name: value for name, value in asdict(self).items() if value != getattr(EMPTY, name)}
        for name in ("relations", "stay_relations"):
            if name in kept:
                kept[name] = {str(person): relation for person, relation in sorted(kept[name].items())}
        if self.birth_date:
            kept["birth_date"] = self.birth_date.isoformat()
        if self.members:
            kept["members"] = sorted(self.members)
        return kept


EMPTY = Details()


def read(kept: Mapping[str, Any]) -> Details:
    """What was kept. Raises TypeError for a name that is none of these."""
    found = dict(kept)
    for name in ("relations", "stay_relations"):
        found[name] = {int(person): relation for person, relation in found.get(name, {}).items()}
    if "birth_date" in found:
        found["birth_date"] = date.fromisoformat(found["birth_date"])
    found["members"] = tuple(found.get("members", ()))
    return Details(**found)
