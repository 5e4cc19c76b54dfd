"""Every untidiness that cells come with, in real files: what is read, what goes back, and in which words."""

from datetime import date

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from mingbai.tables.declaring import shipped
from mingbai.tables.taking import take
from tests.tables.conftest import TODAY, number

HEADER = ["身份证号", "姓名", "补贴项目", "发放月份", "发放金额", "发放状态"]
WIDE = str.maketrans("0123456789X.", "０１２３４５６７８９Ｘ．")
DAY = date(2020, 11, 3)
TEN = (
    "2020-11-03", "2020-11-3", "2020.11.3", "2020/11/03", "20201103", "2020年11月3日", "2020 年 11 月 3 号",
    "２０２０－１１－０３", "2020-11-03 00:00:00", "二〇二〇年十一月三日", "44138", "\u200b2020-11-03\ufeff",
)  # fmt: skip


def numbers(count):
    return [number(f"4100001980010{at:04}") for at in range(1010, 1010 + count)]


def ending_in_x():
    return next(one for one in numbers(99) if one.endswith("X"))


def written(path, rows):
    """The rows as the file's name says: a workbook, or text in GB 18030."""
    if path.suffix == ".csv":
        pl.DataFrame(rows[1:], schema=rows[0], orient="row").write_csv(path.with_suffix(".utf8"))
        path.write_bytes(path.with_suffix(".utf8").read_text(encoding="utf-8").encode("gb18030"))
        path.with_suffix(".utf8").unlink()
        return path
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("发放表")
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return path


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv"])
def test_days_in_more_than_ten_shapes_are_one_day(tmp_path, taken, name):
    rows = [[one, "张三", shape, ""] for one, shape in zip(numbers(len(TEN)), TEN, strict=True)]
    account, frame = taken(
        written(tmp_path / name, [["身份证号", "姓名", "死亡日期", "死亡地点"], *rows]), "deaths"
    )
    assert (account.accepted, account.rejected) == (len(TEN), 0), account.reasons
    assert set(frame["died_on"]) == {DAY}


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv"])
def test_numbers_and_money_as_hands_type_them(tmp_path, taken, name):
    whole = ending_in_x()
    born = number("41000019800101123")
    old = born[:6] + born[8:17]
    cells = [
        (whole.lower(), "180"),
        (whole.translate(WIDE), "１８０．００"),
        (f"\u200b{whole[:6]} {whole[6:]}\ufeff", "￥180元"),
        (f"'{whole}", "0.018万"),
        (old, " 180.0 "),
    ]
    rows = [[identity, "张三", "低保金", "2020-11", money, "成功"] for identity, money in cells]
    account, frame = taken(written(tmp_path / name, [HEADER, *rows]), "subsidy_payments")
    assert (account.accepted, account.rejected) == (len(cells), 0), account.reasons
    assert frame["id_no"].to_list() == [whole] * 4 + [born]
    assert set(frame["amount"]) == {18_000}
    assert account.reasons["id_old"] == 1


def test_formatted_columns_to_the_sheet_s_end_cost_nothing(tmp_path, taken):
    path = tmp_path / "wide.xlsx"
    with xlsxwriter.Workbook(path) as target:
        page, style = target.add_worksheet(), target.add_format({"bold": True})
        page.write_row(0, 0, ["身份证号", "姓名", "死亡日期", "死亡地点"])
        page.write_row(1, 0, [number(), "张三", "2020-11-03", ""])
        page.write_blank(0, 16_383, None, style)
        page.write_blank(1_048_575, 16_383, None, style)
    account, _ = taken(path, "deaths")
    assert (account.accepted, account.rejected, account.refused_columns) == (1, 0, [])


def test_a_sheet_without_the_header_is_named_not_lost(tmp_path, taken):
    path = tmp_path / "towns.xlsx"
    with xlsxwriter.Workbook(path) as target:
        for town, header in (("羊册镇", "死亡日期"), ("春水镇", "死亡日其")):
            page = target.add_worksheet(town)
            page.write_row(0, 0, ["身份证号", "姓名", header])
            page.write_row(1, 0, [number(), "张三", "2020-11-03"])
    account, _ = taken(path, "deaths")
    assert account.sheets == {"羊册镇": 1}
    assert account.passed_sheets == ["春水镇"]


@pytest.mark.parametrize(
    ("language", "headers", "why", "mend"),
    [
        ("zh", ("行号", "列", "退回原因", "怎样改"), "不是能认出的日期：昨天", "2020-11-03 的样子"),
        (
            "en",
            ("Row", "Column", "Why it goes back", "How to mend it"),
            "is not a date we can read: 昨天",
            "Write",
        ),
    ],
)
def test_what_goes_back_names_sheet_row_column_reason_and_mend(tmp_path, language, headers, why, mend):
    rows = [["身份证号", "姓名", "死亡日期", "死亡地点"], [], [number(), "张三", "昨天", "县医院"]]
    path = written(tmp_path / "x.xlsx", rows)
    catalogue = shipped()
    take(
        path, catalogue.datasets["deaths"], out=tmp_path, catalogue=catalogue, today=TODAY, language=language
    )
    page = openpyxl.load_workbook(tmp_path / "deaths.rejected.xlsx")["发放表"]
    row, told, reason, better = headers
    back = dict(zip(*[[cell.value for cell in line] for line in page.iter_rows(max_row=2)], strict=True))
    assert (back[row], back[told], back["死亡地点"]) == (3, "死亡日期", "县医院")
    assert why in back[reason]
    assert mend in back[better]
