"""Who every policy holds for, is unknown for and is received by: what the matrix of villages is made of.

Registered households and their people alone (handbook O.1).
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from mingbai.compare.tabling import OURS
from mingbai.compare.workbench import arrow
from mingbai.rulebook.running import Run
from mingbai.rulebook.verdicts import Placed

PORTION = 50_000
TOLD = pa.schema(
    [(name, pa.string()) for name in ("rule", "subject", "no", "area_code")]
    + [(name, pa.bool_()) for name in ("holds", "unknown", "received")]
    + [("amount_fen", pa.int64())]
)


def written(run: Run, path: Path) -> None:
    """A row for each subject that a policy holds for, may hold for, or is received by."""
    with pq.ParquetWriter(path, TOLD, compression="zstd") as writer:
        for entity, subject in run.questions.subjects.items():
            for placed in subject.placed if entity in OURS else ():
                if placed.rule.kind == "policy":
                    for _, rows in run.machine.portions(_of(run, entity, placed), PORTION):
                        writer.write_table(arrow(rows, TOLD))


def _of(run: Run, entity: str, placed: Placed) -> str:
    asking = run.asking(entity)
    sql = asking.sql
    key = sql.name("key")
    area = sql.name(asking.subject.area) if asking.subject.area else "NULL"
    amount = sql.of(placed.amount) if placed.amount is not None else "NULL"
    got = f"({sql.of(placed.received)})" if placed.received is not None else "NULL"
    ours = f"SELECT {key} FROM {run.layers.tables[OURS[entity]]}"  # noqa: S608 - our own names
    told = (
        f"SELECT '{placed.rule.code}' AS rule, '{entity}' AS subject, CAST({key} AS {sql.text}) AS no,"  # noqa: S608 - the book's
        f" CAST({area} AS {sql.text}) AS area_code, {asking.holds(placed)} AS holds,"
        f" {asking.unknown(placed)} AS unknown, CAST({got} AS BOOLEAN) AS received,"
        f" CAST({amount} AS BIGINT) AS amount_fen FROM {asking.facts} WHERE {key} IN ({ours})"
    )
    return f"SELECT * FROM ({told}) p WHERE holds OR unknown OR received IS TRUE"  # noqa: S608 - the book's
