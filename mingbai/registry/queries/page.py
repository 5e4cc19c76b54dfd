"""Places in the registry's pages that this room and higher ones fill (wiring.py)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mingbai.kit import slots
from mingbai.kit.text import Text

HOUSEHOLD_PANELS = slots.declare(
    "household.panels",
    "f(request, household, as_of) -> the panel's HTML (SafeString), or None where it says nothing",
)
HOUSEHOLD_DOINGS = slots.declare(
    "household.doings", "f(request, household) -> [(address, words)]: what the acting post may begin here"
)
HOUSEHOLD_BALANCE = slots.declare(
    "household.balance", "f(request, household, as_of) -> [queries.page.Due]: due, missing, under way"
)
HOUSEHOLD_PAPERS = slots.declare(
    "household.papers", "f(request, household) -> [queries.page.Paper]: papers to open or print"
)
HOUSEHOLD_MOVES = slots.declare(
    "household.moves", "f() -> {move of a step: its words}, for the timelines of households and persons"
)
PERSON_PANELS = slots.declare("person.panels", "f(request, person, as_of) -> SafeString or None")
PERSON_DOINGS = slots.declare("person.doings", "f(request, person) -> [(address, words)]")
VILLAGE_PANELS = slots.declare("village.panels", "f(request, area) -> SafeString or None")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that a household is due, lacks, or that is under way; ``url`` opens the reason."""

    title: Text
    state: Literal["due", "missing", "under_way", "received"]
    detail: Text = ""
    url: str = ""
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: what it is, where it opens, of which day."""

    title: Text
    url: str
    on: date | None = None
