"""The door: numbers of people, telephones and accounts become keyed tokens before anything is kept.

A token is that of ``registry_person.id_token`` in hex: equal for equal numbers, silent without the key.
"""

from __future__ import annotations

import polars as pl

from mingbai.kit.redact import IDENTITY
from mingbai.kit.vault import bulk
from mingbai.kit.vault.store import SHOWN, normal
from mingbai.tables.declared import Dataset

CARD = 18  # characters of an identity number; a disability card's goes on with category and level
KINDS = {"id_no": "id_no", "phone": "phone", "account": "account"}
PLAIN = r"^[0-9A-Z]*$"
COVER = "[*]"
FREE = frozenset({"text"})


def sealed(rows: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """Accepted rows as they are kept: no number of a person, telephone or account is left in them.

    Beside a telephone stands ``<column>_tail``, its last digits, by which rows without a number are compared.
    """
    for column in dataset.columns:
        if column.type in KINDS:
            rows = _tokened(rows, column.name, column.type)
        elif column.type in FREE and not column.key:
            rows = _covered(rows, column.name)
    return rows


def _tokened(rows: pl.DataFrame, name: str, kind: str) -> pl.DataFrame:
    values = rows[name]
    if kind == "phone":
        rows = rows.with_columns(pl.col(name).str.tail(SHOWN).alias(f"{name}_tail"))
    if kind == "id_no":
        values = normalised(values)
    return rows.with_columns(bulk.tokened(KINDS[kind], values).bin.encode("hex").alias(name))


def normalised(numbers: pl.Series) -> pl.Series:
    """Identity numbers in the form in which they are compared; of longer ones the part that is a person's."""
    odd = (numbers.is_not_null() & ~numbers.str.contains(PLAIN).fill_null(value=True)).arg_true()
    if len(odd):
        few = pl.Series([normal(value) for value in numbers.gather(odd)], dtype=pl.String)
        numbers = numbers.clone().scatter(odd, few)
    return numbers.str.head(CARD)


def _covered(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """A text in which somebody wrote a number: what looks like one is taken out. Most texts hold none."""
    texts = rows[name]
    held = texts.str.contains(r"\d{11}").fill_null(value=False).arg_true()
    if held.is_empty():
        return rows
    few = pl.Series([IDENTITY.sub(COVER, text) for text in texts.gather(held)], dtype=pl.String)
    return rows.with_columns(texts.clone().scatter(held, few))
