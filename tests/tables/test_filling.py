"""Filled files equal the original outside the filled cells; read by another hand than ours."""

import csv
import io
import string
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from mingbai.tables import filling, filling_text, grids

TEXT = st.text(alphabet="属实不核查a<>&\"' \n,", max_size=8)
CELL = st.one_of(st.none(), TEXT, st.integers(-5, 5), st.booleans())
SHEET = st.lists(st.lists(CELL, min_size=4, max_size=4), min_size=1, max_size=6)
FILLED = st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), TEXT.filter(bool), max_size=8)


def book_of(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"表{number + 1}")
        for at, row in enumerate(rows, start=1):
            for column, cell in enumerate(row, start=1):
                sheet.cell(at, column, cell).font = Font(bold=(at + column) % 2 == 0)
    return book


def cells_of(path):
    book = openpyxl.load_workbook(path)
    return {
        (number, cell.row - 1, cell.column - 1): (cell.value, cell.style_id)
        for number, sheet in enumerate(book.worksheets)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style
    }


@settings(max_examples=40)
@given(sheets=st.lists(SHEET, min_size=1, max_size=3), wanted=FILLED)
def test_every_other_cell_stays_with_its_format(tmp_path_factory, sheets, wanted):
    folder = tmp_path_factory.mktemp("fill")
    source, target = folder / "a.xlsx", folder / "b.xlsx"
    book_of(sheets).save(source)
    wanted = {(row, column): text for (row, column), text in wanted.items() if row < len(sheets[0])}
    filling.fill(source, target, sheets={0: wanted})
    before, after = cells_of(source), cells_of(target)
    for place in before.keys() | after.keys():
        number, row, column = place
        if number == 0 and (row, column) in wanted:
            assert after[place][0] == wanted[row, column]
        else:
            assert after.get(place) == before.get(place), place
    with zipfile.ZipFile(source) as one, zipfile.ZipFile(target) as two:
        assert one.namelist() == two.namelist()
        same = [name for name in one.namelist() if one.read(name) == two.read(name)]
        assert len(same) >= len(one.namelist()) - 1


