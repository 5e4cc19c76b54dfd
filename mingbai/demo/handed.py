"""What a superior handed down to the demo's county: last month's list given back, this month's half answered.

The workbook is made as a superior makes it, of people of the county's own files, with some who are not ours
and some whose name is written wrong; everything else goes through the program's verbs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
from django.db import transaction

from mingbai.demo import errands
from mingbai.exchange.actions import handed
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.queries import handed_sheets
from mingbai.kit import scope
from mingbai.kit.scope import ActingPost
from mingbai.org.models import Posting
from mingbai.screening.actions import verifying
from mingbai.screening.models import Finding
from mingbai.screening.states import Verdict
from mingbai.tables.grids import Grid, grids
from mingbai.tables.guessing import guess
from mingbai.tables.workbook import Page, write

SENDER, HANDLES = "省乡村振兴局", "clerk"
PERSONS, ROSTER = "国家系统人员信息.xlsx", "农户花名册.csv"
HEADER = (
    "序号",
    "市",
    "县",
    "乡镇",
    "行政村",
    "姓名",
    "身份证号码",
    "疑点类型",
    "是否属实",
    "核实情况",
    "核实人",
    "核实时间",
)
DOUBTS = (
    "疑似未参加城乡居民医保",
    "疑似应享未享低保",
    "疑似名下有商品房",
    "疑似已死亡",
    "疑似重复享受公益岗补贴",
)
STRANGER = ("外地人", "999999197001010011")
LAST, NOW, OWN = 60, 180, 8
ANSWERS = (
    (Verdict.FALSE, "经入户核实，与疑点不符，已查看凭证。"),
    (Verdict.TRUE, "情况属实，已告知政策并督促办理。"),
    (Verdict.FALSE, "系统信息未更新，实际无此情况。"),
)
ANSWERED_OF_TEN = 6


def load(home: Path, *, at: datetime) -> None:
    """Two lists, once."""
    by = errands.acting(HANDLES, at)
    with transaction.atomic(), scope.entered(by):
        if HandedList.objects.exists():
            return
    files = home / "county" / "people"
    people = _people(files / PERSONS)
    if len(people) < NOW:
        return
    month = at - timedelta(days=30)
    last = _taken("十月份疑点信息核查表", people[:LAST], by=by, at=month)
    _answer(last, share=10, at=month + timedelta(days=2), now=at)
    with transaction.atomic(), scope.entered(by):
        _settle(last, by, month + timedelta(days=4))
        handed.give_back(handed=last, by=by, at=month + timedelta(days=4))
    now = _taken(
        "十一月份疑点信息核查表",
        [*_own(files / ROSTER, at), *people[LAST // 2 : LAST // 2 + NOW]],
        by=by,
        at=at - timedelta(days=2),
    )
    _answer(now, share=ANSWERED_OF_TEN, at=at - timedelta(hours=4), now=at)


def _own(roster: Path, at: datetime) -> list[list[str]]:
    """Heads of households of the village of the demo's own cadre, who is to find work."""
    village = errands.acting("village", at).area_code
    rows = pl.scan_csv(roster, infer_schema=False).filter(pl.col("行政区划代码") == village)
    heads = rows.filter(pl.col("与户主关系") == "户主").select("乡", "村", "姓名", "身份证号")
    return [list(row) for row in heads.head(OWN).collect().iter_rows()]


def _people(path: Path) -> list[list[str]]:
    """Township, village, name and number of some of the county's registered people."""
    (grid, *_rest) = grids(path)[1]
    found = guess(grid.rows, handed_sheets.vocabulary())
    if found is None:
        return []
    places = [found.meanings.index(meaning) for meaning in ("town", "village", "name", "id_no")]
    rows = _body(grid, found.first_row)
    step = max(1, len(rows) // (2 * NOW))
    return [[row[place] for place in places] for row in rows[::step]]


def _body(grid: Grid, first: int) -> list[list[str]]:
    return [row for row in grid.rows[first:] if any(row)]


def _taken(title: str, people: Sequence[Sequence[str]], *, by: ActingPost, at: datetime) -> HandedList:
    """Received, its columns confirmed the first time, split and sent."""
    with tempfile.TemporaryDirectory() as folder, transaction.atomic(), scope.entered(by):
        path = Path(folder) / f"{title}.xlsx"
        _write(path, title, people)
        due = (at + timedelta(days=5)).date()
        upload = handed.Upload.of(path)
        made = handed.receive(upload=upload, sender=SENDER, title=title, due=due, by=by, at=at)
        handed.read(handed=made, by=by, at=at)
        if not handed.known(made):
            sheets = {one.number: handed.Chosen(one.used, one.meanings) for one in handed_sheets.kept(made)}
            handed.choose(handed=made, sheets=sheets, words="shushi", topic="", by=by, at=at)
        handed.split(handed=made, by=by, at=at)
        handed.send(handed=made, by=by, at=at)
        return made


def _write(path: Path, title: str, people: Sequence[Sequence[str]]) -> None:
    lines = [
        [
            str(at),
            "驻马店市",
            "泌阳县",
            town,
            village,
            *_called(at, name, number),
            DOUBTS[at % len(DOUBTS)],
            "",
            "",
            "",
            "",
        ]
        for at, (town, village, name, number) in enumerate(people, start=1)
    ]
    columns = dict.fromkeys(HEADER, pl.String)
    frame = pl.DataFrame(lines, schema=columns, orient="row").with_columns(pl.all().replace("", None))
    write(path, [Page("疑点清单", frame, titles=[title])])


def _called(at: int, name: str, number: str) -> tuple[str, str]:
    """Now and then somebody who is not ours, or a name written wrong."""
    if at % 37 == 0:
        return STRANGER
    return (f"{name[0]}某", number) if at % 41 == 0 else (name, number)


def _answer(made: HandedList, *, share: int, at: datetime, now: datetime) -> None:
    """Cadres answer `share` of ten rows of each village."""
    for by, rows in _by_village(made, now):
        with transaction.atomic(), scope.entered(by):
            for row in rows:
                if row.row_no % 10 >= share:
                    continue
                verdict, said = ANSWERS[row.row_no % len(ANSWERS)]
                given = verifying.Answer(verdict=verdict, said=said)
                verifying.answer(finding=Finding.objects.get(handed_row=row.pk), given=given, by=by, at=at)


def _by_village(made: HandedList, now: datetime) -> Iterator[tuple[ActingPost, list[HandedRow]]]:
    """A cadre of each village with its rows; villages whose post stands vacant answer nothing."""
    office = errands.acting(HANDLES, now)
    with transaction.atomic(), scope.entered(office):
        rows: dict[str, list[HandedRow]] = {}
        for row in HandedRow.objects.filter(handed_list=made, state="sent").order_by("pk"):
            rows.setdefault(row.area_code, []).append(row)
        held = Posting.objects.filter(post__kind="village_cadre", ends=None, area_code__in=rows)
        postings = {each.area_code: each for each in held.select_related("post", "user").order_by("-pk")}
    for village, those in rows.items():
        if village in postings:
            yield errands.holding(postings[village], now), those


def _settle(made: HandedList, by: ActingPost, at: datetime) -> None:
    """The county lets last month's answers stand where the ledger was late, and gives strangers back."""
    for row in HandedRow.objects.filter(handed_list=made, state="contradicts"):
        handed.let_stand(row=row, reason="部门数据尚未更新，已核对原件", by=by, at=at)
    for row in HandedRow.objects.filter(handed_list=made, state="aside"):
        handed.not_ours(row=row, reason="查无此人，非本县人员", by=by, at=at)
