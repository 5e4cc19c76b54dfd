"""The numbers and names that the demo county is made of, scaled to the number of people asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from mingbai.packs import areas

COUNTY = "411726"
FEWEST = 300  # registered households in the smallest county: every plant must find its own


@dataclass(frozen=True)
class Story:
    """The county at a scale: `people` of its whole 925,000."""

    people: int
    raw: Mapping[str, Any]

    @property
    def scale(self) -> float:
        """Share of the whole county."""
        return self.people / float(self.raw["people"])

    def share(self, name: str) -> float:
        """One of the estimated shares."""
        return float(self.raw["shares"][name])

    def figure(self, name: str) -> int:
        """One of the article's figures at this scale, rounded."""
        return round(self.raw["figures"][name] * self.scale)

    @property
    def registered(self) -> int:
        """Registered households at this scale."""
        return max(round(self.raw["registered_households"] * self.scale), FEWEST)


def read(people: int) -> Story:
    """The story at the scale of `people`."""
    return Story(people, _raw())


@cache
def _raw() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(
        (Path(__file__).parent / "county.yaml").read_text(encoding="utf-8")
    )
    return found


@dataclass(frozen=True, slots=True)
class Village:
    """A village that people live in."""

    code: str
    name: str
    township_code: str
    township: str


def villages() -> list[Village]:
    """The county's real villages in order of code, statistical placeholders left out."""
    towns = {area.code: area.name for area in areas.townships(COUNTY)}
    return [
        Village(area.code, short(area.name), area.parent, towns[area.parent])
        for area in areas.villages(COUNTY)
    ]


def short(name: str) -> str:
    """The name as people say it: 贾庄村 for 贾庄村民委员会."""
    for long, said in (
        ("村民委员会", "村"),
        ("社区居民委员会", "社区"),
        ("居民委员会", "社区"),
        ("村村", "村"),
    ):
        name = name.replace(long, said)
    return name


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts of `total` in proportion to the weights, adding up exactly (largest remainders)."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(exact)), key=lambda at: parts[at] - exact[at])
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return parts


def populations(story: Story, places: Sequence[Village], dice: Random) -> list[int]:
    """People of each village: the township's share, spread unevenly over its villages."""
    towns = story.raw["townships"]
    count: dict[str, int] = {}
    for place in places:
        count[place.township_code] = count.get(place.township_code, 0) + 1
    weights = [
        float(towns[place.township_code[6:9]]) / count[place.township_code] * dice.uniform(0.6, 1.4)
        for place in places
    ]
    return shared_out(story.people, weights)
