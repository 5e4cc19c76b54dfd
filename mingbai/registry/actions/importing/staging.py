"""Rows into the staging tables: a frame is copied into a temporary table and inserted from there.

A table behind the wall takes no COPY from who does not own it; what is inserted from the temporary table
passes the wall like any other row.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import polars as pl
from django.db import connection

from mingbai.kit.scope import ActingPost
from mingbai.registry.actions.importing import known, places, rows, sealing
from mingbai.registry.actions.importing.sealing import (
    ACCOUNT,
    DOCUMENT,
    HELD_ELSEWHERE,
    OF_HOUSEHOLD,
    PHONE,
)
from mingbai.registry.models import ImportBatch, ImportFile
from mingbai.tables.declared import Dataset

NULL = "\\N"
PERSON_COLUMNS = (
    "sheet", "row_no", "area_code", "verdict", "reason", "facts", "household_no", "number", "registered",
    "group_no", "name", "name_sort", "sex", "birth_date", "ethnic", "id_type", "id_vault", "id_token",
    "id_last4", "id_fault", "id_fault_length", "phone_vault", "phone_token", "phone_last4", "relation",
    "person_id", "household_id", "said",
)  # fmt: skip
HOUSEHOLD_COLUMNS = (
    "sheet", "row_no", "area_code", "verdict", "reason", "facts", "number", "registered", "group_no",
    "phone_vault", "phone_token", "phone_last4", "bank", "account_vault", "account_token", "account_last4",
    "members", "year", "income", "causes", "household_id", "said",
)  # fmt: skip
VILLAGE_COLUMNS = ("sheet", "row_no", "area_code", "verdict", "reason", "facts", "year")
SEAL_COLUMNS = tuple(sealing.SEALS.columns)
# Written out: the application may not read the columns of the staged seals.
SEALS_TABLE = """
CREATE TEMPORARY TABLE incoming (id bigint, area_code text, kind text, sole boolean, key_id text,
sealed bytea,
                                 token bytea) ON COMMIT DROP
"""
INSERT_SEALS = """
INSERT INTO registry_importseal (batch_id, id, area_code, kind, sole, key_id, sealed, token)
SELECT %s, id, area_code, kind, sole, key_id, sealed, token FROM incoming
"""
NO_ROW = {
    "sheet": "", "row_no": 0, "facts": None, "phone_vault": None, "phone_token": None, "phone_last4": "",
    "bank": "", "account_vault": None, "account_token": None, "account_last4": "", "members": None,
    "year": None,
    "income": None, "causes": "", "said": None,
}  # fmt: skip
RESERVE = """
SELECT nextval(s.named) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS named OFFSET 0) s,
       generate_series(1, %s)
"""
ELSEWHERE, ANOTHERS = "person_elsewhere", "number_anothers"
HOUSEHOLD_ELSEWHERE, LINES_EXCEED = "household_elsewhere", "lines_exceed"


def stage(
    batch: ImportBatch,
    file: ImportFile,
    dataset: Dataset,
    accepted: pl.DataFrame,
    faults: pl.DataFrame,
    *,
    by: ActingPost,
    towns: places.Places,
) -> None:
    """Put accepted rows where they wait; those of unknown villages or people elsewhere are marked."""
    where = places.resolved(accepted, by, towns)
    present = file.columns
    if dataset.code == rows.VILLAGES:
        frame = _placed(rows.villages(accepted, dataset, present), where, batch)
        _insert(batch, file, "registry_importvillage", VILLAGE_COLUMNS, _unreasoned(frame))
    elif dataset.code == rows.NATIONAL_HOUSEHOLD:
        frame = _placed(rows.households(accepted, dataset, present), where, batch)
        _stage_households(batch, file, frame)
    else:
        frame = _placed(rows.persons(accepted, dataset, present, faults), where, batch)
        _stage_persons(batch, file, frame)


def _placed(frame: pl.DataFrame, where: pl.DataFrame, batch: ImportBatch) -> pl.DataFrame:
    """With area and reason; a row of nowhere waits in the uploader's own area, and is sent back."""
    reason = where["area_reason"].replace({places.FOLLOWED: ""})
    area = (
        where["area"]
        .to_frame("a")
        .select(pl.when(pl.col("a") == "").then(pl.lit(batch.area_code)).otherwise("a"))
    )
    return frame.with_columns(area.to_series().alias("area_code"), reason.alias("reason"))


