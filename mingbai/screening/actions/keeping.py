"""判定所用事实: the tables of a run, sealed until the pack's days are over.

Those of registered and monitored people, and of whom a finding speaks. Nobody else's facts outlive the run
(handbook O.1).
"""

from __future__ import annotations

import tarfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext as _

from mingbai.compare.tabling import OURS
from mingbai.compare.workbench import SQL, Workbench
from mingbai.kit.files import store
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.rulebook.book import Book, Entity
from mingbai.screening.actions.comparing import Compared
from mingbai.screening.models import Run

MEDIA_TYPE = "application/x-tar"
AGREEMENT = ("standard", "ground", "systems")


def kept(run: Run, found: Compared, *, by: ActingPost, at: datetime) -> UUID:
    """Seal what is kept; returns the sealed file's code."""
    folder = found.folder / "kept"
    folder.mkdir()
    _narrowed(found, folder)
    for name in AGREEMENT:
        getattr(found.three, name).write_parquet(folder / f"agreement_{name}.parquet")

    def fill(writer: Any) -> None:
        with tarfile.open(fileobj=cast("Any", writer), mode="w|") as archive:
            for path in sorted(folder.iterdir()):
                archive.add(path, arcname=path.name)

    days = installed().section("runs")["facts_days"]
    file = store.make(
        fill, title=_("Facts of a comparison"), media_type=MEDIA_TYPE, purpose=str(run.key), by=by, at=at,
        expires_at=at + timedelta(days=days),
    )  # fmt: skip
    return file.code


def _narrowed(found: Compared, folder: Path) -> None:
    """The tables of the book with the rows of those whose facts are kept."""
    bench = Workbench(found.folder / "keeping")
    tables = found.tables.paths
    bench.lay("told", found.findings)
    bench.lay("household", tables["household"])
    bench.lay("person", tables["person"])
    bench.view(
        "homes",
        "SELECT household_no FROM household WHERE registered OR coalesce(monitor_type, 'none') <> 'none'"
        " UNION SELECT household_no FROM told WHERE household_no IS NOT NULL",
    )
    bench.view("people", "SELECT person_no FROM person WHERE household_no IN (FROM homes)")
    for code, path in tables.items():
        bench.lay("table", path)
        bench.poured(folder / f"{code}.parquet", f'SELECT * FROM "table" {_where(found.book, code)}')  # noqa: S608
    for name in ("keys_person", "keys_household"):
        bench.lay("table", found.tables.folder / f"{name}.parquet")
        where = "WHERE household_no IN (FROM homes)"
        bench.poured(folder / f"{name}.parquet", f'SELECT * FROM "table" {where}')  # noqa: S608 - our own
    bench.lay("table", found.policies)
    bench.poured(folder / "policies.parquet", 'FROM "table"')
    bench.lay("table", found.standings)
    bench.poured(folder / "standing.parquet", 'FROM "table"')
    bench.close()


def _where(book: Book, dataset: str) -> str:
    """Which rows of a dataset are kept: those of the people and households, and what is about neither."""
    if dataset in OURS.values():
        return ""
    if dataset in OURS:
        return "WHERE household_no IN (FROM homes)"
    of = next(one for one in book.entities.values() if one.dataset == dataset and one.distinct is None)
    ways = {link.to: SQL.name(link.column) for link in of.links.values()}
    if "person" in ways:
        return f"WHERE {ways['person']} IN (FROM people)"
    return f"WHERE {ways['household']} IN (FROM homes)" if "household" in ways else _all(of)


def _all(_entity: Entity) -> str:
    """Projects, payments, helpers: about no household."""
    return ""
