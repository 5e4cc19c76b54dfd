"""Takes files in: sealed as they come, a batch made of them, its check asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.files import store
from mingbai.kit.files.types import MEGABYTE
from mingbai.kit.files.uploads import Hashed, Upload
from mingbai.kit.redact import masked
from mingbai.kit.scope import ActingPost
from mingbai.registry import permits
from mingbai.registry.actions.refusal import BadDay, Refused
from mingbai.registry.flow import importing as flow
from mingbai.registry.models import ImportBatch, ImportFile
from mingbai.registry.states import Category, ImportState

ALLOWED = frozenset({".xlsx", ".xls", ".csv"})
LIMIT = 200 * MEGABYTE
MOST_FILES = 20
KEPT = timedelta(days=90)


class BadImport(Refused):
    """No file, too many, the same twice, or a post that receives none."""

    code = "bad_import"
    status = 400


@transaction.atomic
def stage(
    *,
    files: Sequence[Upload],
    as_of: date,
    by: ActingPost,
    at: datetime,
    title: str = "",
    category: str = Category.GRADUATED,
    parent: ImportBatch | None = None,
) -> ImportBatch:
    """Keep files as a new batch that waits for its check. Raises BadImport, BadDay, files' Refused.

    ``as_of`` is the day of which they speak; ``category`` that of registered households new to the ledger.
    """
    if not permits.may_receive(by):
        raise BadImport(_("Posts of this kind send no files for the registry."))
    if as_of > at.date():
        raise BadDay(_("The day lies in the future."))
    _demand_files(files)
    batch = ImportBatch.objects.create(
        area_code=by.area_code, parent=parent, title=masked(title or Path(files[0].title).stem)[:80],
        as_of=as_of,
        category=category, user_id=by.user_id, post_id=by.post_id, uploader=by.label, uploaded_at=at,
    )  # fmt: skip
    _keep(batch, files, mends=False, by=by, at=at)
    flow.begin(subject=batch, by=by, at=at)
    return batch


@transaction.atomic
def send_again(*, batch: ImportBatch, files: Sequence[Upload], by: ActingPost, at: datetime) -> ImportBatch:
    """Mended rows come back: into the same batch while it is not merged, else as a batch that continues it.

    Raises MoveRefused, BadImport.
    """
    if batch.state == ImportState.MERGED:
        return stage(
            files=files,
            as_of=batch.as_of,
            by=by,
            at=at,
            title=batch.title,
            category=batch.category,
            parent=batch,
        )
    _demand_files(files)
    flow.take(subject=batch, move="send_again", by=by, at=at)
    _keep(batch, files, mends=True, by=by, at=at)
    return batch


def _demand_files(files: Sequence[Upload]) -> None:
    if not files:
        raise BadImport(_("Please choose a file."))
    if len(files) > MOST_FILES:
        raise BadImport(_("At most %(n)s files at once.") % {"n": MOST_FILES})


def _keep(batch: ImportBatch, files: Sequence[Upload], *, mends: bool, by: ActingPost, at: datetime) -> None:
    known = dict(batch.files.values_list("sha256", "title"))
    for place, upload in enumerate(files, len(known)):
        hashed = Hashed(upload.pieces)
        kept = store.take_in(
            iter(hashed), title=upload.title, allowed=ALLOWED, limit=LIMIT, purpose="import", by=by, at=at,
            expires_at=at + KEPT, subject=batch,
        )  # fmt: skip
        if hashed.digest in known:
            raise BadImport(
                _("“%(one)s” and “%(two)s” are the same file.")
                % {"one": known[hashed.digest], "two": kept.title}
            )
        known[hashed.digest] = kept.title
        ImportFile.objects.create(
            area_code=batch.area_code, batch=batch, place=place, title=kept.title, stored=kept.code,
            sha256=hashed.digest, mends=mends,
        )  # fmt: skip
