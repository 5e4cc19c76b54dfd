"""Takes a superior's list in: the file as it came under seal, or what was pasted; then it is read."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path, PurePath

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.actions.refusal import BadList, OutsideArea
from mingbai.exchange.flow.handed import handed as flow
from mingbai.exchange.models import HandedList
from mingbai.exchange.states import HandedFile
from mingbai.kit.files import store
from mingbai.kit.files.types import MEGABYTE
from mingbai.kit.pack import installed
from mingbai.kit.redact import masked
from mingbai.kit.scope import ActingPost

ALLOWED = frozenset({".xlsx", ".xls", ".csv"})
LIMIT = 50 * MEGABYTE
PASTED = "粘贴.csv"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes: its name and its bytes."""

    title: str
    pieces: Iterable[bytes]

    @classmethod
    def of(cls, path: Path) -> Upload:
        """A file on the disk."""
        return cls(path.name, [path.read_bytes()])

    @classmethod
    def pasted(cls, text: str) -> Upload:
        """Cells copied from a spreadsheet: columns parted by tabs, kept as CSV of the same rows."""
        made = io.StringIO(newline="")
        csv.writer(made).writerows(csv.reader(io.StringIO(text.strip("\r\n"), newline=""), delimiter="\t"))
        return cls(PASTED, [made.getvalue().encode()])


@transaction.atomic
def receive(
    *, upload: Upload, sender: str, title: str, due: date, by: ActingPost, at: datetime
) -> HandedList:
    """Keep a list's file under seal. ``due`` is the day on which villages must have answered.

    Raises BadList, OutsideArea, files' Refused. ``reading.read`` comes next.
    """
    _demand(by, sender, due, at)
    pieces = list(upload.pieces)
    digest = hashlib.sha256(b"".join(pieces)).hexdigest()
    twin = HandedList.objects.filter(sha256=digest).exclude(state="withdrawn").first()
    if twin is not None:
        raise BadList(_("This file is here already: “%(title)s”.") % {"title": twin.title}, subject=twin)
    handed = HandedList.objects.create(
        area_code=by.area_code, title=masked(title.strip() or PurePath(upload.title).stem)[:120],
        sender=masked(sender.strip())[:80], due=due, kind=_kind(upload.title), sha256=digest,
        stored=_NOWHERE, user_id=by.user_id, post_id=by.post_id, uploader=by.label[:200], uploaded_at=at,
    )  # fmt: skip
    kept = store.take_in(
        iter(pieces), title=upload.title, allowed=ALLOWED, limit=LIMIT, purpose="handed", by=by, at=at,
        expires_at=at + timedelta(days=installed().get("handed.keep_days")), subject=handed,
    )  # fmt: skip
    handed.stored = kept.code
    handed.save(update_fields=["stored"])
    flow.begin(subject=handed, by=by, at=at)
    return handed


_NOWHERE = "00000000-0000-0000-0000-000000000000"


def _demand(by: ActingPost, sender: str, due: date, at: datetime) -> None:
    if not permits.may_handle(by):
        raise OutsideArea(permits.handles.sentence())
    if not sender.strip():
        raise BadList(_("Please say who sent the list."))
    if due < at.date():
        raise BadList(_("This day has gone by already."))


def _kind(title: str) -> str:
    return HandedFile.PASTE if title == PASTED else PurePath(title).suffix.lower().removeprefix(".")


@contextmanager
def opened(handed: HandedList) -> Iterator[Path]:
    """The original in the open, in a folder that only this process reads and that goes at the end.

    Raises store.Gone when its time is over.
    """
    with tempfile.TemporaryDirectory(prefix="mingbai-handed-") as folder:
        path = Path(folder) / "file"
        kept = store.kept(str(handed.stored))
        if kept is None:
            raise store.Gone(handed.pk)
        with path.open("wb") as stream:
            for piece in store.content(kept):
                stream.write(piece)
        yield path


def blank(row: Sequence[str]) -> bool:
    """Whether nothing stands in a row."""
    return not any(cell.strip() for cell in row)
