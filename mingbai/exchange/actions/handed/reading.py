"""Reads a list: its sheets are understood, or a person is asked; what is known already goes on at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.exchange.actions.handed.receiving import opened
from mingbai.exchange.actions.handed.splitting import Report, silent, split_now
from mingbai.exchange.actions.refusal import BadList
from mingbai.exchange.flow.handed import handed as flow
from mingbai.exchange.models import HandedLayout, HandedList
from mingbai.exchange.queries import handed_sheets as queries
from mingbai.exchange.queries.handed_sheets import Sheet
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.packs.sections.handed import MEANINGS
from mingbai.tables.grids import Grid, grids
from mingbai.tables.guessing import MANY


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person says of a sheet: whether its rows are doubts, the header's last row, the meanings.

    ``header_row`` counts from 1 as a spreadsheet shows it, 0 says that there is none; None leaves it.
    """

    used: bool
    meanings: Sequence[str] = ()
    header_row: int | None = None


@transaction.atomic
def read(*, handed: HandedList, by: ActingPost, at: datetime) -> HandedList:
    """Understand the sheets; raises FileRefused, BadList. Rows wait until somebody confirms the columns,
    unless every sheet is known from this sender: then ``split`` may follow at once (``known``)."""
    with opened(handed) as path:
        _kind, found = grids(path)
    sheets = queries.understood(found, area_code=handed.area_code, sender=handed.sender)
    _demand_length(sheets)
    _keep(handed, sheets)
    layout = queries.layout_of(handed)
    also = (
        {"words": layout.words, "topic": layout.topic}
        if layout
        else {"topic": queries.topic_of(handed.title)}
    )
    flow.take(subject=handed, move="read", by=by, at=at, also=also)
    return handed


def known(handed: HandedList) -> bool:
    """Whether nothing needs to be asked: every sheet with people has a header known from this sender."""
    used = [sheet for sheet in queries.kept(handed) if sheet.used]
    return bool(used) and all(sheet.known for sheet in used)


@transaction.atomic
def look_again(
    *, handed: HandedList, number: int, header_row: int, by: ActingPost, at: datetime
) -> HandedList:
    """Guess a sheet anew from the header row that a person names (from 1; 0: none). Raises BadList."""
    flow.check(subject=handed, move="split", by=by)
    with opened(handed) as path:
        _kind, found = grids(path)
    grid = _grid(found, number)
    if not 0 <= header_row <= len(grid.rows):
        raise BadList(_("This sheet has no such row."))
    fresh = queries.again(grid, header_row - 1)
    _keep(handed, [fresh if sheet.number == number else sheet for sheet in queries.kept(handed)])
    return handed


def _grid(found: Sequence[Grid], number: int) -> Grid:
    for grid in found:
        if grid.number == number:
            return grid
    raise BadList(_("This sheet has no such row."))


@transaction.atomic
def choose(
    *,
    handed: HandedList,
    sheets: Mapping[int, Chosen],
    words: str,
    topic: str,
    by: ActingPost,
    at: datetime,
) -> HandedList:
    """Note what a person says of the columns, and remember it for this sender's next list. Raises BadList.

    ``words`` is a code of how verdicts are written, ``topic`` one of what the doubts speak of, or empty.
    ``split`` comes next.
    """
    flow.check(subject=handed, move="split", by=by)
    section = installed().section("handed")
    if words not in section["words"] or topic not in {"", *section["topics"]}:
        raise BadList(_("Please choose one of the answers."))
    said = [_said(sheet, sheets.get(sheet.number)) for sheet in queries.kept(handed)]
    if not any(sheet.used for sheet in said):
        raise BadList(_("Please say of one sheet at least which column has the names or numbers."))
    handed.words, handed.topic = words, topic
    handed.line = section["topics"][topic]["line"] if topic else ""
    handed.save(update_fields=["words", "topic", "line"])
    _keep(handed, said)
    for sheet in said:
        if sheet.used:
            _remember(handed, sheet, by, at)
    return handed


def _said(sheet: Sheet, chosen: Chosen | None) -> Sheet:
    """The sheet as a person describes it. Raises BadList naming the sheet."""
    if chosen is None or not chosen.used:
        return replace(sheet, used=False)
    meanings = tuple(chosen.meanings)
    where = {"sheet": sheet.name or "1"}
    if len(meanings) != len(sheet.meanings) or not set(meanings) <= {"", *MEANINGS}:
        raise BadList(_("The columns of sheet “%(sheet)s” have changed: open the page again.") % where)
    twice = [each for each in set(meanings) if each and each not in MANY and meanings.count(each) > 1]
    if twice:
        name = installed().section("handed")["columns"][min(twice)]["name"].zh
        raise BadList(_("Sheet “%(sheet)s”: two columns are “%(name)s”.") % {**where, "name": name})
    told = replace(sheet, meanings=meanings, used=True)
    if not told.named:
        raise BadList(
            _("Sheet “%(sheet)s”: say which column has the name, document number or household number.")
            % where
        )
    return told


def _remember(handed: HandedList, sheet: Sheet, by: ActingPost, at: datetime) -> None:
    HandedLayout.objects.update_or_create(
        area_code=handed.area_code, sender=handed.sender, header=sheet.header,
        defaults={
            "columns": list(sheet.meanings), "words": handed.words, "topic": handed.topic,
            "confirmed_by": by.label[:200], "confirmed_at": at,
        },
    )  # fmt: skip


def _keep(handed: HandedList, sheets: Sequence[Sheet]) -> None:
    handed.sheets = [sheet.as_dict() for sheet in sheets]
    handed.rows_in = sum(sheet.rows for sheet in sheets if sheet.used)
    handed.save(update_fields=["sheets", "rows_in"])


def _demand_length(sheets: Sequence[Sheet]) -> None:
    most = installed().get("handed.most_rows")
    if sum(sheet.rows for sheet in sheets) > most:
        raise BadList(_("The list has more than %(n)s rows: please divide it.") % {"n": most})


@transaction.atomic
def split(
    *, handed: HandedList, by: ActingPost, at: datetime, version: int | None = None, report: Report = silent
) -> HandedList:
    """Make the rows, match them to people, split them to villages. Raises MoveRefused, FileRefused."""
    flow.check(subject=handed, move="split", by=by, version=version)
    with opened(handed) as path:
        _kind, found = grids(path)
    split_now(handed=handed, grids=found, sheets=queries.kept(handed), by=by, at=at, report=report)
    flow.take(subject=handed, move="split", by=by, at=at)
    return handed
