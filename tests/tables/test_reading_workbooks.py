import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from mingbai.tables.declaring import shipped
from mingbai.tables.doors import look
from mingbai.tables.problems import FileRefused
from mingbai.tables.taking import take
from tests.tables.conftest import TODAY, number

HEADER = ["身份证号", "姓名", "死亡日期", "死亡地点"]
GOOD = [number(), "张三", "2020-11-03", "县医院"]


def refused(path, tmp_path, code="deaths"):
    catalogue = shipped()
    with pytest.raises(FileRefused) as found:
        take(path, catalogue.datasets[code], out=tmp_path / "out", catalogue=catalogue, today=TODAY)
    assert not list((tmp_path / "out").glob("*")), "a refused file leaves nothing behind"
    assert found.value.said(catalogue, "zh")
    assert found.value.said(catalogue, "en")
    return found.value


def test_titles_merged_cells_and_two_header_rows(book, taken):
    rows = [
        ["泌阳县死亡火化登记表", "", "", ""],
        ["填报单位：民政局", "", "", "2020年11月"],
        ["人员", "", "死亡情况", ""],
        ["身份证号码", "姓 名", "死亡时间", "火化地点"],
        GOOD,
    ]
    path = book(rows, merge=["A1:D1", "A3:B3", "C3:D3"])
    _, rows = taken(path, "deaths")
    assert rows.select("row_no", "name", "died_on", "place").rows() == [
        (5, "张三", date(2020, 11, 3), "县医院")
    ]


def test_places_are_those_the_spreadsheet_shows(tmp_path, taken):
    path = tmp_path / "offset.xlsx"
    with xlsxwriter.Workbook(path) as target:
        page = target.add_worksheet("名单")
        page.write_row(6, 2, HEADER)
        page.write_row(8, 2, GOOD)
        page.write_row(9, 2, ["不是身份证", "李四", "2020-11-03"])
    account, rows = taken(path, "deaths")
    assert rows["row_no"].to_list() == [9]
    assert (account.accepted, account.rejected, account.blank) == (1, 1, 1)


def test_a_number_that_excel_has_cut_is_refused_and_explained(book, tmp_path, taken):
    path = book([HEADER, [411726199001011234, "张三", "2020-11-03", ""], GOOD])
    account, rows = taken(path, "deaths")
    assert account.reasons == {"id_lost_digits": 1}
    assert rows["id_no"].to_list() == [number()]
    sheet = openpyxl.load_workbook(tmp_path / "out" / "deaths.rejected.xlsx").active
    assert "后几位已经丢失" in sheet.cell(2, 7).value
    assert "文本" in sheet.cell(2, 8).value


def test_a_cut_number_whose_check_happens_to_fit_is_refused_too(book, taken):
    lucky = next(
        n for n in range(411726199001010048, 411726199001019999, 64) if number(str(n)[:17]) == str(n)
    )
    account, _ = taken(book([HEADER, [lucky, "张三", "2020-11-03", ""], GOOD]), "deaths")
    assert account.reasons == {"id_lost_digits": 1}


def test_dates_as_excel_keeps_them(book, taken):
    when = datetime(2020, 11, 3)  # noqa: DTZ001 - a cell has no zone
    numbers = [number(f"4100001990010111{n}") for n in range(3)]
    path = book(
        [HEADER, [numbers[0], "甲", when, ""], [numbers[1], "乙", 44138, ""], [numbers[2], "丙", 44138.5, ""]]
    )
    _, rows = taken(path, "deaths")
    assert set(rows["died_on"]) == {date(2020, 11, 3)}


def test_formulas_give_their_value_or_a_reason(tmp_path, taken):
    path = tmp_path / "formula.xlsx"
    with xlsxwriter.Workbook(path) as target:
        page = target.add_worksheet()
        page.write_row(0, 0, ["身份证号", "姓名", "补贴项目", "发放月份", "发放金额", "发放状态"])
        for row, (formula, value) in enumerate([("=1+1", 2), ("=1/0", "#DIV/0!")], start=1):
            page.write_row(
                row, 0, [number(f"4100001990010111{row}"), "张三", "低保金", "2020-11", "", "成功"]
            )
            page.write_formula(row, 4, formula, None, value)
    account, rows = taken(path, "subsidy_payments")
    assert rows["amount"].to_list() == [200]
    assert account.reasons == {"formula_error": 1}


