"""A registered household with everything that is known of it, and the fact planted in it, if any."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.demo.files.families import Household, Person
from mingbai.demo.files.means import Means
from mingbai.demo.files.traits import Traits


@dataclass
class Case:
    """One registered household. `plant` is the code of the fact planted, `who` the person it concerns."""

    household: Household
    traits: dict[str, Traits]
    means: Means
    plant: str = ""
    who: Person | None = None

    @property
    def people(self) -> list[Person]:
        """The members, the head first."""
        return self.household.members

    def planted(self, code: str, person: Person | None = None) -> bool:
        """Whether this fact is planted here, and on this person if one is given."""
        return self.plant == code and (person is None or person is self.who)