def styled(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "关于疑点核查的通知（附件）"
    sheet.merge_cells("A1:D1")
    sheet.append(["姓名", "身份证号", "是否属实", "核实情况"])
    line = Side(style="thin")
    for at in range(3, 6):
        sheet.append([f"张{at}", f"41172619700101{at:04d}", None, None])
        for column in range(1, 5):
            sheet.cell(at, column).border = Border(line, line, line, line)
            sheet.cell(at, column).fill = PatternFill("solid", fgColor="FFFF00")
    choice = DataValidation(type="list", formula1='"属实,不属实"')
    sheet.add_data_validation(choice)
    choice.add("C3:C5")
    sheet.column_dimensions["B"].width = 31
    sheet["E3"] = "=LEN(A3)"
    book.save(path)


def test_lists_to_choose_from_widths_and_merged_titles_stay(tmp_path):
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    styled(source)
    filling.fill(source, target, sheets={0: {(2, 2): "属实", (2, 3): "已核实\n属实", (4, 3): "不在家"}})
    sheet = openpyxl.load_workbook(target).active
    assert [sheet.cell(3, column).value for column in (3, 4)] == ["属实", "已核实\n属实"]
    assert sheet["C3"].border.left.style == "thin"
    assert sheet["C3"].fill.fgColor.rgb == "00FFFF00"
    assert sheet.data_validations.dataValidation[0].sqref == "C3:C5"
    assert sheet.column_dimensions["B"].width == 31
    assert str(sheet.merged_cells) == "A1:D1"
    assert sheet["E3"].value == "=LEN(A3)"
    assert grids.grids(target)[1][0].rows[4][3] == "不在家"


def test_a_formula_that_gives_way_takes_its_place_in_the_chain_with_it(tmp_path):
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    styled(source)
    chained = tmp_path / "chained.xlsx"
    with zipfile.ZipFile(source) as one, zipfile.ZipFile(chained, "w") as two:
        for name in one.namelist():
            data = one.read(name)
            if name == "[Content_Types].xml":
                part = b'<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
                data = data.replace(b"</Types>", part)
            two.writestr(name, data)
        two.writestr("xl/calcChain.xml", "<calcChain/>")
    filling.fill(chained, target, sheets={0: {(2, 4): "二"}})
    with zipfile.ZipFile(target) as made:
        assert "xl/calcChain.xml" not in made.namelist()
        assert b"calcChain" not in made.read("[Content_Types].xml")
    assert openpyxl.load_workbook(target).active["E3"].value == "二"
    filling.fill(chained, target, sheets={0: {(2, 2): "属实"}})
    with zipfile.ZipFile(target) as made:
        assert "xl/calcChain.xml" in made.namelist()


def test_rows_and_cells_without_places_and_with_a_prefix_are_counted(tmp_path):
    source, bare, target = tmp_path / "a.xlsx", tmp_path / "bare.xlsx", tmp_path / "b.xlsx"
    book_of([[["甲", "乙", None, None], ["丙", None, None, None]]]).save(source)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a&gt;b</x:t></x:is>'
        '</x:c></x:row><x:row ht="1"/><x:row><x:c/><x:c><x:v>2</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    with zipfile.ZipFile(source) as one, zipfile.ZipFile(bare, "w") as two:
        for name in one.namelist():
            two.writestr(name, text if name.endswith("sheet1.xml") else one.read(name))
    filling.fill(bare, target, sheets={0: {(0, 1): "一", (1, 0): "二", (2, 0): "三", (2, 2): "四"}})
    sheet = openpyxl.load_workbook(target).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_col=3)] == [
        ["a>b", "一", None], ["二", None, None], ["三", 2, "四"],
    ]  # fmt: skip


RECORDS = st.lists(
    st.lists(st.text(alphabet='甲乙,"\n\r x', max_size=5), min_size=3, max_size=3), min_size=1, max_size=5
)


@given(
    records=RECORDS, end=st.sampled_from(["\n", "\r\n"]), encoding=st.sampled_from(["utf-8-sig", "gb18030"])
)
def test_csv_keeps_every_other_character(tmp_path_factory, records, end, encoding):
    folder = tmp_path_factory.mktemp("csv")
    source, target = folder / "a.csv", folder / "b.csv"
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator=end).writerows([["姓名,全", "号", "核实"], *records])
    source.write_bytes(made.getvalue().encode(encoding))
    before = grids.grids(source)[1][0].rows
    filling_text.fill_csv(source, target, cells={(0, 2): "核实了", (len(before) - 1, 1): "新,值"})
    after = grids.grids(target)[1][0].rows
    before[0][2] = "核实了"
    before[-1][1] = "新,值"
    assert after == before
    if len(records) > 1:
        head = source.read_bytes().decode(encoding).split(end, 1)[1]
        assert target.read_bytes().decode(encoding).split(end, 1)[1][:4] == head[:4]


def test_an_old_workbook_comes_back_as_a_new_one_of_the_same_rows(tmp_path):
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    styled(source)
    _, found = grids.grids(source)
    filling_text.rewrite(found, target, sheets={0: {(2, 2): "属实"}})
    expected = found[0].rows
    expected[2][2] = "属实"
    assert grids.grids(target)[1][0].rows == expected


@pytest.mark.parametrize("blank", [0, 2])
def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path, blank):
    book = openpyxl.Workbook()
    for at in range(3):
        book.active.cell(blank + at + 1, 2, string.ascii_letters[at])
    book.save(tmp_path / "a.xlsx")
    rows = grids.grids(tmp_path / "a.xlsx")[1][0].rows
    assert [row[1] for row in rows] == [*[""] * blank, "a", "b", "c"]
