"""Reads one column of a sheet by its declared type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from mingbai.tables import identities, scalars
from mingbai.tables.declared import Catalogue, Column, Dataset
from mingbai.tables.parsed import Parsed, fault_rows

PLAIN: dict[str, Callable[[pl.Series, Column], Parsed]] = {
    "area_code": identities.area_code,
    "code": scalars.code,
    "codes": scalars.codes,
    "credit_code": identities.credit_code,
    "date": scalars.date,
    "decimal": scalars.decimal,
    "int": scalars.whole,
    "money": scalars.money,
    "month": scalars.month,
    "name": scalars.name,
    "phone": identities.phone,
    "year": scalars.year,
}

KINDS: dict[str, pl.DataType] = {
    "bool": pl.Boolean(),
    "date": pl.Date(),
    "int": pl.Int64(),
    "money": pl.Int64(),
    "month": pl.Date(),
    "year": pl.Int32(),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One column as it came: its header, its cells as text, and which of them Excel holds as numbers."""

    column: Column
    header: str
    cells: pl.Series
    typed: pl.Series | None = None


def read(seen: Seen, *, catalogue: Catalogue, today: date) -> Parsed:
    """Values and faults of the column, missing values among them."""
    raw = seen.cells
    if (raw == "").any():
        raw = raw.set(raw == "", None)
    parsed = _typed(seen, raw, catalogue, today)
    if seen.column.required:
        parsed.faults = _missing(seen.column, parsed)
    return parsed


def _typed(seen: Seen, raw: pl.Series, catalogue: Catalogue, today: date) -> Parsed:
    column = seen.column
    if column.type == "id_no":
        return identities.id_no(raw, column, typed=seen.typed, today=today, provinces=catalogue.provinces)
    if column.type == "bool":
        return scalars.truth(raw, column, catalogue.words)
    if column.type in ("text", "account"):
        return identities.exact_text(raw, column, typed=seen.typed)
    return PLAIN[column.type](raw, column)


def _missing(column: Column, parsed: Parsed) -> pl.DataFrame:
    """Faults with one more for each empty cell that nothing else explains."""
    empty = parsed.values[column.name].is_null()
    if not empty.any():
        return parsed.faults
    rows = empty.arg_true().to_frame("row").select(pl.col("row").cast(pl.UInt32))
    rows = rows.join(parsed.faults.select("row"), on="row", how="anti")
    if rows.is_empty():
        return parsed.faults
    reasons = pl.repeat("missing", len(rows), eager=True)
    blank = pl.repeat(None, len(rows), dtype=pl.String, eager=True)
    return pl.concat([parsed.faults, fault_rows(column.name, rows["row"], reasons, blank)])


def schema(dataset: Dataset) -> dict[str, pl.DataType]:
    """The columns of accepted rows, whichever of them a file has: what is missing is null (unknown)."""
    found: dict[str, pl.DataType] = {"sheet": pl.String(), "row_no": pl.UInt32()}
    for column in dataset.columns:
        found |= _kinds(column)
    return found


def _kinds(column: Column) -> dict[str, pl.DataType]:
    if column.type == "id_no":
        beside = {"birth": pl.Date(), "sex": pl.String(), "ok": pl.Boolean()}
        return {column.name: pl.String(), **{f"{column.name}_{name}": kind for name, kind in beside.items()}}
    if column.type == "codes":
        return {
            column.name: pl.String(),
            **{f"{column.name}_{choice.code}": pl.Boolean() for choice in column.choices},
        }
    if column.type == "decimal":
        return {column.name: pl.Decimal(18, column.scale)}
    return {column.name: KINDS.get(column.type, pl.String())}
