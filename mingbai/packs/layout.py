"""Where pack files lie, and which of them make up one county in one era.

    common/            the same in every era and county
    eras/ERA/          one of the eras
    counties/CODE/     a county's own, in every era
    counties/CODE/eras/ERA/   a county's own, in one era
    areas/             lists of areas by city (see `areas`)

Later lies on earlier. An extra directory has the same layout and lies on the shipped files level by level.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).parent / "files"
ERAS = ("2016-2020", "2021-2025", "2026-")
# Sections that another room declares, reads and checks; packs only finds their files.
ELSEWHERE = frozenset({"rulebook", "datasets"})


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file: its section (the first part of its name inside the layer) and what messages call it."""

    path: Path
    name: str
    section: str


def roots(extra: Iterable[Path] = ()) -> tuple[Path, ...]:
    """The shipped files, then the extra directories in the order given."""
    return (SHIPPED, *(Path(path) for path in extra))


def layers(roots_: Sequence[Path], *, county: str, era: str) -> list[list[PackFile]]:
    """The layers that hold any file, lowest first."""
    folders = ["common", f"eras/{era}"]
    if county:
        folders += [f"counties/{county}", f"counties/{county}/eras/{era}"]
    found = [_files(root, folder) for folder in folders for root in roots_]
    return [files for files in found if files]


def files_of(section: str, *, county: str, era: str, extra: Iterable[Path] = ()) -> list[list[PackFile]]:
    """The files of one section that another room reads, layer by layer, lowest first."""
    every = layers(roots(extra), county=county, era=era)
    chosen = [[file for file in files if file.section == section] for files in every]
    return [files for files in chosen if files]


def every_file(root: Path) -> Iterator[PackFile]:
    """Every pack file below a root, whichever era or county it belongs to."""
    for folder in _folders(root):
        yield from _files(root, folder)


def counties(roots_: Sequence[Path]) -> tuple[str, ...]:
    """The codes of counties that have files of their own."""
    found = {path.name for root in roots_ for path in (root / "counties").glob("*") if path.is_dir()}
    return tuple(sorted(found))


def _folders(root: Path) -> list[str]:
    eras = [f"eras/{path.name}" for path in sorted((root / "eras").glob("*"))]
    own: list[str] = []
    for path in sorted((root / "counties").glob("*")):
        own.append(f"counties/{path.name}")
        own += [f"counties/{path.name}/eras/{era.name}" for era in sorted((path / "eras").glob("*"))]
    return ["common", *eras, *own]


def _files(root: Path, folder: str) -> list[PackFile]:
    base = root / folder
    files = []
    for path in sorted((*base.rglob("*.yaml"), *base.rglob("*.yml"))):
        inside = path.relative_to(base)
        if inside.parts[0] == "eras":
            continue  # a county's files of one era are a layer of their own
        section = inside.parts[0].removesuffix(".yaml").removesuffix(".yml")
        files.append(PackFile(path, path.relative_to(root).as_posix(), section))
    return files
