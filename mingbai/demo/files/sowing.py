"""Chooses a household for each planted fact, and keeps the list of what was planted where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from mingbai.demo.files.cases import Case
from mingbai.demo.files.plants import Plant

LEAST, SMALL = 2, 400  # of each plant; of a county of fewer registered households half as many


@dataclass(frozen=True, slots=True)
class Sown:
    """One planted fact: what, about whom, and whether a finding must come of it."""

    plant: str
    subject: str  # person or household
    no: str
    must: bool
    words: str


class Sower:
    """Deals plants to households, rarest first, each household at most one."""

    def __init__(self, plants: Sequence[Plant], households: int, dice: Random) -> None:
        least = LEAST if households >= SMALL else LEAST // 2
        self._wanted = {
            plant: max(least, plant.least, round(plant.share * households / 1000)) for plant in plants
        }
        self._dice = dice
        self.sown: list[Sown] = []

    def sow(self, cases: Sequence[Case]) -> None:
        """Plants as many of each as wanted, or as many as there are fitting households left."""
        order = list(cases)
        self._dice.shuffle(order)
        fitting = {plant: [case for case in order if plant.fits(case)] for plant in self._wanted}
        for plant in sorted(self._wanted, key=lambda plant: len(fitting[plant])):
            left = self._wanted[plant]
            for case in fitting[plant]:
                if left == 0:
                    break
                if not case.plant:
                    self._plant(plant, case)
                    left -= 1
        self.sown.sort(key=lambda one: (one.plant, one.no))

    def _plant(self, plant: Plant, case: Case) -> None:
        who = plant.fits(case)
        case.plant, case.who = plant.code, who
        own = {"household": case.household.no, "monitoring": f"JC{case.household.no}"}
        no = own.get(plant.subject) or (who.no if who else case.household.no)
        self.sown.append(Sown(plant.code, plant.subject, no, plant.must, plant.words))
