"""Rows without a usable identity number, led to persons: exact agreement first, then the model."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from mingbai.compare.matching.deciding import decided
from mingbai.compare.matching.exact import exactly
from mingbai.compare.matching.scoring import scored
from mingbai.compare.matching.settings import Settings
from mingbai.compare.matching.shaping import shaped

EXACT, MODEL = "exact", "model"


@dataclass(frozen=True)
class Matched:
    """What came of it.

    `pairs`: `row`, `person`, `match_basis` (exact | model), `probability` (1 where exact); a row stands once.
    `doubtful`: `row`, `person`, `probability`, each comparison's level, `count` of candidates, `why`.
    """

    pairs: pl.DataFrame
    doubtful: pl.DataFrame


def matched(
    rows: pl.DataFrame, people: pl.DataFrame, settings: Settings, *, row: str, person: str
) -> Matched:
    """Pairs by the columns `row` and `person`, which are unique in their frames; both come back as text.

    Both frames may hold name, birth_date, birth_month, sex, township, village, phone; people also
    other_phone. What a frame lacks is unknown. The same inputs give the same pairs in the same order.
    """
    ours, theirs = shaped(people, settings, key=person), shaped(rows, settings, key=row)
    certain = exactly(theirs, ours)
    rest = theirs.join(certain, left_on="number", right_on="row", how="anti", maintain_order="left")
    named = ours.filter(pl.col("name").is_not_null())
    by_model, doubtful = decided(scored(rest.filter(_askable()), named, settings), settings)
    pairs = pl.concat(
        [
            certain.with_columns(match_basis=pl.lit(EXACT), probability=pl.lit(1.0)),
            by_model.select("row", "person", pl.lit(MODEL).alias("match_basis"), "probability"),
        ]
    )
    return Matched(pairs.sort("row"), doubtful)


def _askable() -> pl.Expr:
    """A name and anything beside it; a name alone is everybody's."""
    beside = ("birth_month", "township", "village", "phone")
    return pl.col("name").is_not_null() & pl.any_horizontal(pl.col(name).is_not_null() for name in beside)
