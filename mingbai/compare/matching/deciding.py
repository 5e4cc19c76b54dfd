"""Which pairs stand by themselves and which a person must confirm."""

from __future__ import annotations

import polars as pl

from mingbai.compare.matching.settings import Settings

TELLING = {"birth": ("same", "month", "near"), "phone": ("same",)}  # a name and a place alone never suffice


def decided(pairs: pl.DataFrame, settings: Settings) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Matched pairs, at most one for a row; and the doubtful ones of the other rows.

    Those carry `count` and `why`: `several` people fit nearly as well, `little` agrees beside name and place,
    the `name` differs in a way that proves nothing, or the pair is `below` the threshold.
    """
    order = ["row", "probability", "person"]
    ranked = pairs.sort(order, descending=[False, True, False]).with_columns(
        at=pl.int_range(pl.len()).over("row"),
        count=pl.len().over("row"),
        odds=pl.col("probability") / (1 - pl.col("probability")).clip(lower_bound=1e-12),
    )
    best = ranked.filter(pl.col("at") == 0)
    second = ranked.filter(pl.col("at") == 1).select("row", rival="odds")
    best = best.join(second, on="row", how="left", maintain_order="left").with_columns(why=_why(settings))
    matched = best.filter(pl.col("why").is_null()).select("row", "person", "probability")
    rest = ranked.join(best.filter(pl.col("why").is_not_null()).select("row", "why"), on="row", how="inner")
    shown = rest.filter(pl.col("at") < settings.candidates).sort("row", "at")
    return matched, shown.drop("at", "odds")


def _why(settings: Settings) -> pl.Expr:
    telling = pl.any_horizontal(pl.col(name).is_in(levels) for name, levels in TELLING.items())
    return (
        pl.when(pl.col("odds") < settings.lead * pl.col("rival").fill_null(0))
        .then(pl.lit("several"))
        .when(pl.col("name").is_in(sorted(settings.never_alone)))
        .then(pl.lit("name"))
        .when(pl.col("probability") < settings.match)
        .then(pl.lit("below"))
        .when(~telling)
        .then(pl.lit("little"))
    )
