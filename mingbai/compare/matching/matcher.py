"""Rows without a usable identity number, led to persons: exact agreement first, then the model."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from mingbai.compare.matching.answers import NONE, Answers, known
from mingbai.compare.matching.deciding import decided
from mingbai.compare.matching.exact import exactly
from mingbai.compare.matching.paper import NO, YES
from mingbai.compare.matching.scoring import scored
from mingbai.compare.matching.settings import Settings
from mingbai.compare.matching.shaping import marks, shaped

CONFIRMED, EXACT, MODEL = "confirmed", "exact", "model"


@dataclass(frozen=True)
class Matched:
    """What came of it.

    `pairs`: `row`, `person`, `match_basis` (confirmed | exact | model), `probability` (1 but where by
    model); a row stands once. `doubtful`: `row`, `person`, `probability`, each comparison's level, `count` of
    candidates, `why`, the row's `mark` and what was answered before, if anything.
    """

    pairs: pl.DataFrame
    doubtful: pl.DataFrame


def matched(
    rows: pl.DataFrame,
    people: pl.DataFrame,
    settings: Settings,
    *,
    row: str,
    person: str,
    answers: Answers = NONE,
) -> Matched:
    """Pairs by the columns `row` and `person`, which are unique in their frames; both come back as text.

    Both frames may hold name, birth_date, birth_month, sex, township, village, phone; people also
    other_phone. What a frame lacks is unknown. What a person confirmed stands, what a person refused is not
    tried again. The same inputs give the same pairs in the same order.
    """
    ours, theirs = shaped(people, settings, key=person), shaped(rows, settings, key=row)
    marked = theirs.select(row="number").with_columns(marks(theirs))
    told = known(answers, ours["number"])
    confirmed = _answered(marked, told, YES)
    refused = _answered(marked, told, NO)
    rest = _without(theirs, confirmed)
    exact = exactly(rest, ours).join(refused, on=["row", "person"], how="anti", maintain_order="left")
    rest = _without(rest, exact)
    named = ours.filter(pl.col("name").is_not_null())
    pairs = scored(rest.filter(_askable()), named, settings)
    pairs = pairs.join(refused, on=["row", "person"], how="anti", maintain_order="left")
    by_model, doubtful = decided(pairs, pl.concat([confirmed, exact]), theirs, settings)
    whole = [_sure(confirmed, CONFIRMED), _sure(exact, EXACT), _by_model(by_model)]
    return Matched(pl.concat(whole).sort("row"), _told(doubtful, marked, told))


def _answered(marked: pl.DataFrame, answers: Answers, answer: str) -> pl.DataFrame:
    """`row`, `person` of the rows of which somebody answered so."""
    found = marked.join(answers.pairs(answer), on="mark", how="inner")
    return found.select("row", "person").sort("row", "person")


def _without(rows: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    return rows.join(pairs, left_on="number", right_on="row", how="anti", maintain_order="left")


def _sure(pairs: pl.DataFrame, basis: str) -> pl.DataFrame:
    return pairs.select("row", "person", match_basis=pl.lit(basis), probability=pl.lit(1.0))


def _by_model(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.select("row", "person", pl.lit(MODEL).alias("match_basis"), "probability")


def _told(doubtful: pl.DataFrame, marked: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    """With the rows' marks, and what was answered before."""
    whole = doubtful.join(marked, on="row", how="left", maintain_order="left")
    return whole.join(answers.given, on=["mark", "person"], how="left", maintain_order="left")


def _askable() -> pl.Expr:
    """A name and anything beside it; a name alone is everybody's."""
    beside = ("birth_month", "township", "village", "phone")
    return pl.col("name").is_not_null() & pl.any_horizontal(pl.col(name).is_not_null() for name in beside)
