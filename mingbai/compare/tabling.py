"""Makes the tables that the book is asked on: its columns and no others, rows led to their subjects."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from mingbai.compare import besides, subjects
from mingbai.compare.leading import NUMBERS, Leading
from mingbai.compare.matching.answers import NONE, Answers
from mingbai.compare.matching.settings import Settings
from mingbai.compare.reaching import Reached, reached
from mingbai.compare.taken import Taken
from mingbai.compare.workbench import SQL, Workbench, selected
from mingbai.rulebook.book import Book, Entity
from mingbai.rulebook.types import Type
from mingbai.tables.declared import Catalogue

ROW = "row_no"
LEADS = "leads.parquet"
LED = ("person_no", "household_no", "area_code")  # what an identity number leads to
OURS = {"person": "registered_persons", "household": "registered_households"}


class Subjects(Protocol):
    """Who is asked about: an export's people, or a ledger's."""

    def lay(self, bench: Workbench, taken: Taken) -> None:
        """Makes the views `people` (`person_no` unique), `homes` (`household_no` unique) and their parts."""


@dataclass
class Tables:
    """Parquet files by dataset, how many rows of each reached nobody, what came of those without a number.

    The bench has the views `people` and `homes` with everything that came of them.
    """

    folder: Path
    bench: Workbench
    matching: Settings
    answers: Answers = NONE
    leading: Leading = NUMBERS
    paths: dict[str, Path] = field(default_factory=dict)
    unmatched: dict[str, int] = field(default_factory=dict)
    reached: dict[str, Reached] = field(default_factory=dict)
    persons: int = 0
    households: int = 0


def made(book: Book, taken: Taken, catalogue: Catalogue, asked: Subjects, *, tables: Tables) -> None:
    """Writes a table for each dataset of the book that has come, and the keys of who is registered."""
    asked.lay(tables.bench, taken)
    _make_leads(tables.bench, taken, tables.leading)
    for entity in book.entities.values():
        if entity.distinct is not None:
            continue
        if entity.code == "person":
            tables.persons = _write(tables, entity, *subjects.parts(tables.bench, subjects.PEOPLE))
        elif entity.code == "household":
            tables.households = _write(tables, entity, *subjects.parts(tables.bench, subjects.HOMES))
        elif taken.has(entity.dataset):
            _led(taken, catalogue, entity, tables)
    for entity_code, view in (("person", subjects.PEOPLE), ("household", subjects.HOMES)):
        path = taken.folder / f"{OURS[entity_code]}.parquet"
        key = SQL.name(book.entities[entity_code].key)
        tables.bench.poured(path, f"SELECT {key} AS key FROM {view}_{subjects.REGISTERED}")  # noqa: S608
        tables.paths[OURS[entity_code]] = path


def _make_leads(bench: Workbench, taken: Taken, leading: Leading) -> None:
    """From an identity to the one person, household and village it belongs to."""
    number = leading.sql("id_no")
    first = f"SELECT min(n) FROM {subjects.PEOPLE} WHERE id_no IS NOT NULL GROUP BY {number}"  # noqa: S608
    path = taken.folder / LEADS
    bench.poured(
        path,
        f"SELECT {number} AS id, p.person_no, p.household_no, h.area_code"  # noqa: S608 - our own names
        f" FROM {subjects.PEOPLE} p LEFT JOIN {subjects.HOMES} h ON h.household_no = p.household_no"
        f" WHERE p.n IN ({first})",
    )
    bench.lay("leads", path)


def _led(taken: Taken, catalogue: Catalogue, entity: Entity, tables: Tables) -> None:
    """The dataset's rows, each with the person, household and village that it leads to."""
    bench, code = tables.bench, entity.dataset
    identity = catalogue.datasets[code].identity
    bench.view("came", taken.query(code))
    if identity is None:
        household = any(link.to == "household" for link in entity.links.values())
        numbered = besides.numbered(bench, view="came", key=SQL.name(entity.key), household=household)
        bench.view("numbered", numbered)
        tables.unmatched[code] = bench.count("FROM came") - _write(tables, entity, "numbered", order=ROW)
        return
    led = f"LEFT JOIN leads l ON l.id = {tables.leading.sql(identity.name, 'c')}"
    own = f"c.* EXCLUDE ({', '.join(one for one in LED if one in bench.columns('came'))})"
    own = own.removesuffix(" EXCLUDE ()")
    found = reached(
        bench, tables.matching, tables.answers, rows="came", dataset=code, identity=identity.name,
        leading=tables.leading, folder=tables.folder.with_name("matching"),
    )  # fmt: skip
    to = ", ".join(f"l.{one}" for one in LED)
    if found is not None:
        tables.reached[code] = found
        _named(bench, found)
        led += f" LEFT JOIN named m ON m.row_no = c.{ROW}"
        to = ", ".join(f"coalesce(l.{one}, m.{one}) AS {one}" for one in LED)
    bench.view("led", f"SELECT {own}, {to} FROM came c {led}")  # noqa: S608 - our own names
    # who is nobody of ours is of no concern here: only their number is kept
    bench.view("ours", "SELECT * FROM led WHERE person_no IS NOT NULL")
    tables.unmatched[code] = bench.count("FROM came") - _write(tables, entity, "ours", order=ROW)


def _named(bench: Workbench, found: Reached) -> None:
    """Whom the rows without a number were led to."""
    bench.connection.register("pairs", found.pairs.select("row", "person").to_arrow())
    bench.view(
        "named",
        f"SELECT CAST(s.row AS BIGINT) AS row_no, p.person_no, p.household_no, h.area_code"  # noqa: S608
        f" FROM pairs s JOIN {subjects.PEOPLE} p ON p.person_no = s.person"
        f" LEFT JOIN {subjects.HOMES} h ON h.household_no = p.household_no",
    )


def _write(tables: Tables, entity: Entity, *views: str, order: str = "") -> int:
    """The entity's columns of the views, one after another; how many rows."""
    path = tables.folder / f"{entity.dataset}.parquet"
    end = f" ORDER BY {order}" if order else ""
    rows = tables.bench.poured(path, *(_of(tables.bench, entity, view) + end for view in views))
    tables.paths[entity.dataset] = path
    return rows


def _of(bench: Workbench, entity: Entity, view: str) -> str:
    """The columns in the types of their facts; what no file tells is unknown."""
    held = set(bench.columns(view))
    columns = {entity.key: SQL.name(entity.key)}
    columns |= {link.column: SQL.name(link.column) for link in entity.links.values()}
    for fact in entity.facts.values():
        if fact.column:
            value = SQL.name(fact.column) if fact.column in held else "NULL"
            columns[fact.column] = f"CAST({value} AS {_kind(fact.type)})"
    return f"SELECT {selected(columns)} FROM {view}"  # noqa: S608 - our own names


def _kind(type_: Type) -> str:
    if type_.kind == "number":
        return f"DECIMAL(18, {type_.scale})" if type_.scale else "BIGINT"
    return {"bool": "BOOLEAN", "date": "DATE"}.get(type_.kind, "VARCHAR")
