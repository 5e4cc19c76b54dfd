"""The workbook of doubtful pairs: the row and the person next to each other, a cell for the answer.

Streamed row by row; the same pairs give the same bytes. It holds no identity number.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from mingbai.tables.atomic import replacing

MOST_PAIRS = 1_000_000  # a sheet holds no more
SIDES = {
    "name": "姓名", "sex": "性别", "birth_date": "出生日期", "township": "乡镇", "village": "村",
    "phone": "电话尾号",
}  # fmt: skip
SAID = {"male": "男", "female": "女"}
WHY = {
    "several": "几个人都像，分不出是哪一个",
    "name": "姓名不一样，也可能是兄弟姐妹（如双胞胎）",
    "below": "相像程度不够",
    "little": "只有姓名、住址相符，缺出生日期和电话",
}
NAMES = {
    "same": "相同", "sound": "同音", "near_sound": "近音", "swapped": "字序颠倒", "one_character": "差一个字",
    "other": "不同",
}  # fmt: skip
HEADERS = [
    "序号", "原表行号",
    *(f"来件·{side}" for side in SIDES.values()), *(f"在册·{side}" for side in SIDES.values()),
    "人口编号", "姓名比较", "相像程度", "候选人数", "为什么要核实", "是否同一人（是/否）", "核实人",
]  # fmt: skip
ANSWER, ANSWERS = HEADERS.index("是否同一人（是/否）"), ["是", "否"]
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
        sheet = book.add_worksheet("请核实")
        sheet.freeze_panes(1, 3)
        sheet.set_column(0, len(HEADERS) - 1, WIDTH)
        bold = book.add_format({"bold": True})
        for at, header in enumerate(HEADERS):
            sheet.write_string(0, at, header, bold)
        for number, line in enumerate(lines.iter_rows(), start=1):
            for at, cell in enumerate(line):
                if cell is not None:
                    sheet.write_string(number, at, cell)
        sheet.data_validation(1, ANSWER, max(len(lines), 1), ANSWER, {"validate": "list", "source": ANSWERS})
        book.close()


def _lines(
    doubtful: pl.DataFrame, rows: pl.DataFrame, people: pl.DataFrame, *, row: str, person: str
) -> pl.DataFrame:
    theirs = _side(rows, row, "row", "a")
    ours = _side(people, person, "person", "b")
    both = doubtful.join(theirs, on="row", how="left", maintain_order="left")
    both = both.join(ours, on="person", how="left", maintain_order="left")
    percent = (pl.col("probability") * 100).round(2).cast(pl.String) + "%"
    return both.select(
        "row", "a_row_in_file", *(f"a_{name}" for name in SIDES), *(f"b_{name}" for name in SIDES), "person",
        pl.col("name").replace(NAMES), percent, pl.col("count").cast(pl.String), pl.col("why").replace(WHY),
    )  # fmt: skip


def _side(frame: pl.DataFrame, key: str, name: str, prefix: str) -> pl.DataFrame:
    """The side's columns as text; of a telephone no more than its tail, of a birth what is known."""
    asked = (*SIDES, "birth_month", "row_in_file")
    absent = [pl.lit(None, dtype=pl.String).alias(one) for one in asked if one not in frame.columns]
    text = frame.with_columns(absent).with_columns(pl.col(*asked).cast(pl.String))
    known = text.with_columns(
        birth_date=pl.coalesce("birth_date", pl.col("birth_month").str.slice(0, 7)),
        sex=pl.col("sex").replace(SAID),
        phone=pl.col("phone").str.replace_all(r"\D", "").str.slice(-4),
    )
    sides = pl.col("row_in_file", *SIDES).name.prefix(f"{prefix}_")
    return known.select(pl.col(key).cast(pl.String).alias(name), sides)
