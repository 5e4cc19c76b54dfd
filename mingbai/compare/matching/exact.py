"""Exact agreement: same name, day of birth and township, nothing against it, and only one person so."""

from __future__ import annotations

import polars as pl

KEY = ["name", "birth", "township"]
AGAINST = ("sex", "village")  # must not differ where both sides know them


def exactly(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """`row`, `person` of the shaped rows that reach one person by exact agreement."""
    known = people.filter(pl.all_horizontal(pl.col(KEY).is_not_null()))
    alone = known.filter(pl.len().over(KEY) == 1)
    found = rows.join(alone, on=KEY, how="inner", suffix="_of_person", maintain_order="left")
    contradicted = pl.any_horizontal(
        (pl.col(name) != pl.col(f"{name}_of_person")).fill_null(value=False) for name in AGAINST
    )
    return found.filter(~contradicted).select(row="number", person="number_of_person")
