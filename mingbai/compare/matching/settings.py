"""What the pack says of matching, in the types that the matcher works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mingbai.packs.pack import Pack


@dataclass(frozen=True, slots=True)
class Weight:
    """How often records of one person (`m`) and of different people (`u`) agree so."""

    m: float
    u: float


@dataclass(frozen=True, slots=True)
class Heard:
    """A beginning (`start`) or ending of a syllable that is taken for another."""

    at: str
    heard: str
    kept: str


@dataclass(frozen=True)
class Settings:
    """Probabilities from 0 to 1; `lead` is a ratio of odds. The meaning of each stands in matching.yaml."""

    match: float
    doubtful: float
    faint: float
    lead: float
    candidates: int
    share: float
    least_people: int
    least_village: int
    never_alone: frozenset[str]
    by_telephone: frozenset[str]
    blocking: tuple[tuple[str, ...], ...]
    levels: Mapping[str, Mapping[str, Weight]]
    place_endings: tuple[str, ...]
    near_sounds: tuple[Heard, ...]
    surnames: Mapping[str, tuple[str, ...]]


def of(pack: Pack) -> Settings:
    """The settings of a county in an era."""
    said = pack.section("matching")
    thresholds, prior = said["thresholds"], said["prior"]
    return Settings(
        match=float(thresholds["match"]),
        doubtful=float(thresholds["doubtful"]),
        faint=float(thresholds["faint"]),
        lead=float(thresholds["lead"]),
        candidates=thresholds["candidates"],
        share=float(prior["share"]),
        least_people=prior["least_people"],
        least_village=prior["least_village"],
        never_alone=frozenset(said["never_alone"]),
        by_telephone=frozenset(said["by_telephone"]),
        blocking=tuple(tuple(line["columns"]) for line in said["blocking"]),
        levels={name: _weights(levels) for name, levels in said["levels"].items()},
        place_endings=tuple(said["place_endings"]),
        near_sounds=tuple(Heard(one["at"], one["heard"], one["kept"]) for one in said["near_sounds"]),
        surnames={name: tuple(readings) for name, readings in said["surnames"].items()},
    )


def _weights(levels: Mapping[str, Mapping[str, object]]) -> dict[str, Weight]:
    return {
        name: Weight(float(str(pair["m"])), float(str(pair["u"])))
        for name, pair in levels.items()
        if name != "source"
    }
