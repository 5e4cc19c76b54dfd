"""The workbook of doubtful pairs: the row and the person next to each other, a cell for the answer.

Streamed row by row; the same pairs give the same bytes. It holds no identity number. What is answered in it
is read back by `answers`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from mingbai.compare.matching.words import COMPARED, SAID, WHY
from mingbai.tables.atomic import replacing

MOST_PAIRS = 1_000_000  # a sheet holds no more
SIDES = {
    "file": "文件", "row_in_file": "行号", "name": "姓名", "sex": "性别", "birth_date": "出生日期",
    "township": "乡镇", "village": "村", "phone": "电话尾号",
}  # fmt: skip
YES, NO, UNSURE = "是", "否", "不清楚"
SHEET, PERSON_HEADER, MARK_HEADER = "请核实", "人口编号", "核对码"
ANSWER_HEADER = "是否同一人（是/否/不清楚）"
HEADERS = [
    "序号", *(f"来件·{side}" for side in SIDES.values()), *(f"在册·{side}" for side in SIDES.values()),
    PERSON_HEADER, "姓名比较", "出生日期比较", "住址比较", "电话比较", "相像程度", "候选人数", "为什么要核实",
    ANSWER_HEADER, "核实人", MARK_HEADER,
]  # fmt: skip
HELP = (
    "一行是一对：左边“来件”是部门数据里没有身份证号的一行，右边“在册”是可能的那个人；文件和行号写明各从哪里来。",
    "在“是否同一人”列里填：是、否、不清楚。不填的下次还会问；填“不清楚”的下次也还会问，但带着这次的答复。",
    "同一序号有几个候选人的，最多一个填“是”；都不是的，都填“否”。",
    "不要改“人口编号”和“核对码”，不要改表头和工作表名；其他列可以加，行可以排序、筛选、删除。",
    "填好后，下次比对时用 --confirmed 指向这个文件或它所在的目录：答“是”的直接对上，答“否”的不再问。",
)
MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # a fixed day, else no two files are the same
WIDTH = 14


def written(
    path: Path, doubtful: pl.DataFrame, rows: pl.DataFrame, people: pl.DataFrame, *, row: str, person: str
) -> None:
    """Writes the workbook; it appears only when it is whole. `row` and `person` are the frames' own keys."""
    lines = _lines(doubtful.head(MOST_PAIRS), rows, people, row=row, person=person)
    with replacing(path) as part:
        book = xlsxwriter.Workbook(str(part), {"constant_memory": True, "strings_to_formulas": False})
        book.set_properties({"created": MADE})
        bold = book.add_format({"bold": True})
        _fill(book.add_worksheet(SHEET), lines, bold)
        note = book.add_worksheet("填写说明")
        for at, line in enumerate(HELP):
            note.write_string(at, 0, line)
        book.close()


def _fill(sheet: Any, lines: pl.DataFrame, bold: Any) -> None:
    sheet.freeze_panes(1, 4)
    sheet.set_column(0, len(HEADERS) - 1, WIDTH)
    for at, header in enumerate(HEADERS):
        sheet.write_string(0, at, header, bold)
    for number, line in enumerate(lines.iter_rows(), start=1):
        for at, cell in enumerate(line):
            if cell is not None:
                sheet.write_string(number, at, cell)
    answer = HEADERS.index(ANSWER_HEADER)
    choices = {"validate": "list", "source": [YES, NO, UNSURE]}
    sheet.data_validation(1, answer, max(len(lines), 1), answer, choices)


def _lines(
    doubtful: pl.DataFrame, rows: pl.DataFrame, people: pl.DataFrame, *, row: str, person: str
) -> pl.DataFrame:
    theirs = _side(rows, row, "row", "a")
    ours = _side(people, person, "person", "b")
    both = doubtful.join(theirs, on="row", how="left", maintain_order="left")
    both = both.join(ours, on="person", how="left", maintain_order="left")
    percent = (pl.col("probability") * 100).round(2).cast(pl.String) + "%"
    return both.select(
        "row", *(f"a_{name}" for name in SIDES), *(f"b_{name}" for name in SIDES), "person",
        *(pl.col(name).replace(words) for name, words in COMPARED.items()),
        percent, pl.col("count").cast(pl.String), pl.col("why").replace(WHY),
        "answer", pl.lit(None, dtype=pl.String).alias("by"), "mark",
    )  # fmt: skip


def _side(frame: pl.DataFrame, key: str, name: str, prefix: str) -> pl.DataFrame:
    """The side's columns as text; of a telephone no more than its tail, of a birth what is known."""
    asked = (*SIDES, "birth_month")
    absent = [pl.lit(None, dtype=pl.String).alias(one) for one in asked if one not in frame.columns]
    text = frame.with_columns(absent).with_columns(pl.col(*asked).cast(pl.String))
    known = text.with_columns(
        birth_date=pl.coalesce("birth_date", pl.col("birth_month").str.slice(0, 7)),
        sex=pl.col("sex").replace(SAID),
        phone=pl.col("phone").str.replace_all(r"\D", "").str.slice(-4),
    )
    sides = pl.col(*SIDES).name.prefix(f"{prefix}_")
    return known.select(pl.col(key).cast(pl.String).alias(name), sides)
