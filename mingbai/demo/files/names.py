"""Names as they are given in southern Henan, by sex and time of birth; a village has its leading families."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any


class Names:
    """Draws names from the story's lists."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._all = list(raw["surnames"])
        self._weights = [float(weight) for weight in raw["surnames"].values()]
        self._given = raw["given"]

    def clans(self, dice: Random) -> list[str]:
        """The surnames of a village: three leading ones, which most people bear."""
        return dice.choices(self._all, self._weights, k=3)

    def surname(self, clans: list[str], dice: Random) -> str:
        """A surname in a village."""
        if dice.random() < 0.7:  # noqa: PLR2004 - most bear one of the leading names
            return clans[min(int(dice.expovariate(1.2)), 2)]
        return self.any_surname(dice)

    def any_surname(self, dice: Random) -> str:
        """A surname of somebody from elsewhere."""
        return dice.choices(self._all, self._weights)[0]

    def given(self, year: int, *, male: bool, dice: Random) -> str:
        """A given name of one or two characters."""
        span = next(span for span in self._given if year <= span["until"])
        second, third = span["boys" if male else "girls"]
        last = dice.choice(third)
        return last if dice.random() < 0.15 else dice.choice(second) + last  # noqa: PLR2004 - one in seven is short
