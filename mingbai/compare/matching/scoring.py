"""Runs the model on DuckDB: pairs that may be one person, their probability, how each comparison went."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from mingbai.compare.matching.model import PEOPLE, Comparing, model
from mingbai.compare.matching.settings import Settings
from mingbai.rulebook.on_duckdb import connect

WITHIN = {
    "name_at_home": "home",
    "pinyin_at_home": "home",
}  # whose frequency is a village's, not the county's
MEMORY = "512MB"  # for Splink's tables; beyond it DuckDB goes to disk
SELDOM = 5  # bearers, up to whom names' counts say how many there are elsewhere
DOUBT = 100  # names, as against which those of a register count
DIGITS = 6  # of the odds' logarithm; more would only tell engines apart


def scored(
    rows: pl.DataFrame, people: pl.DataFrame, settings: Settings, *, by: Comparing = PEOPLE
) -> pl.DataFrame:
    """`row`, `person`, `odds` that they are one (`faint` or more), each comparison's level; in a fixed order.

    Each pair is judged by itself, whoever else fits the row.
    """
    if rows.is_empty() or people.is_empty():
        levels = dict.fromkeys(by.levels, pl.String)
        return pl.DataFrame(schema={"row": pl.String, "person": pl.String, "odds": pl.Float64, **levels})
    count = max(len(people), settings.least_people)
    with TemporaryDirectory() as spill, connect(memory=MEMORY, spill=Path(spill)) as connection:
        api = DuckDBAPI(connection)
        tables = [
            api.register(frame.to_arrow(), dataset_display_name=name)
            for name, frame in (("a", rows), ("b", people))
        ]
        linker = Linker(
            tables, model(settings, by, prior=settings.share / count, rarest=1 / count), log_level=None
        )
        for column in dict.fromkeys(by.frequent.values()):
            _register(api, linker, column, _frequencies(people, column, WITHIN.get(column), settings))
        found = linker.inference.predict(
            threshold_match_weight=math.log2(settings.faint), warning_mode="never"
        )
        whole = pl.DataFrame(found.as_duckdbpyrelation().pl())
    return _named(whole, by)


def _frequencies(people: pl.DataFrame, column: str, within: str | None, settings: Settings) -> pl.DataFrame:
    """How often others bear each value, in the county or `within` a village."""
    known = people.select(pl.col(column), pl.lit(0) if within is None else pl.col(within)).drop_nulls()
    least = settings.least_people if within is None else settings.least_village
    whole = known.with_columns(there=pl.len().over(pl.nth(1)).clip(lower_bound=least))
    counted = whole.group_by(column, maintain_order=True).agg(pl.len(), pl.col("there").first())
    bearers = counted["len"].replace_strict(_expected(counted["len"]), return_dtype=pl.Float64)
    return counted.select(column, (bearers / pl.col("there")).alias(f"tf_{column}"))


def _expected(counts: pl.Series) -> dict[int, float]:
    """Bearers to reckon with, by the number in the register, for somebody who is not in it (Good and Turing).

    Where most names are borne once, to share one by chance is rarer than one bearer says. Few names prove
    nothing: then it is half a bearer more.
    """
    names = Counter(counts.to_list())
    return {
        count: ((count + 1) * names[count + 1] + DOUBT * (count + 0.5)) / (names[count] + DOUBT)
        if count <= SELDOM
        else float(count)
        for count in names
    }


def _register(api: DuckDBAPI, linker: Linker, column: str, table: pl.DataFrame) -> None:
    lookup = api.register(table.to_arrow(), table_name=f"frequencies_{column}")
    linker.table_management.register_term_frequency_lookup(lookup, column)


def _named(whole: pl.DataFrame, by: Comparing) -> pl.DataFrame:
    levels = [
        pl.col(f"gamma_{name}")
        .replace_strict(
            {at: by.level_of(name, at) for at in range(-1, len(by.levels[name]) + 1)}, return_dtype=pl.String
        )
        .alias(name)
        for name in by.levels
    ]
    named = whole.select(
        pl.col("number_l").alias("row"),
        pl.col("number_r").alias("person"),
        (pl.lit(2.0) ** pl.col("match_weight").round(DIGITS)).alias("odds"),
        *levels,
    )
    return named.unique().sort("row", "odds", "person", descending=[False, True, False])
