"""What goes back: the sender's own rows with their reasons, as a sealed workbook beside the batch."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
from django.db import connection

from mingbai.kit.files import store
from mingbai.kit.files.types import XLSX
from mingbai.kit.files.uploads import pieces
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions.importing import reading
from mingbai.registry.models import ImportBatch, ImportFile
from mingbai.tables.checking import Checked, check
from mingbai.tables.declaring import shipped
from mingbai.tables.portions import Portion, portions
from mingbai.tables.returning import Returns

KEPT = timedelta(days=30)
TOO_LONG = "too_long"
LATE = """
SELECT sheet, row_no, reason FROM {table} WHERE batch_id = %s AND file_id = %s
    AND verdict = 'rejected' AND row_no > 0
"""
TABLES = ("registry_importperson", "registry_importhousehold", "registry_importvillage")
WHERE_FAULT = {
    "two_heads": "relation", "no_head": "relation", "head_younger": "relation",
    "two_households": "household_no",
    "other_household": "household_no", "person_twice": "person_no", "same_again": "person_no",
    "number_twice": "id_no", "number_anothers": "id_no", "person_elsewhere": "id_no",
    "area_unknown": "village",
    "area_outside": "village", "area_gone": "village", "two_villages": "village", "other_village": "village",
    "household_elsewhere": "household_no", "household_ended": "household_no", "no_members": "household_no",
}  # fmt: skip
"""The column in which a reason shows."""


def late(file: ImportFile) -> pl.DataFrame:
    """Staged rows of a file that were sent back after all: `sheet`, `row_no`, `reason`, `column`."""
    rows: list[tuple[str, int, str]] = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(LATE.format(table=table), [file.batch_id, file.pk])
            rows += cursor.fetchall()
    schema = {"sheet": pl.String, "row_no": pl.UInt32, "reason": pl.String}
    found = pl.DataFrame(rows, schema=schema, orient="row")
    return found.with_columns(
        column=pl.col("reason").replace_strict(WHERE_FAULT, default="", return_dtype=pl.String)
    )


def _too_long(file: ImportFile) -> pl.DataFrame:
    rows = list(file.faults.filter(reason=TOO_LONG).values_list("sheet", "row_no", "reason", "column"))
    schema = {"sheet": pl.String, "row_no": pl.UInt32, "reason": pl.String, "column": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def write(file: ImportFile, *, batch: ImportBatch, by: ActingPost, at: datetime) -> str | None:
    """The workbook of a file's rows that go back; its code, None if none does. The file is read once more."""
    returns = Returns(shipped().datasets[file.dataset], shipped(), language="zh")
    more = pl.concat([late(file), _too_long(file)])
    with tempfile.TemporaryDirectory(prefix="mingbai-returns-") as folder, reading.opened(file) as source:
        path = Path(folder) / "returned.xlsx"
        with portions(source, shipped().datasets[file.dataset]) as found:
            for portion in found:
                returns.add(_with_late(portion, more, at), portion)
        returns.write(path)
        if not path.exists():
            return None
        kept = store.keep(
            pieces(path),
            title=f"{Path(file.title).stem}-退回.xlsx",
            media_type=XLSX,
            purpose="import",
            by=by,
            at=at,
            expires_at=at + KEPT,
            subject=batch,
        )
    return str(kept.code)


def _with_late(portion: Portion, more: pl.DataFrame, at: datetime) -> Checked:
    """The portion checked, with what was found wrong later among its rejected rows."""
    checked = check(portion, catalogue=shipped(), today=at.date())
    here = more.filter(pl.col("sheet") == portion.sheet)
    raw = pl.DataFrame({seen.column.name: seen.cells for seen in portion.columns})
    raw = raw.with_row_index("row_no", offset=portion.first_row)
    sent_back = raw.filter(pl.col("row_no").is_in(here["row_no"].implode()))
    named = [seen.column.name for seen in portion.columns]
    faults = here.select(
        row=pl.col("row_no").cast(checked.faults.schema["row"]),
        column=pl.when(pl.col("column").is_in(named)).then("column").otherwise(pl.lit("")),
        reason="reason",
        value=pl.lit(None, pl.String),
        level=pl.lit("reject"),
    ).select(checked.faults.columns)
    both = pl.concat([checked.rejected, sent_back]).sort("row_no")
    return replace(checked, rejected=both, faults=pl.concat([checked.faults, faults]))
