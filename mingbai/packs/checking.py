"""Checks every file of every era and county at once, as `mingbai packs check` does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mingbai.packs import areas, layout, reading
from mingbai.packs.loading import load
from mingbai.packs.problems import PackError, Problem
from mingbai.packs.sections import SECTIONS


def check(paths: Iterable[Path] = ()) -> list[Problem]:
    """All problems of the shipped packs with the directories `paths` laid over them; empty when all is well.

    Every file is read, also of eras and counties that nobody loads today; then each county is laid together
    in each era, so that a value missing in one of them is found here and not on the day the era begins.
    """
    extra = tuple(Path(path) for path in paths)
    found: set[Problem] = set()
    for root in layout.roots(extra):
        found.update(_each_file(root))
    if not found:
        for county in _counties(extra):
            found.update(_together(county, extra))
    return sorted(found)


def _each_file(root: Path) -> list[Problem]:
    problems: list[Problem] = []
    for file in layout.every_file(root):
        if file.section not in layout.ELSEWHERE:
            reading.read_file(file, schemas=SECTIONS, problems=problems)
    for path in sorted((root / "areas").glob("*.csv")):
        try:
            areas.read(path)
        except PackError as error:
            problems.extend(error.problems)
    return problems


def _counties(extra: tuple[Path, ...]) -> tuple[str, ...]:
    return layout.counties(layout.roots(extra))


def _together(county: str, extra: tuple[Path, ...]) -> list[Problem]:
    found: list[Problem] = []
    for era in layout.ERAS:
        try:
            load(county=county, era=era, extra=extra)
        except PackError as error:
            found.extend(error.problems)
    return found
