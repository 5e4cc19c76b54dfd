"""Finds the files and says which dataset each of them is: by its name, else by its header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mingbai.compare.refusal import cannot
from mingbai.tables import naming
from mingbai.tables.declared import Catalogue, Dataset

REGISTRY = ("national_person", "national_household")
ENDINGS = (".xlsx", ".xls", ".xlsm", ".csv", ".txt")


@dataclass(frozen=True, slots=True)
class Input:
    """One file and what it is taken for. `name` is its path below the directory given."""

    path: Path
    name: str
    dataset: Dataset


def found(people: Path, datasets: Path, catalogue: Catalogue) -> list[Input]:
    """Every file of both directories, in order of dataset and name. Raises CannotCompare."""
    inputs = [*_of(people, catalogue), *_of(datasets, catalogue)]
    present = {one.dataset.code for one in inputs}
    for code in REGISTRY:
        if code not in present:
            name = catalogue.datasets[code].name
            raise cannot(
                zh=f"{people} 里没有“{name.zh}”，无法比对",
                en=f"{people} holds no “{name.en}”; there is nobody to compare",
            )
    return sorted(_told_apart(inputs), key=lambda one: (one.dataset.code, one.name))


def _told_apart(inputs: list[Input]) -> Iterator[Input]:
    """Files of one name in both directories bear the directory's name too."""
    names = Counter(one.name for one in inputs)
    for one in inputs:
        if names[one.name] > 1:
            yield replace(one, name=f"{one.path.parents[one.name.count('/')].name}/{one.name}")
        else:
            yield one


def _of(folder: Path, catalogue: Catalogue) -> Iterator[Input]:
    if not folder.is_dir():
        raise cannot(zh=f"没有目录 {folder}", en=f"there is no directory {folder}")
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~$")):
            yield Input(path, path.relative_to(folder).as_posix(), _dataset(path, catalogue))


def _dataset(path: Path, catalogue: Catalogue) -> Dataset:
    named = naming.by_name(path, catalogue)
    if named is not None:
        return named
    fitting = naming.by_header(path, catalogue)
    if len(fitting) == 1:
        return fitting[0]
    codes = "、".join(one.code for one in fitting)
    raise cannot(
        zh=f"认不出 {path.name} 是哪个数据集" + (f"（可能是 {codes}）" if codes else "")
        + "；请在文件名里写上数据集名称",
        en=f"cannot tell which dataset {path.name} is" + (f" (perhaps {codes})" if codes else "")
        + "; put the dataset's name or code into the file's name",
    )  # fmt: skip
