"""What held before and is not told now: no longer true, or not to be told from what has come today?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from mingbai.rulebook.running import Run
from mingbai.rulebook.types import TEXT

AT_ONCE = 5_000  # keys in one question


def unknown(run: Run, held: pl.DataFrame, *, findings: Path) -> frozenset[int]:
    """Of what held before (`id`, `rule`, `no`) and is not told now, what is unknown today.

    A file that is missing clears nobody.
    """
    again = pl.read_parquet(findings, columns=["rule", "no"])
    asked, found = set(run.rules()), set[int]()
    for (code,), rows in held.join(again, on=["rule", "no"], how="anti").group_by(
        "rule", maintain_order=True
    ):
        if code in asked:
            open_ = set(_unknown(run, str(code), rows["no"].to_list()))
            found |= {id_ for id_, no in rows.select("id", "no").iter_rows() if no in open_}
    return frozenset(found)


def _unknown(run: Run, code: str, keys: Sequence[str]) -> Iterator[str]:
    placed = run.placed(code)
    asking = run.asking(placed.rule.subject)
    sql = asking.sql
    key = f"CAST({sql.name('key')} AS {sql.text})"
    got = f" OR ({sql.of(placed.received)}) IS NULL" if placed.received is not None else ""
    for start in range(0, len(keys), AT_ONCE):
        listed = ", ".join(sql.constant(one, TEXT) for one in keys[start : start + AT_ONCE])
        where = f"{key} IN ({listed}) AND ({asking.unknown(placed)}{got})"
        _, rows = run.machine.rows(f"SELECT {key} FROM {asking.facts} WHERE {where}")  # noqa: S608 - quoted
        yield from (str(row[0]) for row in rows)
