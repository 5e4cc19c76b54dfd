"""Makes a list's rows anew: read, matched, each in its village, with the answer that is known already."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils.translation import gettext_noop

from mingbai.exchange.actions.handed.drafts import Draft, drafts, plain
from mingbai.exchange.actions.handed.matching import Hit, match
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.queries.handed_sheets import Sheet, topic_of
from mingbai.exchange.states import HandedRowState, HandedVerdict
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.tables.grids import Grid

BATCH = 1_000
ASKED_AT_ONCE = 5_000
DATES = re.compile(r"[0-9]{2,4}年|[0-9]{1,2}月份?|[0-9]{1,2}日|[0-9]{4}[-/.][0-9]{1,2}([-/.][0-9]{1,2})?")
MARKS = re.compile(r"[\s，。；、,.;:：“”\"'（）()]+")
READING, MATCHING, WRITING = gettext_noop("Reading"), gettext_noop("Matching"), gettext_noop("Writing")
Report = Callable[[int, int, str], None]


def silent(_done: int, _total: int, _what: str) -> None:
    """Nobody watches."""


def split_now(
    *,
    handed: HandedList,
    grids: Sequence[Grid],
    sheets: Sequence[Sheet],
    by: ActingPost,
    at: datetime,
    report: Report = silent,
) -> None:
    """Replace the list's rows; the caller has made sure that nothing was sent."""
    report(0, 3, READING)
    found = _read(handed, grids, sheets, at)
    report(1, 3, MATCHING)
    hits = match(found, by=by)
    made = [row_of(handed, draft, hit) for draft, hit in zip(found, hits, strict=True)]
    _recall(handed, made)
    report(2, 3, WRITING)
    HandedRow.objects.filter(handed_list=handed).delete()
    HandedRow.objects.bulk_create(made, batch_size=BATCH)
    handed.rows_in = len(made)
    handed.save(update_fields=["rows_in"])


def _read(handed: HandedList, grids: Sequence[Grid], sheets: Sequence[Sheet], at: datetime) -> list[Draft]:
    by_number = {grid.number: grid for grid in grids}
    return [
        draft
        for sheet in sheets
        if sheet.used
        for draft in drafts(by_number[sheet.number], sheet, doubt=handed.title, today=day_of(at))
    ]


def row_of(handed: HandedList, draft: Draft, hit: Hit) -> HandedRow:
    """A row as it begins: in its village and to be sent, or aside in the county's hands."""
    topic = handed.topic or topic_of(draft.doubt)
    topics = installed().section("handed")["topics"]
    return HandedRow(
        area_code=hit.area_code or handed.area_code, handed_list=handed, title=handed.title,
        sender=handed.sender, line=topics[topic]["line"] if topic else "", topic=topic, sheet=draft.sheet,
        row_no=draft.row_no, household_id=hit.household_id, person_id=hit.person_id, name=draft.name,
        id_token=draft.token, id_last4=draft.last4, id_fault=draft.fault, household_no=draft.household_no,
        place=draft.whereabouts[:120], doubt=draft.doubt, facts=draft.facts, matched=hit.matched,
        aside=hit.aside, mark=mark(hit.person_id, hit.household_id, draft.doubt), due=handed.due,
        state=HandedRowState.READY if hit.matched else HandedRowState.ASIDE,
    )  # fmt: skip


def mark(person: int | None, household: int | None, doubt: str) -> str:
    """The same for the same doubt about the same subject; months and marks of the sentence do not count."""
    if not (person or household):
        return ""
    said = MARKS.sub("", DATES.sub("", plain(doubt)))
    return hashlib.sha256(f"{person or ''}/{'' if person else household}/{said}".encode()).hexdigest()


def _recall(handed: HandedList, made: Sequence[HandedRow]) -> None:
    """Put the newest answer to the same doubt of other lists to each row, for a person to confirm."""
    known: dict[str, HandedRow] = {}
    for marks in _parts([row.mark for row in made if row.mark]):
        known |= answered_before(handed, marks)
    for row in made:
        if before := known.get(row.mark):
            row.known = recalled(before)


def answered_before(handed: HandedList, marks: Sequence[str]) -> dict[str, HandedRow]:
    """The newest answered row of other lists for each mark."""
    answered = HandedRow.objects.filter(
        mark__in=marks, state=HandedRowState.ANSWERED, verdict__in=(HandedVerdict.TRUE, HandedVerdict.FALSE)
    )
    return {row.mark: row for row in answered.exclude(handed_list=handed).order_by("answered_at")}


def recalled(before: HandedRow) -> dict[str, Any]:
    """An earlier answer with its proof, as ``HandedRow.known`` keeps it."""
    return {
        "row": str(before.key), "list": before.title, "verdict": before.verdict, "text": before.answer,
        "files": before.files, "answered_by": before.answered_by,
        "answered_at": before.answered_at.isoformat() if before.answered_at else "",
    }  # fmt: skip


def _parts(values: Sequence[str]) -> Iterator[list[str]]:
    left = iter(values)
    while some := list(islice(left, ASKED_AT_ONCE)):
        yield some
