"""What supervised.yaml says, and how its dice fall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Matter:
    """What can be wrong, what the village says to it, how it is mended. ``fate`` empty: by the dice."""

    facts: tuple[str, ...]
    measure: str
    proof: str
    seen: str
    said: tuple[str, ...] = ()
    often: int = 1
    on_the_spot: float = 0
    title: str = ""
    category: str = ""
    severity: str = ""
    owner: str = ""
    week: int = 0
    source: str = ""
    village: str = ""
    fate: str = ""


@cache
def told() -> dict[str, Any]:
    """What supervised.yaml says."""
    return yaml.safe_load((Path(__file__).parent / "supervised.yaml").read_text(encoding="utf-8"))


@cache
def questions() -> dict[str, Matter]:
    """Matters that questions of the forms bring up, by code."""
    return {code: _matter(one) for code, one in told()["found"].items()}


@cache
def listed(name: str) -> tuple[Matter, ...]:
    """Matters of a list: of the village itself, or of other lines."""
    return tuple(_matter(one) for one in told()[name])


def _matter(one: Mapping[str, Any]) -> Matter:
    lists = {name: tuple(one.get(name, ())) for name in ("facts", "said")}
    return Matter(**{**one, **lists})


def often(dice: Random, weights: Mapping[str, int]) -> str:
    """One of the names, as often as its weight says."""
    return dice.choices(list(weights), weights=list(weights.values()))[0]
