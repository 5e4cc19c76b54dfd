"""What a version says that the one before did not, counted exactly and shown up to a limit."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import polars as pl

from mingbai.exchange.actions import keeping
from mingbai.exchange.models import Delivery, DeliveryFile
from mingbai.exchange.queries.differences import SHOWN
from mingbai.exchange.states import Difference
from mingbai.kit.files.store import Gone
from mingbai.kit.scope import ActingPost
from mingbai.tables.declaring import shipped

SIDE = "_before"
PLACES = ("sheet", "row_no")
TOLD = {"kind": pl.String, "row": pl.String}


def told(
    delivery: Delivery,
    files: list[DeliveryFile],
    before: Delivery | None,
    folder: Path,
    *,
    by: ActingPost,
    at: datetime,
) -> tuple[UUID | None, dict[str, int]]:
    """The sealed table of differences, and how many of each; nothing if there is no version before."""
    old = _whole(list(before.files.filter(whole=True)), folder) if before else None
    new = _whole(files, folder)
    if before is None or old is None or new is None:
        return None, {}
    by_key = _keys(delivery, new)
    parts = {
        Difference.NEW: _only(new, old, by_key),
        Difference.CHANGED: _changed(new, old, by_key),
        Difference.GONE: _only(old, new, by_key),
    }
    counts: dict[str, int] = {kind.value: len(frame) for kind, frame in parts.items()}
    table = pl.concat([_lines(kind, frame.head(SHOWN)) for kind, frame in parts.items()])
    path = folder / "changes.parquet"
    table.write_parquet(path, compression="zstd")
    return keeping.part(path, delivery, by=by, at=at), counts | {"before": before.pk}


def _whole(files: list[DeliveryFile], folder: Path) -> pl.DataFrame | None:
    """All rows that count, the first of each key; None if there is none or they are erased already."""
    try:
        parts = [keeping.rows(file.part, folder) for file in files if file.part is not None]
    except Gone:
        return None
    return pl.concat(parts).drop(PLACES).collect() if parts else None


def _keys(delivery: Delivery, frame: pl.DataFrame) -> list[str]:
    named = [column.name for column in shipped().datasets[delivery.dataset].keys]
    return named or frame.columns


def _only(these: pl.DataFrame, those: pl.DataFrame, by_key: list[str]) -> pl.DataFrame:
    first = these.unique(by_key, keep="first", maintain_order=True)
    return first.join(those, on=by_key, how="anti", nulls_equal=True, maintain_order="left")


def _changed(new: pl.DataFrame, old: pl.DataFrame, by_key: list[str]) -> pl.DataFrame:
    rest = [name for name in new.columns if name not in by_key]
    if not rest:
        return new.clear()
    firsts = (frame.unique(by_key, keep="first", maintain_order=True) for frame in (new, old))
    ours, theirs = firsts
    both = ours.join(theirs, on=by_key, how="inner", suffix=SIDE, nulls_equal=True, maintain_order="left")
    return both.filter(pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}{SIDE}")) for name in rest))


def _lines(kind: str, frame: pl.DataFrame) -> pl.DataFrame:
    rows = [json.dumps(_plain(row), ensure_ascii=False) for row in frame.iter_rows(named=True)]
    return pl.DataFrame({"kind": [str(kind)] * len(rows), "row": rows}, schema=TOLD)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Values that JSON can say; what differs stands as [before, now], what is empty is left out."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name.endswith(SIDE):
            continue
        old = row.get(f"{name}{SIDE}", value)
        if old != value:
            found[name] = [_said(old), _said(value)]
        elif value is not None:
            found[name] = _said(value)
    return found


def _said(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else str(value)
