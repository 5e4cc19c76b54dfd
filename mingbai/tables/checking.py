"""Checks a portion: every row is accepted, rejected with its reasons, or blank; the three add up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import polars as pl

from mingbai.tables import columns
from mingbai.tables.columns import Seen
from mingbai.tables.declared import Catalogue
from mingbai.tables.parsed import FAULTS, Parsed
from mingbai.tables.portions import Portion

TOTALS = r"^(合计|总计|小计|共计|制表人|填表人|审核人|填报单位|单位负责人|注[：:])"
NO_ROW = 0  # the number that a file-level remark carries


@dataclass(frozen=True)
class Checked:
    """A checked portion. `accepted` begins with `row_no`; `rejected` holds the cells as they came.

    `faults`: row (the spreadsheet's number), column, reason, level, value; also remarks on accepted rows.
    `prints` and `keys` are hashes, row by row, of the accepted rows' cells and keys.
    """

    sheet: str
    accepted: pl.DataFrame
    rejected: pl.DataFrame
    faults: pl.DataFrame
    rows: int
    blank: int
    prints: pl.Series
    keys: pl.Series


def check(portion: Portion, *, catalogue: Catalogue, today: date) -> Checked:
    """Reads every column by its type and sorts the rows."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        read = list(
            pool.map(lambda seen: columns.read(seen, catalogue=catalogue, today=today), portion.columns)
        )
    raw = pl.DataFrame({seen.column.name: seen.cells for seen in portion.columns})
    blank = _blank(raw, read)
    faults = _faults(portion, read, catalogue)
    faults = faults.join(blank.arg_true().to_frame("row").cast(pl.UInt32), on="row", how="anti")
    bad = _rows_rejected(faults, len(raw)) & ~blank
    faults = _explained(faults, raw, bad, portion.columns)
    good = ~bad & ~blank
    kept = raw.filter(good)
    return Checked(
        sheet=portion.sheet,
        accepted=_accepted(portion, read, good),
        rejected=_numbered(raw, portion).filter(bad),
        faults=faults.with_columns(row=pl.col("row") + portion.first_row),
        rows=len(raw),
        blank=int(blank.sum()),
        prints=kept.hash_rows(),
        keys=_keys(portion, kept),
    )


def _numbered(frame: pl.DataFrame, portion: Portion) -> pl.DataFrame:
    return frame.with_row_index("row_no", offset=portion.first_row)


def _accepted(portion: Portion, read: list[Parsed], good: pl.Series) -> pl.DataFrame:
    values = {name: series for parsed in read for name, series in parsed.values.items()}
    frame = _numbered(pl.DataFrame(values), portion).filter(good).with_columns(sheet=pl.lit(portion.sheet))
    kinds = columns.schema(portion.dataset)
    absent = [
        pl.lit(None, dtype=kind).alias(name) for name, kind in kinds.items() if name not in frame.columns
    ]
    return frame.with_columns(absent).select(*kinds)


def _blank(raw: pl.DataFrame, read: list[Parsed]) -> pl.Series:
    """Rows without anything in any declared column; only rows that lack their first column are looked at."""
    first = raw.to_series(0)
    empty = first.is_null() | (first == "")
    if not empty.any():
        return empty
    nothing = raw.select(
        pl.all_horizontal(pl.all().is_null() | (pl.all().str.strip_chars(" \t\r\n\u00a0\u3000") == ""))
    ).to_series()
    return empty & nothing


def _faults(portion: Portion, read: list[Parsed], catalogue: Catalogue) -> pl.DataFrame:
    """All faults with their levels; a cell with a faulty formula is not also missing."""
    own = portion.faults
    found = pl.concat([parsed.faults for parsed in read])
    if len(own):
        found = pl.concat([own, found.join(own.select("row", "column"), on=["row", "column"], how="anti")])
    if portion.extra is not None:
        rows = portion.extra.is_not_null().arg_true().cast(pl.UInt32)
        found = pl.concat(
            [
                found,
                pl.DataFrame({"row": rows}).with_columns(
                    column=pl.lit(""), reason=pl.lit("ragged"), value=pl.lit(None, dtype=pl.String)
                ),
            ]
        )
    levels = {code: reason.level for code, reason in catalogue.reasons.items()}
    kept = [seen.column.name for seen in portion.columns if seen.column.keep_faulty]
    soft = (
        pl.col("column").is_in(kept)
        & pl.col("reason").str.starts_with("id_")
        & (pl.col("reason") != "id_lost_digits")
    )
    return found.with_columns(
        level=pl.when(soft)
        .then(pl.lit("note"))
        .otherwise(pl.col("reason").replace_strict(levels, return_dtype=pl.String))
    )


def _rows_rejected(faults: pl.DataFrame, rows: int) -> pl.Series:
    at = faults.filter(pl.col("level") == "reject")["row"].unique()
    bad = pl.repeat(value=False, n=rows, eager=True)
    return bad.scatter(at, values=True) if len(at) else bad


def _explained(
    faults: pl.DataFrame, raw: pl.DataFrame, bad: pl.Series, seen: tuple[Seen, ...]
) -> pl.DataFrame:
    """Rejected lines of totals and repeated headers say so, instead of complaining of every cell."""
    rows = bad.arg_true().cast(pl.UInt32)
    if rows.is_empty():
        return faults
    cells = raw.filter(bad)
    total = cells.select(pl.any_horizontal(pl.all().str.contains(TOTALS).fill_null(value=False))).to_series()
    again = cells.select(
        pl.all_horizontal((pl.col(item.column.name) == item.header).fill_null(value=True) for item in seen)
    ).to_series()
    plain = pl.DataFrame({"row": rows, "total": total, "again": again}).select(
        "row", column=pl.lit(""),
        reason=pl.when("again").then(pl.lit("header_again")).when("total").then(pl.lit("total_row")),
        value=pl.lit(None, dtype=pl.String), level=pl.lit("reject"),
    ).drop_nulls("reason")  # fmt: skip
    if plain.is_empty():
        return faults
    return pl.concat([faults.join(plain.select("row"), on="row", how="anti"), plain])


def _keys(portion: Portion, raw: pl.DataFrame) -> pl.Series:
    names = [seen.column.name for seen in portion.columns if seen.column.key]
    if not names:
        return pl.Series(dtype=pl.UInt64)
    return raw.select(names).hash_rows()


def empty_faults() -> pl.DataFrame:
    """No faults, with their levels."""
    return pl.DataFrame(schema={**FAULTS, "level": pl.String})
