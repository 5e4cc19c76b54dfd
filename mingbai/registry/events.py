"""What this room tells the rooms above it. A bulk verb emits one event for its whole batch."""

from dataclasses import dataclass
from datetime import datetime

from mingbai.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleDied(Event):
    """Persons died; ``changes`` are the natural changes that say so, in the order of ``people``."""

    people: tuple[int, ...]
    changes: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleLeft(Event):
    """Persons ceased to be members, the dead among them; ``households`` are the ones they left."""

    people: tuple[int, ...]
    households: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleCame(Event):
    """Persons became members of ``households``, newborn or from elsewhere."""

    people: tuple[int, ...]
    households: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdSplit(Event):
    """Members of ``parent`` founded ``household``."""

    parent: int
    household: int
    people: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdMerged(Event):
    """All members of ``household`` joined ``into``; the first has ended."""

    household: int
    into: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdsEnded(Event):
    """Households ended: their last member died or left."""

    households: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingChanged(Event):
    """A household got another helper, or none."""

    household: int
    at: datetime