def test_a_formula_that_was_never_computed_is_explained(tmp_path, taken):
    book = openpyxl.Workbook()
    book.active.append(["身份证号", "姓名", "补贴项目", "发放月份", "发放金额", "发放状态"])
    book.active.append([number(), "张三", "低保金", "2020-11", "=100+1", "成功"])
    book.save(tmp_path / "raw.xlsx")
    account, _ = taken(tmp_path / "raw.xlsx", "subsidy_payments")
    assert account.reasons == {"formula_empty": 1}


def test_a_million_formatted_blank_rows_cost_nothing(tmp_path, taken):
    path = tmp_path / "blanks.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as target:
        page, style = target.add_worksheet(), target.add_format({"bold": True})
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, GOOD)
        page.write_blank(1_048_575, 0, None, style)
    account, _ = taken(path, "deaths")
    assert (account.accepted, account.rejected) == (1, 0)


def test_every_sheet_with_the_header_is_read_and_notes_are_passed_over(tmp_path, taken):
    path = tmp_path / "sheets.xlsx"
    with xlsxwriter.Workbook(path) as target:
        target.add_worksheet("说明").write(0, 0, "请按时报送")
        for at, name in enumerate(("羊册镇", "春水镇")):
            page = target.add_worksheet(name)
            page.write_row(0, 0, HEADER[: 4 - at])
            page.write_row(1, 0, GOOD[: 4 - at])
    account, rows = taken(path, "deaths")
    assert account.sheets == {"羊册镇": 1, "春水镇": 1}
    assert rows.select("sheet", "place").rows() == [("羊册镇", "县医院"), ("春水镇", None)]
    assert account.identical == 0


def test_identical_rows_stay_two_and_are_reported(book, taken):
    account, rows = taken(book([HEADER, GOOD, GOOD, [*GOOD[:3], "家中"]]), "deaths")
    assert len(rows) == 3
    assert (account.identical, account.key_twice) == (2, 2)


def test_a_column_without_purpose_is_refused_and_nowhere_kept(book, tmp_path, taken):
    rows = [[*HEADER, "宗教信仰", "序号"], [*GOOD, "某教", 1], ["坏号", "李四", "2020-11-03", "", "某教", 2]]
    account, frame = taken(book(rows), "deaths")
    assert account.refused_columns == ["宗教信仰"]
    kept = [str(frame.rows())]
    for page in openpyxl.load_workbook(tmp_path / "out" / "deaths.rejected.xlsx"):
        kept += [str(row) for row in page.iter_rows(values_only=True)]
    assert not any("某教" in text for text in kept)


def test_the_unit_in_the_header_counts(book, taken):
    header = ["身份证号", "姓名", "补贴项目", "发放月份", "发放金额（万元）", "发放状态"]
    _, rows = taken(
        book([header, [number(), "张三", "低保金", "2020-11", 0.0154, "成功"]]), "subsidy_payments"
    )
    assert rows["amount"].to_list() == [15400]


def test_totals_and_repeated_headers_are_named_as_such(book, taken):
    account, _ = taken(book([HEADER, GOOD, HEADER, ["合计", "", "1", ""]]), "deaths")
    assert account.reasons == {"header_again": 1, "total_row": 1}


FILES = (
    Path(__file__).parent / "files"
)  # made once with xlwt and msoffcrypto-tool, which nothing else here needs


def test_a_sealed_workbook_says_that_it_has_a_password(tmp_path):
    assert refused(FILES / "sealed.xlsx", tmp_path).reason == "password"


