"""Checks a delivery: reads every file, keeps what is accepted under tokens, writes what goes back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext_noop

from mingbai.exchange.actions import door, keeping, mending
from mingbai.exchange.flow.delivering import delivering as flow
from mingbai.exchange.models import Delivery, DeliveryFault, DeliveryFile
from mingbai.exchange.queries import calendar
from mingbai.exchange.states import DeliveryState
from mingbai.kit.files import uploads
from mingbai.kit.files.types import XLSX
from mingbai.kit.jobs.steps import Plain, Steps
from mingbai.kit.scope import ActingPost
from mingbai.tables.checking import Checked
from mingbai.tables.declared import EXACT, Dataset
from mingbai.tables.declaring import shipped
from mingbai.tables.portions import Portion
from mingbai.tables.problems import FileRefused
from mingbai.tables.returning import COLUMN, MEND, ROW, WHY
from mingbai.tables.taking import Account, take

SHOWN = 60  # characters of a faulty cell that are kept
READING = gettext_noop("Reading %(file)s")
COMPARING = gettext_noop("Comparing with the version before")
OURS = {word for text in (COLUMN, WHY, MEND, ROW) for word in (text.zh, text.en)}
"""Columns that we ourselves add to what we send back."""


@dataclass
class Taken:
    """What was read of one file, in a folder that goes when all is kept."""

    folder: Path
    account: Account
    faults: list[DeliveryFault] = field(default_factory=list)


def check(*, delivery: Delivery, by: ActingPost, at: datetime, steps: Steps | None = None) -> Delivery:
    """Read what is not read yet, compare with the version before. May be run again after it was killed.

    A file that cannot be read at all is marked and passed over.
    """
    going = steps or Plain()
    with going.step():
        files = list(delivery.files.order_by("place"))
    done = 0
    for file in files:
        if not file.whole and not file.refused:
            going.progress(done, what=READING, file=Path(file.title).stem)
            _take(delivery, file, by=by, at=at, steps=going)
        done += file.rows
    with going.step():
        delivery.refresh_from_db()
        if delivery.state != DeliveryState.UPLOADED:
            return delivery
        going.progress(done, what=COMPARING)
        also = mending.settled(delivery, by=by, at=at)
        flow.take(subject=delivery, move="finish_check", by=by, at=at, also=also)
    return delivery


def _take(delivery: Delivery, file: DeliveryFile, *, by: ActingPost, at: datetime, steps: Steps) -> None:
    dataset = shipped().datasets[delivery.dataset]
    try:
        with _read(file, dataset, delivery, today=at.date()) as taken, steps.step():
            _keep(delivery, file, taken, dataset, by=by, at=at)
    except FileRefused as error:
        file.refused = {"reason": error.reason, "sheet": error.sheet, "details": error.details}
        with steps.step():
            file.save(update_fields=["refused"])


@contextmanager
def _read(file: DeliveryFile, dataset: Dataset, delivery: Delivery, *, today: date) -> Iterator[Taken]:
    with tempfile.TemporaryDirectory(prefix="mingbai-take-") as name, uploads.opened(file.stored) as path:
        folder, found = Path(name), list[DeliveryFault]()

        def heard(checked: Checked, portion: Portion) -> None:
            found.extend(_faults(delivery, file, checked, portion))

        account = take(
            path, dataset, out=folder, catalogue=shipped(), today=today, heard=heard,
            written=lambda rows: door.sealed(rows, dataset),
        )  # fmt: skip
        yield Taken(folder, account, found)


def _keep(
    delivery: Delivery, file: DeliveryFile, taken: Taken, dataset: Dataset, *, by: ActingPost, at: datetime
) -> None:
    """The part, what goes back, the faults and the account, all or nothing."""
    account, back = taken.account, taken.folder / f"{dataset.code}.rejected.xlsx"
    file.part = keeping.part(taken.folder / f"{dataset.code}.parquet", delivery, by=by, at=at)
    file.returned = None
    if back.exists():
        file.returned = keeping.keep(
            uploads.pieces(back), title=f"{Path(file.title).stem}-退回.xlsx", media_type=XLSX,
            delivery=delivery, by=by, at=at, expires_at=at + calendar.kept("returned_days"),
        )  # fmt: skip
    file.rows, file.accepted = account.rows, account.accepted
    file.rejected, file.blank, file.identical = account.rejected, account.blank, account.identical
    file.strangers = [label for label in account.refused_columns if label not in OURS]
    file.passed, file.whole = account.passed_sheets, True
    DeliveryFault.objects.bulk_create(taken.faults, batch_size=2_000)
    file.save()


def _faults(
    delivery: Delivery, file: DeliveryFile, checked: Checked, portion: Portion
) -> Iterator[DeliveryFault]:
    """Faults of a portion's cells; values only of columns that hold nobody's number."""
    headers = {seen.column.name: seen.header for seen in portion.columns}
    open_ = {seen.column.name for seen in portion.columns if _open(seen.column.type)}
    told = checked.faults.select("row", "column", "reason", "value", "level")
    for row, column, reason, value, level in told.iter_rows():
        yield DeliveryFault(
            area_code=delivery.area_code, delivery=delivery, file=file, sheet=checked.sheet[:80], row_no=row,
            column=column, header=headers.get(column, "")[:120], reason=reason, level=level,
            value=(value or "")[:SHOWN] if column in open_ else "",
        )  # fmt: skip


def _open(kind: str) -> bool:
    return kind not in EXACT
