"""Runs the model on DuckDB: pairs that may be one person, their probability, how each comparison went."""

from __future__ import annotations

import duckdb
import polars as pl
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from mingbai.compare.matching.model import LEVELS, level_of, model
from mingbai.compare.matching.settings import Settings

FREQUENCIES = ("name", "pinyin", "sound")
SCORED = {
    "row": pl.String, "person": pl.String, "probability": pl.Float64, **dict.fromkeys(LEVELS, pl.String),
}  # fmt: skip
DIGITS = 9  # of a probability; more would only tell engines apart


def scored(rows: pl.DataFrame, people: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """`row`, `person`, `probability` (`doubtful` or more), each comparison's level; in a fixed order."""
    if rows.is_empty() or people.is_empty():
        return pl.DataFrame(schema=SCORED)
    count = max(len(people), settings.least_people)
    with duckdb.connect() as connection:
        api = DuckDBAPI(connection)
        tables = [
            api.register(frame.to_arrow(), dataset_display_name=name)
            for name, frame in (("a", rows), ("b", people))
        ]
        linker = Linker(
            tables, model(settings, prior=settings.share / count, rarest=1 / count), log_level=None
        )
        for column in FREQUENCIES:
            _register(api, linker, people, column, count)
        found = linker.inference.predict(threshold_match_probability=settings.doubtful, warning_mode="never")
        whole = pl.DataFrame(found.as_duckdbpyrelation().pl())
    return _named(whole)


def _register(api: DuckDBAPI, linker: Linker, people: pl.DataFrame, column: str, count: int) -> None:
    """A name's frequency among the people, one more assumed: who is not in the register may share it."""
    known = people.select(column).drop_nulls().group_by(column).len()
    table = known.select(column, ((pl.col("len") + 1) / count).alias(f"tf_{column}"))
    lookup = api.register(table.to_arrow(), table_name=f"frequencies_{column}")
    linker.table_management.register_term_frequency_lookup(lookup, column)


def _named(whole: pl.DataFrame) -> pl.DataFrame:
    levels = [
        pl.col(f"gamma_{name}")
        .replace_strict(
            {at: level_of(name, at) for at in range(-1, len(LEVELS[name]) + 1)}, return_dtype=pl.String
        )
        .alias(name)
        for name in LEVELS
    ]
    named = whole.select(
        pl.col("number_l").alias("row"),
        pl.col("number_r").alias("person"),
        pl.col("match_probability").round(DIGITS).alias("probability"),
        *levels,
    )
    return named.unique().sort("row", "probability", "person", descending=[False, True, False])
