"""Finds the header in a sheet's first rows and says which column is which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from mingbai.tables.declared import UNITS, Column, Dataset
from mingbai.tables.folding import header_core, header_parts
from mingbai.tables.problems import FileRefused

LOOK = 30  # rows from the top in which a header may stand
LINE_NUMBERS = ("序号", "编号", "行号", "备注", "说明", "no", "")  # harmless columns that nobody stores

Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Header:
    """Where data begin and what each column of the sheet means."""

    first_data_row: int  # from 0
    places: tuple[
        tuple[int, Column, str], ...
    ]  # position, column (money with the header's unit), header as written
    refused: tuple[str, ...]  # headers that no purpose allows
    width: int  # places up to the last label; what stands further right belongs to no column


def find(rows: Sequence[Row], dataset: Dataset, *, sheet: str = "") -> Header:
    """The header that names most declared columns. Raises FileRefused when a required column is not there."""
    full, core = _names(dataset)
    best: tuple[int, int, list[str]] = (0, 0, [])
    for end, labels in _candidates(rows[:LOOK]):
        score = sum(1 for label in labels if _meant(label, full, core))
        if score > best[0]:
            best = (score, end, labels)
    _, end, labels = best
    placed = _placed(labels, full, core, sheet)
    named = {column.name for _, column, _ in placed}
    missing = [column for column in dataset.required if column.name not in named]
    if missing:
        raise FileRefused("no_header", sheet=sheet, **_missing(missing, labels))
    taken = {place for place, _, _ in placed}
    others = [label for place, label in enumerate(labels) if place not in taken]
    refused = tuple(label for label in others if header_core(label) not in LINE_NUMBERS)
    width = max(place for place, label in enumerate(labels) if label) + 1
    return Header(end, tuple(placed), refused, width)


def _names(dataset: Dataset) -> tuple[dict[str, Column], dict[str, Column]]:
    """Columns by the whole header and by its core; a core that could mean two columns means none."""
    full: dict[str, Column] = {}
    cores: dict[str, set[str]] = {}
    for column in dataset.columns:
        for rank, header in enumerate(column.headers):
            key = "".join(header_parts(header))
            if rank == 0 or key not in full:
                full[key] = column
            cores.setdefault(header_core(header), set()).add(column.name)
    core = {key: dataset[next(iter(names))] for key, names in cores.items() if len(names) == 1}
    return full, core


def _meant(label: str, full: dict[str, Column], core: dict[str, Column]) -> Column | None:
    return full.get("".join(header_parts(label))) or core.get(header_core(label))


def _candidates(rows: Sequence[Row]) -> Iterator[tuple[int, list[str]]]:
    """Each row as a header; each row under its forerunner, whose merged cells are spread to the right."""
    for at, row in enumerate(rows):
        alone = [(cell or "").strip() for cell in row]
        yield at + 1, alone
        if at + 1 < len(rows):
            yield at + 2, _two(alone, [(cell or "").strip() for cell in rows[at + 1]])


def _two(group: list[str], below: list[str]) -> list[str]:
    """Two header rows as one: the lower label where there is one, else the upper."""
    return [low or high for high, low in zip(group, below, strict=True)]


def _placed(
    labels: list[str], full: dict[str, Column], core: dict[str, Column], sheet: str
) -> list[tuple[int, Column, str]]:
    placed: dict[str, tuple[int, Column, str]] = {}
    for place, label in enumerate(labels):
        column = _meant(label, full, core)
        if column is None:
            continue
        if column.name in placed:
            raise FileRefused("header_twice", sheet=sheet, header=column.title.zh)
        placed[column.name] = (place, _with_unit(column, label), label)
    return sorted(placed.values(), key=lambda item: item[0])


def _with_unit(column: Column, label: str) -> Column:
    """The unit in the header counts, not the declared one."""
    unit = header_parts(label)[1].removeprefix("单位:").removeprefix("单位")
    if column.type != "money" or unit not in UNITS or unit == column.unit:
        return column
    return replace(column, unit=unit)


def _missing(columns: list[Column], labels: list[str]) -> dict[str, str]:
    names = [column.title.zh for column in columns]
    near = {
        hit for column in columns for name in column.headers for hit in get_close_matches(name, labels, n=1)
    }
    return {"missing": "、".join(names), "near": "、".join(sorted(near)) or "—"}
