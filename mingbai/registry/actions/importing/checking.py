"""Checks a batch: reads every file in slices, stages its rows, compares all with the ledger."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
from django.db import connection, transaction
from django.utils.translation import gettext_noop

from mingbai.kit.jobs.steps import Plain, Steps
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions.importing import places, planning, reading, returning, rows, staging
from mingbai.registry.actions.importing.comparing import compare
from mingbai.registry.actions.importing.counting import counted
from mingbai.registry.actions.importing.reading import Slice
from mingbai.registry.flow import importing as flow
from mingbai.registry.models import ImportBatch, ImportFault, ImportFile
from mingbai.registry.states import ImportState
from mingbai.tables.declared import EXACT, Dataset
from mingbai.tables.declaring import shipped
from mingbai.tables.problems import FileRefused

SHOWN = 60  # characters of a faulty cell that are kept
NEWEST = "SELECT coalesce(max(id), 0) FROM kit_step"


def check(*, batch: ImportBatch, by: ActingPost, at: datetime, steps: Steps | None = None) -> ImportBatch:
    """Read what is not read yet, compare all, write what goes back. May be run again after it was killed.

    A file that cannot be read at all is marked and passed over.
    """
    going = steps or Plain()
    done = 0
    with going.step():
        files = list(batch.files.all())
    for file in _in_order(files):
        done = _take(batch, file, done, by=by, at=at, steps=going)
    with going.step():
        batch.refresh_from_db()
        if batch.state != ImportState.UPLOADED:
            return batch
        going.progress(done, what=COMPARING)
        with planning.joined(batch):
            compare(batch)
        _note_late(batch)
        batch.refresh_from_db()
        for file in batch.files.filter(whole=True):
            back = file.rejected or file.late
            file.returned = returning.write(file, batch=batch, by=by, at=at) if back else None
            file.save(update_fields=["returned"])
        with planning.joined(batch):
            counts = counted(batch)
        flow.take(
            subject=batch, move="finish_check", by=by, at=at,
            also={"counts": counts, "seen_step": newest_step(), "trouble": {}},
        )  # fmt: skip
    return batch


READING = gettext_noop("Reading %(file)s")
COMPARING = gettext_noop("Comparing with the ledger")


def newest_step() -> int:
    """The newest step that the acting post can see."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        return int(cursor.fetchone()[0])


def _in_order(files: list[ImportFile]) -> list[ImportFile]:
    """Households before their members, so that members find their household."""
    for file in files:
        if not file.dataset and not file.refused:
            _find_out(file)
    order = {rows.NATIONAL_HOUSEHOLD: 0}
    return sorted(files, key=lambda file: (order.get(file.dataset, 1), file.place))


def _find_out(file: ImportFile) -> None:
    try:
        with reading.opened(file) as path:
            dataset = reading.kind_of(path)
            file.dataset = dataset.code
    except FileRefused as error:
        file.refused = {"reason": error.reason, "sheet": error.sheet, "details": error.details}
    with transaction.atomic():
        file.save(update_fields=["dataset", "refused"])


def _take(
    batch: ImportBatch, file: ImportFile, before: int, *, by: ActingPost, at: datetime, steps: Steps
) -> int:
    """Stage the rows of a file that are not staged yet; returns how many rows there are by now."""
    if file.refused or file.whole:
        return before + file.rows
    dataset, towns = shipped().datasets[file.dataset], places.Places.read()
    try:
        with reading.opened(file) as path:
            for part in reading.read(path, dataset, today=at.date(), done=file.done):
                with steps.step():
                    _stage(batch, file, dataset, part, by=by, towns=towns)
                steps.progress(before + file.done, what=READING, file=Path(file.title).stem)
    except FileRefused as error:
        file.refused = {"reason": error.reason, "sheet": error.sheet, "details": error.details}
    file.whole = not file.refused
    with steps.step():
        file.save(update_fields=["refused", "whole"])
    return before + file.rows


def _stage(
    batch: ImportBatch,
    file: ImportFile,
    dataset: Dataset,
    part: Slice,
    *,
    by: ActingPost,
    towns: places.Places,
) -> None:
    checked = part.checked
    file.columns = sorted({*file.columns, *(seen.column.name for seen in part.portion.columns)})
    file.strangers = sorted({*file.strangers, *reading.strangers(part.portion)})
    long = rows.too_long(checked.accepted, dataset)
    taken = checked.accepted.filter(~pl.col("row_no").is_in(long["row_no"].implode()))
    if len(taken):
        staging.stage(batch, file, dataset, taken, checked.faults, by=by, towns=towns)
    _note(batch, file, part, dataset, long)
    rejected = len(checked.rejected) + len(checked.accepted) - len(taken)
    file.rows += checked.rows
    file.accepted += len(taken)
    file.rejected += rejected
    file.blank += checked.rows - len(taken) - rejected
    file.done = part.end
    file.save()


def _note(batch: ImportBatch, file: ImportFile, part: Slice, dataset: Dataset, long: pl.DataFrame) -> None:
    """Faults of the file's own cells."""
    headers = {seen.column.name: seen.header for seen in part.portion.columns}
    open_ = {column.name for column in dataset.columns if column.type not in EXACT or column.type == "text"}
    found = [
        ImportFault(
            area_code=batch.area_code, batch=batch, file=file, sheet=part.checked.sheet, row_no=row,
            column=column,
            header=headers.get(column, "")[:120], reason=reason, level=level,
            value=(value or "")[:SHOWN] if column in open_ else "",
        )
        for row, column, reason, value, level in part.checked.faults.select(
            "row", "column", "reason", "value", "level"
        ).iter_rows()
    ]  # fmt: skip
    found += [
        ImportFault(
            area_code=batch.area_code, batch=batch, file=file, sheet=part.checked.sheet, row_no=row,
            column=column,
            header=headers.get(column, "")[:120], reason="too_long", level="reject",
        )
        for row, column in long.iter_rows()
    ]  # fmt: skip
    ImportFault.objects.bulk_create(found, batch_size=2_000)


def _note_late(batch: ImportBatch) -> None:
    """Faults found by comparing, in place of those of an earlier comparison."""
    batch.faults.filter(found_late=True).delete()
    for file in batch.files.filter(whole=True):
        late = returning.late(file)
        titles = {column.name: column.title.zh for column in shipped().datasets[file.dataset].columns}
        ImportFault.objects.bulk_create(
            (
                ImportFault(
                    area_code=batch.area_code, batch=batch, file=file, sheet=sheet, row_no=row, column=column,
                    header=titles.get(column, ""), reason=reason, level="reject", found_late=True,
                )
                for sheet, row, reason, column in late.iter_rows()
            ),
            batch_size=2_000,
        )  # fmt: skip
        file.late = len(late)
        file.save(update_fields=["late"])
