"""Makes the tables that the book is asked on: its columns and no others, rows led to their subjects."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from mingbai.compare.subjects import households, persons
from mingbai.compare.taken import Taken
from mingbai.compare.tokens import Tokens
from mingbai.rulebook.book import Book, Entity, Fact
from mingbai.rulebook.types import Type
from mingbai.tables.atomic import replacing
from mingbai.tables.declared import Catalogue

ROW = "row_no"


@dataclass
class Tables:
    """Parquet files by dataset, and how many rows of each reached nobody."""

    folder: Path
    paths: dict[str, Path]
    unmatched: dict[str, int]
    persons: pl.DataFrame
    households: pl.DataFrame


def made(book: Book, taken: Taken, catalogue: Catalogue, tokens: Tokens, *, out: Path, county: str) -> Tables:
    """Writes a table for each dataset of the book that has come."""
    people = persons(taken, tokens)
    homes = households(taken, people, tokens, county=county)
    tables = Tables(out, {}, {}, people, homes)
    leads = _leads(people, homes)
    for entity in book.entities.values():
        if entity.distinct is not None:
            continue
        if entity.code == "person":
            _write(tables, entity, people)
        elif entity.code == "household":
            _write(tables, entity, homes)
        elif taken.has(entity.dataset):
            _write(tables, entity, _led(taken, catalogue, entity, leads, tables))
    return tables


def _leads(people: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    """From an identity number to the one person, household and village it belongs to."""
    lead = people.filter(pl.col("id_no").is_not_null()).select(
        pl.col("id_no").str.slice(0, 18).alias("id"), "person_no", "household_no"
    )
    lead = lead.unique("id", keep="first", maintain_order=True)
    return lead.join(homes.select("household_no", "area_code"), on="household_no", how="left")


def _led(
    taken: Taken, catalogue: Catalogue, entity: Entity, leads: pl.DataFrame, tables: Tables
) -> pl.DataFrame:
    """The dataset's rows, numbered through, each with the person, household and village that it leads to."""
    identity = catalogue.datasets[entity.dataset].identity
    rows = taken.frame(entity.dataset).drop(ROW).with_row_index(ROW, offset=1)
    if identity is None:
        return rows
    rows = rows.drop("household_no", "person_no", "area_code", strict=False)
    rows = rows.with_columns(id=pl.col(identity.name).str.slice(0, 18))
    led = rows.join(leads, on="id", how="left", maintain_order="left")
    tables.unmatched[entity.dataset] = int(led["person_no"].is_null().sum())
    # who is nobody of ours is of no concern here: only their number is kept
    return led.filter(pl.col("person_no").is_not_null())


def _write(tables: Tables, entity: Entity, rows: pl.DataFrame) -> None:
    path = tables.folder / f"{entity.dataset}.parquet"
    columns = {entity.key: pl.col(entity.key)}
    for link in entity.links.values():
        columns[link.column] = pl.col(link.column)
    for fact in entity.facts.values():
        if fact.column:
            columns[fact.column] = _column(fact, rows)
    with replacing(path) as part:
        rows.select(**columns).write_parquet(part, compression="zstd")
    tables.paths[entity.dataset] = path


def _column(fact: Fact, rows: pl.DataFrame) -> pl.Expr:
    """The fact's column in its type; what no file tells is unknown."""
    kind = _kind(fact.type)
    if fact.column not in rows.columns:
        return pl.lit(None, dtype=kind)
    return pl.col(fact.column).cast(kind)


def _kind(type_: Type) -> pl.DataType:
    if type_.kind == "number":
        return pl.Decimal(18, type_.scale) if type_.scale else pl.Int64()
    return {"bool": pl.Boolean(), "date": pl.Date()}.get(type_.kind, pl.String())
