"""After reading: mended rows take the place of earlier ones, all is counted and compared."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from mingbai.exchange.actions import differing, keeping
from mingbai.exchange.models import Delivery, DeliveryFile
from mingbai.exchange.queries import versions
from mingbai.kit.scope import ActingPost
from mingbai.tables.declared import Dataset
from mingbai.tables.declaring import shipped

PLACES = ("sheet", "row_no")


def settled(delivery: Delivery, *, by: ActingPost, at: datetime) -> dict[str, Any]:
    """What the check leaves in the delivery's row: ``counts`` and ``changes``."""
    with tempfile.TemporaryDirectory(prefix="mingbai-settle-") as name:
        folder, files = Path(name), list(delivery.files.filter(whole=True).order_by("place"))
        dataset = shipped().datasets[delivery.dataset]
        for file in files:
            if file.mends:
                earlier = [each for each in files if each.place < file.place]
                _replace(delivery, earlier, file, dataset, folder, by=by, at=at)
        changes, differences = differing.told(
            delivery, files, versions.before(delivery, by), folder, by=by, at=at
        )
    return {"counts": counted(files) | differences, "changes": changes}


def counted(files: list[DeliveryFile]) -> dict[str, int]:
    """Rows of the files as they came, how many of them count, how many still wait to be mended."""
    first = [file for file in files if not file.mends]
    mends = [file for file in files if file.mends]
    rejected = sum(file.rejected for file in first)
    taken_out = sum(file.replaced for file in files)
    mended = max(sum(file.accepted for file in mends) - taken_out, 0)
    return {
        "rows": sum(file.rows for file in files),
        "accepted": sum(file.accepted for file in files),
        "rejected": sum(file.rejected for file in files),
        "blank": sum(file.blank for file in files),
        "in_force": sum(file.in_force for file in files),
        "open": max(rejected - mended, 0) if first else sum(file.rejected for file in mends),
    }


def keys(frame: pl.LazyFrame, dataset: Dataset) -> list[str]:
    """The columns that tell one row from another: the dataset's key, else everything that is written."""
    named = [column.name for column in dataset.keys]
    return named or [name for name in frame.collect_schema() if name not in PLACES]


def _replace(
    delivery: Delivery,
    earlier: list[DeliveryFile],
    mend: DeliveryFile,
    dataset: Dataset,
    folder: Path,
    *,
    by: ActingPost,
    at: datetime,
) -> None:
    """Take out of earlier parts the rows that a mended row stands for."""
    if mend.part is None:
        return
    new = keeping.rows(mend.part, folder)
    for file in earlier:
        if file.part is None:
            continue
        old = keeping.rows(file.part, folder)
        by_key = keys(old, dataset)
        left = old.join(
            new.select(by_key).unique(), on=by_key, how="anti", nulls_equal=True, maintain_order="left"
        )
        kept = left.collect()
        gone = file.in_force - len(kept)
        if gone:
            path = folder / f"{file.place}-left.parquet"
            kept.write_parquet(path, compression="zstd")
            file.part = keeping.part(path, delivery, by=by, at=at)
            file.replaced += gone
            file.save(update_fields=["part", "replaced"])
