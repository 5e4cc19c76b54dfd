"""A run whose facts are kept, made of the demo county's files by the headless comparison."""

import io
import tarfile
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import polars as pl
from django.db import transaction

from mingbai.compare.running import Wish, compare
from mingbai.demo.files.writing import write
from mingbai.kit.files import store
from mingbai.kit.scope import ActingPost, entered
from mingbai.screening.models import Run
from mingbai.screening.states import RunOccasion, RunState
from tests.factories.county import AT

AS_OF = date(2020, 11, 30)
ERA = "2016-2020"


def compared(folder: Path, people: int) -> dict[str, Path]:
    """The tables of a county of so many people."""
    county = write(folder / "county", people=people, seed=2020, step=lambda _said: None)
    wish = Wish(people=county / "people", datasets=county / "departments", out=folder / "out", as_of=AS_OF)
    compare(wish, say=lambda _said: None)
    return {path.stem: path for path in (folder / "out" / "tables").glob("*.parquet")}


def keys(entity: str, numbers: Sequence[str], ids: Sequence[int]) -> pl.DataFrame:
    """From the run's numbers to the ledger's ids."""
    return pl.DataFrame({f"{entity}_no": list(numbers), f"{entity}_id": list(ids)})


def run_on(
    tables: Mapping[str, Path], by: ActingPost, *, led: Mapping[str, pl.DataFrame] | None = None
) -> Run:
    """A run that is done, its tables sealed; `led`: frames that stand beside them, by name."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for path in tables.values():
            archive.add(path, arcname=path.name)
        for name, frame in (led or {}).items():
            written = io.BytesIO()
            frame.write_parquet(written)
            told = tarfile.TarInfo(f"{name}.parquet")
            told.size = written.tell()
            written.seek(0)
            archive.addfile(told, written)
    with entered(by), transaction.atomic():
        file = store.keep(
            [whole.getvalue()], title="facts", media_type="application/x-tar", purpose="run", by=by, at=AT,
            expires_at=AT + timedelta(days=30),
        )  # fmt: skip
        return Run.objects.create(
            area_code=by.area_code, occasion=RunOccasion.HAND, state=RunState.DONE, as_of=AS_OF, era=ERA,
            asked_by=by.label, asked_at=AT, started_at=AT, ended_at=AT, facts=file.code,
        )  # fmt: skip