def test_old_workbooks_are_read_like_new_ones(taken):
    account, rows = taken(FILES / "deaths.xls", "deaths")
    assert rows.select("row_no", "id_no", "name", "died_on").rows() == [
        (3, number(), "张三", date(2020, 11, 3))
    ]
    assert account.reasons == {"id_lost_digits": 1}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.4 ...", "not_a_table"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "not_a_table"),
        (b"PK\x03\x04 cut short", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut short", "broken"),
        (b"\x89PNG\r\n", "not_a_table"),
        (b"\x00\x01\x02", "not_a_table"),
    ],
)
def test_what_is_no_table_is_said_to_be_none(tmp_path, data, reason):
    path = tmp_path / "file.xlsx"
    path.write_bytes(data)
    assert refused(path, tmp_path).reason == reason


def test_a_workbook_cut_in_the_middle_is_broken(book, tmp_path):
    path = book([HEADER, GOOD])
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert refused(path, tmp_path).reason == "broken"


def test_an_archive_that_is_no_workbook(tmp_path):
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("a.txt", "x")
    assert refused(path, tmp_path).reason == "not_a_table"


def test_a_zip_bomb_is_stopped_by_real_bytes_not_by_what_it_declares(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/worksheets/sheet1.xml", b"0" * 8_000_000)
    with pytest.raises(FileRefused) as found:
        look(path, limit_mb=4)
    assert found.value.reason == "too_big"


def test_a_missing_column_is_named_with_what_comes_near(book, tmp_path):
    error = refused(book([["身份证号", "姓名", "死亡日其"], GOOD[:3]]), tmp_path)
    said = error.said(shipped(), "zh")
    assert "死亡日期" in said
    assert "死亡日其" in said


def test_two_columns_of_one_meaning_are_not_guessed_between(book, tmp_path):
    assert refused(book([[*HEADER, "火化日期"], [*GOOD, "2020-11-04"]]), tmp_path).reason == "header_twice"


def test_the_same_file_gives_the_same_bytes(book, tmp_path, taken):
    path = book([HEADER, GOOD, ["x", "李四", "2020-11-03", ""]])
    outs = []
    for _ in range(2):
        taken(path, "deaths")
        outs.append({file.name: file.read_bytes() for file in sorted((tmp_path / "out").iterdir())})
    assert outs[0] == outs[1]
    assert len(outs[0]) == 3


def test_registers_of_the_county_keep_a_person_with_a_faulty_number(tmp_path, taken):
    faulty = number()[:-1] + ("0" if number()[-1] != "0" else "1")
    frame = pl.DataFrame(
        {
            "行政区划代码": ["411726102"],
            "户编号": ["1"],
            "人口编号": ["11"],
            "姓名": ["张三"],
            "身份证号": [faulty],
            "与户主关系": ["户主"],
        }
    )
    frame.write_csv(tmp_path / "roster.csv")
    account, rows = taken(tmp_path / "roster.csv", "roster")
    assert account.reasons == {"id_check": 1}
    assert rows.select("id_no", "id_no_ok", "area_code").rows() == [(faulty, False, "411726102000")]


def test_a_cut_number_is_noticed_wherever_the_table_begins(tmp_path, taken):
    path = tmp_path / "offset.xlsx"
    with xlsxwriter.Workbook(path) as target:
        page = target.add_worksheet()
        page.write_row(4, 3, ["姓名", "身份证号", "死亡日期"])
        page.write_row(5, 3, ["张三", 411726199001011234, "2020-11-03"])
        page.write_row(6, 3, ["李四", number(), "2020-11-03"])
    account, rows = taken(path, "deaths")
    assert account.reasons == {"id_lost_digits": 1}
    assert rows["name"].to_list() == ["李四"]


def test_an_empty_formula_is_found_behind_an_empty_sheet(tmp_path, taken):
    book = openpyxl.Workbook()
    book.active.title = "封面"
    page = book.create_sheet("发放")
    page.append(["身份证号", "姓名", "补贴项目", "发放月份", "发放金额", "发放状态"])
    page.append([number(), "张三", "低保金", "2020-11", "=100+1", "成功"])
    book.save(tmp_path / "raw.xlsx")
    account, _ = taken(tmp_path / "raw.xlsx", "subsidy_payments")
    assert account.reasons == {"formula_empty": 1}
