"""What the ledger knows already of the people and households of some rows, the whole county asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
from django.db import connection

from mingbai.kit.db import names
from mingbai.registry.actions.importing.sealing import HELD_ELSEWHERE

names.register(
    "registry_import_persons", "registry_import_households", "registry_import_seals",
    "registry_import_settle", "registry_ledger_settle", "registry_tokens_settle",
)  # fmt: skip
# Values by the ten thousand travel as one text: as an array each would be looked through and quoted.
LISTED = "string_to_array(%s, chr(31))"
PERSONS = f"""
SELECT number, token, coalesce(person_id, %s)
  FROM registry_import_persons({LISTED}, ARRAY(SELECT decode(hex, 'hex') FROM unnest({LISTED}) AS hex))
"""
HOUSEHOLDS = f"SELECT number, coalesce(household_id, %s) FROM registry_import_households({LISTED})"
STAGED = f"""
SELECT number, household_id FROM registry_importhousehold WHERE batch_id = %s AND number = ANY ({LISTED})
"""
TOKENS = "SELECT id, id_token, phone_token FROM registry_person WHERE id = ANY (%s)"
HOUSEHOLD_TOKENS = "SELECT id, phone_token, account_token FROM registry_household WHERE id = ANY (%s)"


def with_persons(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with `by_number` and `by_token` (ids, HELD_ELSEWHERE, or null) and what is sealed already."""
    tokens = frame.filter("good")["id_token"].bin.encode("hex")
    with connection.cursor() as cursor:
        cursor.execute(PERSONS, [HELD_ELSEWHERE, _listed(frame["number"]), _listed(tokens)])
        found = cursor.fetchall()
    by_number = {number: id_ for number, _, id_ in found if number is not None}
    by_token = {bytes(token): id_ for _, token, id_ in found if token is not None}
    frame = frame.with_columns(
        by_number=_looked_up(frame["number"], by_number),
        by_token=pl.when("good").then(_looked_up(frame["id_token"], by_token)),
    )
    return _with_tokens(frame, "by_number", TOKENS, ("held_id", "held_phone"))


def with_homes(batch: int, numbers: pl.Series) -> pl.DataFrame:
    """Of each household number its id: the ledger's, that of an earlier row of the batch, or null."""
    with connection.cursor() as cursor:
        cursor.execute(HOUSEHOLDS, [HELD_ELSEWHERE, _listed(numbers)])
        found = dict(cursor.fetchall())
        cursor.execute(STAGED, [batch, _listed(numbers)])
        found = {**dict(cursor.fetchall()), **found}
    return pl.DataFrame({"number": numbers, "household_id": _looked_up(numbers, found)})


def with_households(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with `by_number` and what is sealed already."""
    with connection.cursor() as cursor:
        cursor.execute(HOUSEHOLDS, [HELD_ELSEWHERE, _listed(frame["number"])])
        by_number = dict(cursor.fetchall())
    frame = frame.with_columns(by_number=_looked_up(frame["number"], by_number))
    return _with_tokens(frame, "by_number", HOUSEHOLD_TOKENS, ("held_phone", "held_account"))


def _listed(values: pl.Series) -> str:
    """Values with a separator between them; what is not there is left out, one that held it is not found."""
    return str(values.drop_nulls().str.join("\x1f").item())


def _looked_up(values: pl.Series, found: Mapping[Any, int]) -> pl.Series:
    if not found:
        return pl.repeat(None, len(values), dtype=pl.Int64, eager=True)
    return pl.Series([found.get(value) for value in values], dtype=pl.Int64)


def _with_tokens(frame: pl.DataFrame, ids: str, query: str, columns: tuple[str, str]) -> pl.DataFrame:
    asked = frame[ids].drop_nulls().unique().to_list()
    rows = []
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(query, [asked])
            rows = cursor.fetchall()
    first, second = columns
    plain = [(id_, _bytes(one), _bytes(two)) for id_, one, two in rows]
    schema = {ids: pl.Int64, first: pl.Binary, second: pl.Binary}
    table = pl.DataFrame(plain, schema=schema, orient="row")
    return frame.join(table, on=ids, how="left", maintain_order="left")


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)
