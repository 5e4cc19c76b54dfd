"""Families: who lives together, how old they are, and how they are related."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from mingbai.demo.files.names import Names
from mingbai.demo.files.nobody import Numbers
from mingbai.demo.files.story import Village

AS_OF = date(2020, 11, 30)
NEWBORN = date(2020, 11, 1)
KINDS = ("alone", "couple", "parents", "three", "grandparents")
WEIGHTS = (10, 14, 40, 30, 6)
POOR_WEIGHTS = (30, 20, 26, 16, 8)


@dataclass(slots=True)
class Person:
    """One person."""

    no: str
    name: str
    male: bool
    born: date
    relation: str  # code of the relation to the head
    id_no: str
    household: Household

    def age(self, on: date = AS_OF) -> int:
        """Completed years."""
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))


@dataclass(slots=True)
class Household:
    """One household. `number` is its running number in the county."""

    no: str
    number: int
    village: Village
    group: int
    registered: bool
    members: list[Person] = field(default_factory=list)

    @property
    def head(self) -> Person:
        """The first member."""
        return self.members[0]


class Families:
    """Makes the households of a village."""

    def __init__(self, names: Names, numbers: Numbers, dice: Random) -> None:
        self.names, self._numbers, self._dice = names, numbers, dice

    def of(self, village: Village, people: int, registered: int) -> Iterator[Household]:
        """Households until `people` live in the village, the first `registered` of them registered."""
        clans, left, made = self.names.clans(self._dice), people, 0
        while left > 0:
            household = self._one(village, clans, registered=made < registered, most=left)
            left -= len(household.members)
            made += 1
            yield household

    def _one(self, village: Village, clans: list[str], *, registered: bool, most: int) -> Household:
        number = self._numbers.next()
        prefix = "4117260" if registered else "N"
        household = Household(f"{prefix}{number:07}", number, village, self._dice.randint(1, 8), registered)
        weights = POOR_WEIGHTS if registered else WEIGHTS
        kind = self._dice.choices(KINDS, weights)[0]
        surname = self.names.surname(clans, self._dice)
        for relation, male, age in self._members(kind)[:most]:
            self._add(household, surname, relation, male=male, age=age)
        return household

    def _members(self, kind: str) -> list[tuple[str, bool, int]]:
        """Relation, sex and age of each member; the head comes first."""
        dice = self._dice
        if kind == "alone":
            return [("head", dice.random() < 0.72, dice.randint(52, 88))]  # noqa: PLR2004 - mostly old bachelors
        if kind == "couple":
            age = dice.randint(56, 84)
            return [("head", True, age), ("spouse", False, age - dice.randint(-2, 4))]
        if kind == "grandparents":
            age = dice.randint(56, 74)
            return [("head", True, age), ("spouse", False, age - 2), *self._children("grand", age - 50)]
        age = dice.randint(27, 54) if kind == "parents" else dice.randint(30, 50)
        found = [("head", True, age), ("spouse", False, age - dice.randint(-2, 4))]
        if kind == "three":
            found.append(("father", True, age + dice.randint(21, 34)))
            if dice.random() < 0.7:  # noqa: PLR2004 - widowers
                found.append(("mother", False, age + dice.randint(20, 32)))
        return found + self._children("", age - 23)

    def _children(self, kind: str, oldest: int) -> list[tuple[str, bool, int]]:
        count = self._dice.choices((1, 2, 3), (30, 55, 15))[0]
        found = []
        for _ in range(count):
            male = self._dice.random() < 0.52  # noqa: PLR2004 - somewhat more boys
            relation = kind + ("son" if male else "daughter")
            found.append((relation, male, self._dice.randint(0, max(min(oldest, 26), 1))))
        return sorted(found, key=lambda child: -child[2])

    def _add(self, household: Household, surname: str, relation: str, *, male: bool, age: int) -> None:
        born = self._birthday(age)
        married_in = relation in ("spouse", "mother")
        family = self.names.any_surname(self._dice) if married_in else surname
        household.members.append(
            Person(
                no=f"{household.no}{len(household.members) + 1:02}",
                name=family + self.names.given(born.year, male=male, dice=self._dice),
                male=male,
                born=born,
                relation=relation,
                id_no=self._numbers.id_no(born, male=male),
                household=household,
            )
        )

    def _birthday(self, age: int) -> date:
        """A day on which somebody of that age on the last day of November was born."""
        if age == 0:  # nobody is entered in the month in which they are born
            return NEWBORN - timedelta(days=self._dice.randrange(330))
        return date(AS_OF.year - age, 11, 30) - timedelta(days=self._dice.randrange(365))
