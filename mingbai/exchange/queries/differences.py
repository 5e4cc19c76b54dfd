"""The sealed table of what differs from the version before, page by page, in words."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingbai.exchange.models import Delivery
from mingbai.kit.files import uploads
from mingbai.kit.shown import yuan
from mingbai.tables.declared import Column, Dataset
from mingbai.tables.declaring import shipped

SHOWN = 2_000  # rows of each kind that are kept to be looked through
SEALED = ("id_no", "phone", "account")
HEADINGS = ("name", "head_name")


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a row: its title, what was said before, what is said now (or what the row says)."""

    title: str
    old: str
    new: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Whom or what a row is about, and its cells."""

    heading: str
    cells: list[Cell]


def page(delivery: Delivery, kind: str, *, page: int, size: int) -> tuple[list[Row], bool]:
    """One page of a kind of difference, and whether there are more. Raises store.Gone."""
    with tempfile.TemporaryDirectory(prefix="mingbai-differ-") as folder:
        path = uploads.laid(delivery.changes, Path(folder) / "changes.parquet")
        lines = pl.scan_parquet(path).filter(pl.col("kind") == kind).slice((page - 1) * size, size + 1)
        found = [json.loads(row) for row in lines.collect()["row"]]
    dataset = shipped().datasets[delivery.dataset]
    return [_row(line, dataset) for line in found[:size]], len(found) > size


def _row(line: dict[str, Any], dataset: Dataset) -> Row:
    columns = {column.name: column for column in dataset.columns}
    heading = next((_now(line[name]) for name in HEADINGS if line.get(name)), "")
    cells = [_cell(columns[name], value) for name, value in line.items() if name in columns]
    changed = [cell for cell in cells if cell.changed]
    return Row(heading or "—", changed or cells)


def _cell(column: Column, value: Any) -> Cell:
    title = column.title.said(get_language() or "zh")
    if not isinstance(value, list):
        return Cell(title, "", _shown(value, column), changed=False)
    old, new = value
    if column.type in SEALED:
        return Cell(title, _("another number"), _("a number"), changed=True)
    return Cell(title, _shown(old, column), _shown(new, column), changed=True)


def _now(value: Any) -> str:
    return str(value[1] if isinstance(value, list) else value)


def _shown(value: Any, column: Column) -> str:
    if value is None or value == "":
        return "—"
    if column.type in SEALED:
        return _("there")
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if column.choices:
        words = {choice.code: choice.words.said(get_language() or "zh") for choice in column.choices}
        return "、".join(words.get(code, code) for code in str(value).split(","))
    return yuan(value) if column.type == "money" else str(value)
