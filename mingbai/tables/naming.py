"""Says which dataset a file is: by its name, else by its header."""

from __future__ import annotations

from pathlib import Path

from mingbai.tables.declared import Catalogue, Dataset
from mingbai.tables.portions import portions
from mingbai.tables.problems import FileRefused


def by_name(path: Path, catalogue: Catalogue) -> Dataset | None:
    """The dataset whose name or code the file's name bears; of several the longest name."""
    named = [one for one in catalogue.datasets.values() if _names(one, path.stem)]
    return max(named, key=lambda one: len(one.name.zh)) if named else None


def by_header(path: Path, catalogue: Catalogue) -> list[Dataset]:
    """Every dataset whose header the file has."""
    return [one for one in catalogue.datasets.values() if _fits(path, one)]


def recognised(path: Path, catalogue: Catalogue) -> str | None:
    """The code of the one dataset that the file can be. None if there is none such, or several."""
    named = by_name(path, catalogue)
    if named is not None or not path.exists():
        return named.code if named else None
    fitting = by_header(path, catalogue)
    return fitting[0].code if len(fitting) == 1 else None


def _names(dataset: Dataset, stem: str) -> bool:
    return dataset.name.zh in stem or stem == dataset.code or stem.startswith(f"{dataset.code}-")


def _fits(path: Path, dataset: Dataset) -> bool:
    try:
        with portions(path, dataset) as parts:
            next(iter(parts), None)
    except FileRefused:
        return False
    return True