def _unreasoned(frame: pl.DataFrame) -> pl.DataFrame:
    """With the verdict that the reason gives."""
    return frame.with_columns(
        verdict=pl.when(pl.col("reason") == "").then(pl.lit("new")).otherwise(pl.lit("rejected"))
    )


def _stage_persons(batch: ImportBatch, file: ImportFile, frame: pl.DataFrame) -> None:
    frame = _with_said(sealing.tokened(sealing.tokened(frame, DOCUMENT), PHONE))
    frame = known.with_persons(_at_home(batch, file, frame))
    elsewhere = (pl.col("by_number") == HELD_ELSEWHERE) | (pl.col("by_token") == HELD_ELSEWHERE)
    others = (
        pl.col("by_number").is_not_null()
        & pl.col("by_token").is_not_null()
        & (pl.col("by_number") != pl.col("by_token"))
    )
    frame = frame.with_columns(
        reason=pl.when(pl.col("reason") != "").then("reason")
        .when(elsewhere.fill_null(value=False)).then(pl.lit(ELSEWHERE))
        .when(others).then(pl.lit(ANOTHERS))
        .otherwise(pl.lit("")),
        person_id=pl.coalesce("by_number", "by_token"),
    )  # fmt: skip
    frame = _unreasoned(frame.with_columns(person_id=_with_new_ids(frame["person_id"], "registry_person")))
    take = frame["verdict"] == "new"
    held = frame["held_id"].eq_missing(frame["id_token"]) | frame["by_token"].is_not_null()
    frame, documents = sealing.sealed(frame, DOCUMENT, wanted=take & ~held, sole=frame["good"])
    same = frame["held_phone"].eq_missing(frame["phone_token"])
    none = pl.repeat(value=False, n=len(frame), eager=True)
    frame, phones = sealing.sealed(frame, PHONE, wanted=take & ~same, sole=none)
    _insert(batch, file, "registry_importperson", PERSON_COLUMNS, frame)
    _insert_seals(batch, pl.concat([documents, phones]))


def _with_said(frame: pl.DataFrame) -> pl.DataFrame:
    """With what the file says and the ledger does not take from it, as comparisons read it: no number."""
    frame = sealing.tokened(frame, OF_HOUSEHOLD)
    token, last = pl.col(OF_HOUSEHOLD.token).bin.encode("hex"), pl.col(OF_HOUSEHOLD.last4)
    said = pl.struct(sex="said_sex", phone=token, phone_last4=last).struct.json_encode()
    there = pl.col("said_sex").is_not_null() | token.is_not_null()
    return frame.with_columns(said=pl.when(there).then(said))


def _at_home(batch: ImportBatch, file: ImportFile, frame: pl.DataFrame) -> pl.DataFrame:
    """With `household_id`; a household of which no row has come yet gets one made from its members' rows."""
    homes = known.with_homes(batch.pk, frame["household_no"].unique(maintain_order=True))
    missing = homes.filter(pl.col("household_id").is_null())["number"]
    if len(missing):
        placed = frame.filter(pl.col("reason") == "").unique(
            "household_no", keep="first", maintain_order=True
        )
        made = placed.filter(pl.col("household_no").is_in(missing.implode())).select(
            "area_code", "registered", "group_no", "reason", number="household_no"
        )
        made = made.with_columns(
            [pl.lit(value).alias(name) for name, value in NO_ROW.items()],
            household_id=_with_new_ids(
                pl.repeat(None, len(made), dtype=pl.Int64, eager=True), "registry_household"
            ),
        )
        _insert(batch, file, "registry_importhousehold", HOUSEHOLD_COLUMNS, _unreasoned(made))
        homes = known.with_homes(batch.pk, frame["household_no"].unique(maintain_order=True))
    frame = frame.join(homes, left_on="household_no", right_on="number", how="left", maintain_order="left")
    elsewhere = (pl.col("household_id") == HELD_ELSEWHERE).fill_null(value=False)
    return frame.with_columns(
        reason=pl.when((pl.col("reason") == "") & elsewhere)
        .then(pl.lit(HOUSEHOLD_ELSEWHERE))
        .otherwise("reason")
    )


