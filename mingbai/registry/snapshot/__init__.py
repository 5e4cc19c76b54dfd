"""What the registry gives to comparisons: columns by the rule book's names, a query for each table, in bulk.

Rows are those of the acting post's walls. Numbers leave as keyed tokens, never as themselves. NULL is not
known. Ordinary households are there with what their roster holds (handbook O.1).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.db import connection

from mingbai.kit.db import planning
from mingbai.kit.pack import installed
from mingbai.registry.snapshot.columns import BESIDE, TABLES, YES, Columns
from mingbai.registry.snapshot.sources import CONTRADICTIONS, FROM, WITH

__all__ = ["BESIDE", "TABLES", "write"]
ECOLOGY = "ecology"


def write(table: str, path: Path, *, on: date, year: int, households: Sequence[int] | None = None) -> int:
    """Write a table as of a day as Parquet; returns the number of rows.

    ``year`` is that of the newest income statements to use; ``households`` narrows the tables of households
    and persons. Called in a transaction under a scope.
    """
    columns = TABLES[table]
    chosen = ", ".join(f"{sql} AS {name}" for name, (sql, _) in columns.items())
    query = " UNION ALL ".join(f"SELECT {chosen} {part}" for part in FROM[table])
    asked = {
        "on": on,
        "year": date(on.year - 1, 12, 31),
        "newest": year,
        "ecology": [code for code, line in _lines().items() if line.get("part") == ECOLOGY],
        "ids": None if households is None else list(households),
        "contradictions": list(CONTRADICTIONS),
    }
    csv = path.with_suffix(".csv")
    rows = None if households is None else len(households)
    with planning.joined(rows), connection.cursor() as cursor:
        whole = f"{WITH[table]} {query} ORDER BY 1"
        copied = cursor.copy(f"COPY ({whole}) TO STDOUT (FORMAT csv, HEADER)", asked)
        with csv.open("wb") as file, copied as out:
            file.writelines(out)
    flags = [pl.col(name) == "t" for name, (_sql, kind) in columns.items() if kind == YES]
    pl.scan_csv(csv, schema=_schema(columns), null_values=[""]).with_columns(flags).sink_parquet(path)
    csv.unlink()
    count: int = pl.scan_parquet(path).select(pl.len()).collect().item()
    return count


def _lines() -> Mapping[str, Any]:
    lines: Mapping[str, Any] = installed().section("income")
    return lines


def _schema(columns: Columns) -> dict[str, type[pl.DataType] | pl.DataType]:
    return {name: pl.String if kind == YES else kind for name, (_, kind) in columns.items()}
