"""kit.export: what comes out is what went in, marked, and nothing in it runs."""

import csv
import io
import tracemalloc
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import fastexcel
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.kit.export import Mark, write_csv, write_xlsx, xlsx
from mingbai.kit.export.values import DANGEROUS, UNWRITABLE

AT = datetime(2020, 11, 30, 9, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
MARK = Mark("DC2020-0007", "王芳", "花园街道扶贫专干", "季度核对 <3>", AT)
COLUMNS = ["村", "户数", "金额", "日期", "备注"]
ROWS = [["盘古村", 12, Decimal("3.50"), date(2020, 1, 2), "=1+1"], ["李庄", None, 2**60, AT, "a & <b>\x07"]]


def workbook(rows, columns=COLUMNS):
    out = io.BytesIO()
    count = write_xlsx(out, title="户 & 村", mark=MARK, columns=columns, rows=rows)
    return count, openpyxl.load_workbook(out)


def test_a_workbook_holds_mark_titles_and_rows():
    count, book = workbook(ROWS)
    lines = [[cell.value for cell in row] for row in book["1"].iter_rows()]
    assert count == 2
    assert "DC2020-0007" in lines[0][0]
    assert "季度核对 <3>" in lines[0][0]
    assert lines[1] == COLUMNS
    assert lines[2] == ["盘古村", 12, 3.5, "2020-01-02", "=1+1"]
    assert lines[3] == ["李庄", None, str(2**60), "2020-11-30 09:05", "a & <b>"]


def test_the_document_itself_leads_to_person_and_purpose():
    properties = workbook(ROWS)[1].properties
    assert properties.creator == "王芳"
    assert properties.identifier == "DC2020-0007"
    assert "季度核对" in properties.description


def test_a_text_that_looks_like_a_formula_stays_text_in_a_workbook():
    cell = workbook([["=HYPERLINK(1)"]], ["x"])[1]["1"]["A3"]
    assert cell.data_type in ("s", "inlineStr")


@pytest.mark.parametrize(
    ("value", "guarded"), [("=1+1", True), ("@SUM(A1)", True), (-5, False), ("李", False)]
)
def test_what_might_be_a_formula_stays_text_when_its_cell_is_edited(value, guarded):
    cell = workbook([[value]], ["x"])[1]["1"]["A3"]
    assert (cell.value, bool(cell.quotePrefix)) == (value, guarded)


@pytest.mark.parametrize("name", ["李䶮", "王𠮷", "张㛃", "赵\U00031152"])
def test_rare_characters_stay_themselves_in_workbook_and_csv(name):
    out = io.BytesIO()
    write_csv(out, mark=MARK, columns=["姓名"], rows=[[name]])
    assert out.getvalue().decode("utf-8-sig").splitlines()[2] == name
    assert workbook([[name]], ["姓名"])[1]["1"]["A3"].value == name
    assert fastexcel_says(name) == name


def fastexcel_says(name):
    out = io.BytesIO()
    write_xlsx(out, title="x", mark=MARK, columns=["姓名"], rows=[[name]])
    sheet = fastexcel.read_excel(out.getvalue()).load_sheet(0, header_row=1)
    return sheet.to_polars()["姓名"][0]


@pytest.mark.parametrize("rows", [0, 1, 199, 200, 201])
def test_any_number_of_rows_arrives(rows):
    count, book = workbook([[n] for n in range(rows)], ["n"])
    assert count == rows
    assert [row[0].value for row in book["1"].iter_rows(min_row=3)] == list(range(rows))


def test_what_a_sheet_cannot_hold_goes_on_to_the_next(monkeypatch):
    monkeypatch.setattr(xlsx, "SHEET_ROWS", 3)
    _count, book = workbook([[n] for n in range(7)], ["n"])
    assert [[row[0].value for row in sheet.iter_rows(min_row=3)] for sheet in book] == [
        [0, 1, 2],
        [3, 4, 5],
        [6],
    ]


def test_memory_does_not_grow_with_the_rows():
    class Nowhere:
        def write(self, data):
            return len(data)

    def peak(rows):
        tracemalloc.start()
        write_xlsx(Nowhere(), title="x", mark=MARK, columns=["n"], rows=([n, "某某村"] for n in range(rows)))
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    assert peak(20_000) < 2 * peak(2_000)


@settings(max_examples=60)
@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=6))
def test_no_cell_of_a_csv_can_be_a_formula_and_the_text_is_still_there(rows):
    out = io.BytesIO()
    assert write_csv(out, mark=MARK, columns=["a", "b"], rows=rows) == len(rows)
    read = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))
    assert len(read) == len(rows) + 2
    for given_row, found in zip(rows, read[2:], strict=True):
        for value, cell in zip(given_row, found, strict=True):
            assert not cell.lstrip(" ").startswith(DANGEROUS)
            assert cell.removeprefix("'") == UNWRITABLE.sub("", value) or cell == UNWRITABLE.sub("", value)


def test_negative_numbers_stay_numbers_in_csv():
    out = io.BytesIO()
    write_csv(out, mark=MARK, columns=["a"], rows=[[-5], ["-5"]])
    assert out.getvalue().decode().splitlines()[2:] == ["-5", "'-5"]