def _stage_households(batch: ImportBatch, file: ImportFile, frame: pl.DataFrame) -> None:
    frame = sealing.tokened(sealing.tokened(frame, PHONE), ACCOUNT)
    frame = known.with_households(frame)
    elsewhere = (pl.col("by_number") == HELD_ELSEWHERE).fill_null(value=False)
    frame = frame.with_columns(
        reason=pl.when((pl.col("reason") == "") & elsewhere)
        .then(pl.lit(HOUSEHOLD_ELSEWHERE))
        .otherwise("reason"),
        household_id=_with_new_ids(_known_in(batch, frame), "registry_household"),
    )
    frame = _unreasoned(frame)
    none = pl.repeat(value=False, n=len(frame), eager=True)
    take = frame["verdict"] == "new"
    seals = []
    for kind, held in ((PHONE, "held_phone"), (ACCOUNT, "held_account")):
        same = frame[held].eq_missing(frame[kind.token])
        frame, made = sealing.sealed(frame, kind, wanted=take & ~same, sole=none)
        seals.append(made)
    _insert(batch, file, "registry_importhousehold", HOUSEHOLD_COLUMNS, frame)
    _insert_seals(batch, pl.concat(seals))


def _known_in(batch: ImportBatch, frame: pl.DataFrame) -> pl.Series:
    """The ledger's ids, or those that earlier rows of the batch were given."""
    homes = known.with_homes(batch.pk, frame["number"].unique(maintain_order=True))
    return frame.join(homes, on="number", how="left", maintain_order="left")["household_id"]


def _with_new_ids(found: pl.Series, table: str) -> pl.Series:
    """The ledger's ids, and new ones of its own sequence where it has none."""
    at = found.is_null().arg_true()
    if at.is_empty():
        return found
    with connection.cursor() as cursor:
        cursor.execute(RESERVE, [table, len(at)])
        return found.clone().scatter(at, [id_ for (id_,) in cursor.fetchall()])


def _insert(
    batch: ImportBatch, file: ImportFile, table: str, columns: Sequence[str], frame: pl.DataFrame
) -> None:
    """Through a temporary table; every row carries its batch and file."""
    listed = ", ".join(f'"{name}"' for name in columns)
    made = f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {listed} FROM {table} WITH NO DATA"
    copied("incoming", made, columns, frame)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (batch_id, file_id, {listed}) SELECT %s, %s, {listed} FROM incoming",
            [batch.pk, file.pk],
        )
        cursor.execute("DROP TABLE incoming")


def _insert_seals(batch: ImportBatch, seals: pl.DataFrame) -> None:
    copied("incoming", SEALS_TABLE, SEAL_COLUMNS, seals)
    with connection.cursor() as cursor:
        cursor.execute(INSERT_SEALS, [batch.pk])
        cursor.execute("DROP TABLE incoming")


def copied(table: str, made: str, columns: Sequence[str], frame: pl.DataFrame) -> None:
    """Make a temporary table by the statement `made` and fill it."""
    listed = ", ".join(f'"{name}"' for name in columns)
    hexed = [
        pl.concat_str(pl.lit("\\x"), pl.col(name).bin.encode("hex")).alias(name)
        for name, kind in frame.schema.items()
        if kind == pl.Binary and name in columns
    ]
    text = io.BytesIO()
    frame.with_columns(hexed).select(columns).write_csv(text, include_header=False, null_value=NULL)
    with connection.cursor() as cursor:
        cursor.execute(made)
        with cursor.copy(f"COPY {table} ({listed}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')") as copy:
            copy.write(text.getbuffer())
