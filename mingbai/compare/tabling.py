"""Makes the tables that the book is asked on: its columns and no others, rows led to their subjects."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from mingbai.compare.matching.settings import Settings
from mingbai.compare.reaching import Reached, reached
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
    """Parquet files by dataset, how many rows of each reached nobody, what came of those without a number."""

    folder: Path
    paths: dict[str, Path]
    unmatched: dict[str, int]
    persons: pl.DataFrame
    households: pl.DataFrame
    matching: Settings
    reached: dict[str, Reached] = field(default_factory=dict)


def made(
    book: Book,
    taken: Taken,
    catalogue: Catalogue,
    tokens: Tokens,
    *,
    out: Path,
    county: str,
    matching: Settings,
) -> Tables:
    """Writes a table for each dataset of the book that has come."""
    people = persons(taken, tokens)
    homes = households(taken, people, tokens, county=county)
    tables = Tables(out, {}, {}, people, homes, matching)
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
    rows = taken.frame(entity.dataset).rename({ROW: "row_in_file"}).with_row_index(ROW, offset=1)
    if identity is None:
        return rows
    rows = rows.drop("household_no", "person_no", "area_code", strict=False)
    rows = rows.with_columns(id=pl.col(identity.name).str.slice(0, 18))
    led = rows.join(leads, on="id", how="left", maintain_order="left")
    led = _by_name(led, identity.name, entity.dataset, tables)
    tables.unmatched[entity.dataset] = int(led["person_no"].is_null().sum())
    # who is nobody of ours is of no concern here: only their number is kept
    return led.filter(pl.col("person_no").is_not_null())


def _by_name(led: pl.DataFrame, identity: str, dataset: str, tables: Tables) -> pl.DataFrame:
    """Rows without a usable number reach whom name, birth and place point to."""
    found = reached(led, tables.persons, tables.matching, identity=identity)
    if found is None:
        return led
    tables.reached[dataset] = found
    found.write(tables.folder.with_name("matching"), dataset)
    more = found.matched.pairs.select(pl.col("row").cast(led.schema[ROW]).alias(ROW), by_name="person")
    homes = tables.persons.select("household_no", by_name="person_no")
    homes = homes.join(
        tables.households.select("household_no", area="area_code"), on="household_no", how="left"
    )
    homes = homes.rename({"household_no": "home"})
    whole = led.join(more, on=ROW, how="left", maintain_order="left")
    whole = whole.join(homes, on="by_name", how="left", maintain_order="left")
    return whole.with_columns(
        person_no=pl.coalesce("person_no", "by_name"),
        household_no=pl.coalesce("household_no", "home"),
        area_code=pl.coalesce("area_code", "area"),
    ).drop("by_name", "home", "area")


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
