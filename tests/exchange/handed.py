"""What tests of lists from above do again and again: a superior's workbook, the list made of it."""

from datetime import date
from pathlib import Path

import openpyxl
from django.db import transaction

from mingbai.exchange.actions import handed
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.queries import handed_sheets
from mingbai.kit.scope import ActingPost, entered
from mingbai.registry.actions import persons
from mingbai.registry.models import Person
from mingbai.registry.states import Entry
from tests.factories import families
from tests.factories.county import AT, VILLAGE

DUE = date(2020, 12, 4)
HEADER = [
    "序号",
    "姓名",
    "身份证号",
    "乡镇",
    "行政村",
    "疑点内容",
    "是否属实",
    "核实情况",
    "核实人",
    "核实时间",
]
REPLIES = ["", "", "", ""]


def workbook(path: Path, rows: list[list[str]], *, title: str = "附件：十一月疑点核查表") -> Path:
    """A superior's workbook: a title over merged cells, a header, rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "疑点"
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADER))
    sheet.append(HEADER)
    for row in rows:
        sheet.append([cell or None for cell in row])
    notes = book.create_sheet("填表说明")
    notes.append(["请于周五前报送"])
    book.save(path)
    return path


def doubt(
    number: int, name: str, id_no: str = "", *, village: str = "", doubted: str = "疑似未参加医保"
) -> list[str]:
    """One row of it."""
    return [str(number), name, id_no, "", village, doubted, *REPLIES]


def received(path: Path, by: ActingPost, *, sender: str = "省乡村振兴局", at=AT, due=DUE) -> HandedList:
    """Received and read."""
    with entered(by), transaction.atomic():
        made = handed.receive(upload=handed.Upload.of(path), sender=sender, title="", due=due, by=by, at=at)
        return handed.read(handed=made, by=by, at=at)


def split(path: Path, by: ActingPost, *, at=AT, **given) -> HandedList:
    """Received, its columns confirmed as they were guessed, matched and split."""
    made = received(path, by, at=at, **given)
    with entered(by), transaction.atomic():
        confirm(made, by, at)
        return handed.split(handed=made, by=by, at=at)


def confirm(made: HandedList, by: ActingPost, at=AT) -> None:
    sheets = {
        sheet.number: handed.Chosen(used=sheet.used, meanings=sheet.meanings)
        for sheet in handed_sheets.kept(made)
    }
    handed.choose(handed=made, sheets=sheets, words="shushi", topic="", by=by, at=at)


def rows(by: ActingPost, made: HandedList) -> list[HandedRow]:
    with entered(by), transaction.atomic():
        return list(HandedRow.objects.filter(handed_list=made).order_by("sheet", "row_no"))


def person(by: ActingPost, name: str, *, area: str = VILLAGE, **more) -> tuple[Person, str]:
    """Somebody of the ledger, the head of a household, and their number."""
    with entered(by), transaction.atomic():
        home, number = families.household(by, area=area, **more), families.id_no()
        told = {"household": home, "relation": "head", "on": families.BEGAN, "came": Entry.START}
        facts = persons.NewPerson(name=name, id_type="id_card", id_no=number)
        return persons.enter(facts=facts, **told, by=by, at=AT), number
