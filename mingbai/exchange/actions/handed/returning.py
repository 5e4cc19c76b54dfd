"""生成反馈表: the superior's own file again, the reply columns filled, every other cell as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path, PurePath

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mingbai.exchange.actions.handed.receiving import opened
from mingbai.exchange.actions.refusal import BadList
from mingbai.exchange.flow.handed import handed as flow
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.queries.handed_sheets import Sheet, kept
from mingbai.exchange.states import HandedFile, HandedRowState, HandedVerdict
from mingbai.kit import sight
from mingbai.kit.files import store
from mingbai.kit.files.types import TYPES
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.tables import filling, filling_text
from mingbai.tables.grids import grids

PIECE = 1 << 20
Filled = dict[int, dict[tuple[int, int], str]]


@transaction.atomic
def give_back(*, handed: HandedList, by: ActingPost, at: datetime, version: int | None = None) -> HandedList:
    """Make the feedback file from the answers so far and keep it under seal.

    Rows without an answer stay as they came, or say that nobody was reached. Raises MoveRefused; BadList
    while an answer contradicts the ledger and nobody has let it stand, or no column is to be filled.
    """
    flow.check(subject=handed, move="give_back", by=by, version=version)
    _demand_settled(handed)
    cells = replies(handed)
    name = _name(handed)
    with _made(handed, cells) as path:
        file = store.keep(
            _pieces(path), title=name, media_type=_media(name), purpose="feedback",
            by=by, at=at, expires_at=at + timedelta(days=installed().get("handed.keep_days")), subject=handed,
        )  # fmt: skip
    also = {"feedback": file.code, "feedback_name": name, "feedback_at": at, "feedback_by": by.label[:200]}
    flow.take(subject=handed, move="give_back", by=by, at=at, version=version, also=also)
    return handed


@transaction.atomic
def hand_out(*, handed: HandedList, by: ActingPost, at: datetime) -> store.StoredFile:
    """The feedback file for whoever takes it away; it names people in full, so the look is recorded.

    Raises BadList when there is none, OutsideArea.
    """
    found = store.kept(str(handed.feedback)) if handed.feedback else None
    if found is None or not flow.moves["give_back"].who(by, handed):
        raise BadList(_("There is no feedback file yet."))
    sight.note(
        subject=handed, area_code=handed.area_code, act=sight.Act.EXPORTED, purpose=handed.title, by=by, at=at
    )
    return found


def replies(handed: HandedList) -> Filled:
    """The cells to be filled, by sheet, row and column (all from 0). Raises BadList if no column is."""
    sheets = {sheet.number: sheet for sheet in kept(handed) if sheet.used}
    if not any(meaning.startswith("reply_") for sheet in sheets.values() for meaning in sheet.meanings):
        raise BadList(_("No column is to be filled: correct the columns first."))
    cells: Filled = {number: {} for number in sheets}
    for row in HandedRow.objects.filter(handed_list=handed).order_by("sheet", "row_no").iterator(2_000):
        for meaning, text in _reply(row, handed, sheets[row.sheet]).items():
            place = sheets[row.sheet].place(meaning)
            if place is not None and text:
                cells[row.sheet][row.row_no - 1, place] = text
    return cells


def _reply(row: HandedRow, handed: HandedList, sheet: Sheet) -> dict[str, str]:
    """What the row's reply columns say; nothing while it is not answered."""
    section = installed().section("handed")
    if row.state == HandedRowState.SENT and row.tried:
        return {"reply_text": section["unreached"]}
    if row.state not in (HandedRowState.ANSWERED, HandedRowState.NOT_OURS):
        return {}
    words = section["words"].get(handed.words) or next(iter(section["words"].values()))
    said: dict[str, str] = {HandedVerdict.TRUE: words["yes"], HandedVerdict.FALSE: words["no"]}
    verdict = said.get(row.verdict, "")
    text = row.answer
    if verdict and sheet.place("reply_verdict") is None:
        text = f"{verdict}。{text}" if text else verdict
    answered = day_of(row.answered_at).isoformat() if row.answered_at else ""
    return {"reply_verdict": verdict, "reply_text": text, "reply_by": row.answered_by, "reply_on": answered}


def _demand_settled(handed: HandedList) -> None:
    wrong = HandedRow.objects.filter(handed_list=handed, state=HandedRowState.CONTRADICTS).count()
    if wrong:
        sentence = ngettext(
            "%(n)d answer contradicts the ledger: let it stand or ask again first.",
            "%(n)d answers contradict the ledger: let them stand or ask again first.",
            wrong,
        )
        raise BadList(sentence % {"n": wrong}, subject=handed)


def _media(name: str) -> str:
    return TYPES[PurePath(name).suffix.lower()].media_type


def _name(handed: HandedList) -> str:
    """The name under which it came; old workbooks and pasted rows go as new workbooks."""
    stored = store.kept(str(handed.stored))
    came = PurePath(stored.title if stored else f"{handed.title}.xlsx")
    if handed.kind == HandedFile.PASTE:
        return f"{handed.title.replace('/', '-')}.xlsx"
    return came.with_suffix(".xlsx").name if handed.kind == HandedFile.XLS else came.name


@contextmanager
def _made(handed: HandedList, cells: Filled) -> Iterator[Path]:
    with opened(handed) as source, tempfile.TemporaryDirectory(prefix="mingbai-handed-") as folder:
        target = Path(folder) / "feedback"
        if handed.kind == HandedFile.XLSX:
            filling.fill(source, target, sheets=cells)
        elif handed.kind == HandedFile.CSV:
            filling_text.fill_csv(source, target, cells=cells.get(0, {}))
        else:
            filling_text.rewrite(grids(source)[1], target, sheets=cells)
        yield target


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece
