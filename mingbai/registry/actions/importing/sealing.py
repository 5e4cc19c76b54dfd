"""Identities at the door: tokens for all; places in the vault and seals for what it does not hold yet."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from mingbai.kit.vault import bulk, store
from mingbai.kit.vault.holdings import Holding
from mingbai.kit.vault.store import SHOWN

SEALED = Holding("registry_importseal", ("id", "kind"), store.place)
"""Moves with the vault when the key is replaced."""
HELD_ELSEWHERE = -1
"""In place of a person's id: somebody's beyond the range of who asks, or a number that is archived."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A column of values to be sealed: its kind in the vault, the names of what rows keep of it."""

    kind: str
    column: str

    @property
    def vault(self) -> str:
        return f"{self.stem}_vault"

    @property
    def token(self) -> str:
        return f"{self.stem}_token"

    @property
    def last4(self) -> str:
        return f"{self.stem}_last4"

    @property
    def stem(self) -> str:
        return self.column.removesuffix("_no")


OF_HOUSEHOLD = Kind("phone", "household_phone")  # as the rows of its members have it: compared, not kept
DOCUMENT, PHONE, ACCOUNT = Kind("id_no", "id_no"), Kind("phone", "phone"), Kind("account", "account")


def tokened(frame: pl.DataFrame, kind: Kind) -> pl.DataFrame:
    """The frame with the column's tokens and last four characters."""
    tokens = bulk.tokened(kind.kind, frame[kind.column])
    last = pl.col(kind.column).str.tail(SHOWN).fill_null("")
    return frame.with_columns(tokens.alias(kind.token), last.alias(kind.last4))


def sealed(
    frame: pl.DataFrame, kind: Kind, *, wanted: pl.Series, sole: pl.Series
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The frame with places in the vault where `wanted`, and the seals for them; `sole` as the vault says."""
    at = (wanted & frame[kind.column].is_not_null()).arg_true()
    places = pl.repeat(None, len(frame), dtype=pl.Int64, eager=True)
    if at.is_empty():
        return frame.with_columns(places.alias(kind.vault)), SEALS.clear()
    ids = bulk.reserve(len(at))
    some = frame[at]
    key_id, closed = bulk.close_all(kind.kind, ids, some[kind.column].to_list())
    seals = pl.DataFrame(
        {
            "id": ids, "area_code": some["area_code"], "kind": [kind.kind] * len(ids),
            "sole": sole.gather(at),
            "key_id": [key_id] * len(ids), "sealed": closed, "token": some[kind.token],
        },
        schema=SEALS.schema,
    )  # fmt: skip
    return frame.with_columns(places.scatter(at, ids).alias(kind.vault)), seals


SEALS = pl.DataFrame(
    schema={
        "id": pl.Int64, "area_code": pl.String, "kind": pl.String, "sole": pl.Boolean, "key_id": pl.String,
        "sealed": pl.Binary, "token": pl.Binary,
    }
)  # fmt: skip
