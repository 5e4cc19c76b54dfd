"""Which pairs stand by themselves and which a person must confirm."""

from __future__ import annotations

import polars as pl

from mingbai.compare.matching.settings import Settings

OWN = {"name": "own_name", "birth": "own_birth"}
CLAIM = {"name": "claim_name", "birth": "claim_birth"}
DIGITS = 9  # of a probability
TELLING = {
    "birth": ("same", "month", "near"),
    "phone": ("same",),
}  # a name and a place alone never suffice


def decided(
    pairs: pl.DataFrame, certain: pl.DataFrame, rows: pl.DataFrame, settings: Settings
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Matched pairs, at most one for a row; and the doubtful ones of the other rows.

    `certain` has pairs that stand already, `rows` all shaped rows. Doubtful pairs carry `count` and `why`:
    `several` people fit nearly as well, `little` agrees beside name and place, the `name` differs in a way
    that proves nothing, the pair is `below` the threshold, or the person is `claimed` by another row that
    fits better and says otherwise.
    """
    order = ["row", "odds", "person"]
    ranked = pairs.sort(order, descending=[False, True, False]).with_columns(
        at=pl.int_range(pl.len()).over("row"), count=pl.len().over("row"), probability=_among_all(settings)
    )
    best = ranked.filter(pl.col("at") == 0)
    second = ranked.filter(pl.col("at") == 1).select("row", rival="odds")
    best = best.join(second, on="row", how="left", maintain_order="left").with_columns(why=_why(settings))
    best = _unclaimed(best, certain, rows)
    matched = best.filter(pl.col("why").is_null()).select("row", "person", "probability")
    asked = best.filter(pl.col("why").is_not_null() & (pl.col("probability") >= settings.doubtful))
    rest = ranked.join(asked.select("row", "why"), on="row", how="inner", maintain_order="left")
    shown = rest.filter(pl.col("at") < settings.candidates).sort("row", "at")
    return matched, shown.drop("at", "odds")


def _unclaimed(best: pl.DataFrame, certain: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """One person for rows that say the same of them: of others only the row that fits best stands."""
    written = rows.select("number", "name", "birth").rename({"number": "row"})
    standing = best.filter(pl.col("why").is_null()).select("row", "person", "odds")
    sure = certain.select("row", "person", odds=pl.lit(float("inf")))
    claims = pl.concat([sure, standing]).join(written.rename(CLAIM), on="row", how="left")
    first = claims.sort(["person", "odds", "row"], descending=[False, True, False])
    first = first.unique("person", keep="first", maintain_order=True).select("person", *CLAIM.values())
    told = best.join(written.rename(OWN), on="row", how="left", maintain_order="left")
    told = told.join(first, on="person", how="left", maintain_order="left")
    other = pl.any_horizontal(pl.col(OWN[name]).ne_missing(pl.col(CLAIM[name])) for name in OWN)
    claimed = pl.col("why").is_null() & other
    why = pl.when(claimed).then(pl.lit("claimed")).otherwise("why")
    return told.with_columns(why=why).select(best.columns)


def _among_all(settings: Settings) -> pl.Expr:
    """That a row is this person, none of the others that fit it, and nobody who is not registered."""
    odds = pl.col("odds")
    return (odds / (odds.sum().over("row") + 1 - settings.share)).round(DIGITS)


def _why(settings: Settings) -> pl.Expr:
    telling = pl.any_horizontal(pl.col(name).is_in(levels) for name, levels in TELLING.items())
    telling |= (pl.col("birth") == "lunar") & (pl.col("place") == "village")
    only_so = pl.col("name").is_in(sorted(settings.by_telephone))
    all_else = (pl.col("birth") == "same") & (pl.col("phone") == "same")
    return (
        pl.when(pl.col("odds") < settings.lead * pl.col("rival").fill_null(0))
        .then(pl.lit("several"))
        .when(pl.col("name").is_in(sorted(settings.never_alone)) | (only_so & ~all_else))
        .then(pl.lit("name"))
        .when(pl.col("probability") < settings.match)
        .then(pl.lit("below"))
        .when(~telling)
        .then(pl.lit("little"))
    )
