"""A column read: its values, and what is wrong with which row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from mingbai.tables.folding import BLANK_WORDS, folded

SHARED = 4  # rows to a value, from where looking up is cheaper than reading again
FAULTS = {"row": pl.UInt32, "column": pl.String, "reason": pl.String, "value": pl.String}
# From folded text (and the text as it stood): value, and the reason's code where there is none.
Slow = Callable[[pl.Expr, pl.Expr], tuple[pl.Expr, pl.Expr]]


@dataclass
class Parsed:
    """Values by output column, all as long as the sheet; `faults` by row (from 0)."""

    values: dict[str, pl.Series]
    faults: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FAULTS))


def fault_rows(column: str, rows: pl.Series, reasons: pl.Series, values: pl.Series) -> pl.DataFrame:
    """Faults of one column where there is a reason."""
    frame = pl.DataFrame({"row": rows.cast(pl.UInt32), "reason": reasons, "value": values.cast(pl.String)})
    return frame.filter(pl.col("reason").is_not_null()).select(
        "row", pl.lit(column).alias("column"), "reason", "value"
    )


def once_each(values: pl.Series, work: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """`work` done for each distinct value once where many rows share few of them, else row by row."""
    few = values.unique()
    if len(few) * SHARED >= len(values):
        return work(values)
    done = work(few)
    return values.replace_strict(few, done, return_dtype=done.dtype)


def careful(raw: pl.Series, fast: pl.Series, slow: Slow, *, column: str) -> tuple[pl.Series, pl.DataFrame]:
    """`fast` where it has a value; the few other cells folded and read by `slow`, each distinct text once."""
    left = (raw.is_not_null() & fast.is_null()).arg_true()
    if left.is_empty():
        return fast, pl.DataFrame(schema=FAULTS)
    cells = raw.gather(left).rename("raw")
    read = _slowly(cells.unique(), slow, fast.dtype)
    back = cells.to_frame().join(read, on="raw", how="left", maintain_order="left")
    whole = fast.scatter(left, back["value"])
    return whole, fault_rows(column, left, back["reason"], cells)


def _slowly(distinct: pl.Series, slow: Slow, dtype: pl.DataType) -> pl.DataFrame:
    # Lazily: what value and reason share is then read once, not once for each place where it stands.
    frame = distinct.to_frame().with_columns(text=folded(pl.col("raw"))).lazy()
    value, reason = slow(pl.col("text"), pl.col("raw"))
    blank = (pl.col("text") == "") | pl.col("text").is_in(BLANK_WORDS)
    return frame.select(
        "raw",
        value=pl.when(~blank).then(value).cast(dtype),
        reason=pl.when(~blank).then(reason).cast(pl.String),
    ).collect()
