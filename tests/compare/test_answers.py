"""What people answer in the workbook of doubtful pairs, and what the next run makes of it."""

from __future__ import annotations

import openpyxl
import polars as pl
import pytest

from mingbai.compare.matching import answers, faults, paper
from mingbai.compare.matching.paper import ANSWER_HEADER, HEADERS, MARK_HEADER, PERSON_HEADER
from tests.compare.matching import answered, frame, lines, match, pairs, someone

ROWS = [someone("李强"), someone("王志明", "1965-04-12")]
PEOPLE = [
    someone("李强", "1970-01-05"),
    someone("李强", "1972-08-30"),
    someone("王志强", "1965-04-12"),
]


def asked(path, rows=ROWS, people=PEOPLE, **more):
    """The workbook of the doubts about the rows."""
    found = match(rows, people, **more)
    paper.written(path, found.doubtful, frame(rows, "r"), frame(people, "p"), row="r", person="p")
    return path


def again(*paths, rows=ROWS, people=PEOPLE):
    read = answers.read(paths)
    assert not read.faults
    return match(rows, people, answers=read)


def faulty(*paths):
    return [(fault.reason, fault.line) for fault in answers.read(paths).faults]


@pytest.fixture
def book(tmp_path):
    """Three doubtful pairs: row 0 with persons 0 and 1, row 1 with person 2."""
    path = asked(tmp_path / "核实.xlsx")
    assert [line["人口编号"] for line in lines(path).values()] == ["0", "1", "2"]
    return path


def test_a_confirmed_pair_stands_and_its_row_is_not_asked_about(book):
    found = again(answered(book, "否", "是", None))
    assert found.pairs.rows() == [("0", "1", "confirmed", 1.0)]
    assert found.doubtful["row"].to_list() == ["1"]


def test_a_refused_pair_is_never_asked_about_again(book):
    found = again(answered(book, "否", "否", "否"))
    assert pairs(found) == {}
    assert found.doubtful.is_empty()


def test_refusing_one_of_two_leaves_the_other_open(book):
    found = again(answered(book, "否"))
    assert found.doubtful["person"].to_list() == ["1", "2"]


def test_what_nobody_knows_is_asked_again_with_the_answer(book, tmp_path):
    read = answers.read([answered(book, "不清楚", None, "不知道")])
    path = asked(tmp_path / "again.xlsx", answers=read)
    assert [line[ANSWER_HEADER] for line in lines(path).values()] == ["不清楚", None, "不清楚"]


def test_a_decision_is_about_what_was_written_not_about_a_place_in_a_file(book):
    moved = [someone("赵新来", "1990-01-01"), someone("李 强", village="贾庄村民委员会"), *ROWS]
    found = again(answered(book, None, "是", None), rows=moved)
    assert pairs(found)["1"] == pairs(found)["2"] == "1"
    other = [someone("李强", village="常营村")]
    assert pairs(again(book, rows=other)) == {}


def test_a_confirmed_person_who_left_the_register_is_nobody(book):
    assert pairs(again(answered(book, None, "是", None), people=PEOPLE[:1])) == {}


def test_a_refused_pair_is_refused_even_where_all_agrees(tmp_path):
    both = [someone("王志强", "1965-04-12")]
    path = asked(tmp_path / "one.xlsx", rows=both, people=both * 2)
    found = again(answered(path, "否", None), rows=both, people=both)
    assert pairs(found) == {}


def test_rows_may_be_sorted_and_columns_moved(book):
    sheet = openpyxl.load_workbook(answered(book, None, "是", None))["请核实"]
    cells = [list(line)[::-1] for line in sheet.iter_rows(values_only=True)]
    turned = openpyxl.Workbook()
    turned.active.title = "请核实"
    for line in [cells[0], *cells[:0:-1]]:
        turned.active.append(line)
    turned.save(book)
    assert pairs(again(book)) == {"0": "1"}


@pytest.mark.parametrize("said", ["是 ", "同一人", "Y", "√"])
def test_yes_is_said_in_several_ways(book, said):
    assert pairs(again(answered(book, said))) == {"0": "0"}


def test_an_answer_that_is_not_understood_is_told_with_its_place(book):
    read = answers.read([answered(book, "也许", "是", None)])
    assert [(one.reason, one.line) for one in read.faults] == [("answer", 2)]
    said = read.faults[0].said("zh")
    for part in ("核实.xlsx", "“请核实”第 2 行", ANSWER_HEADER, "也许", "填“是”“否”或“不清楚”"):
        assert part in said
    assert "row 2" in read.faults[0].said("en")
    assert read.given["person"].to_list() == ["1"], "the other answer is used"


def test_yes_and_no_to_one_pair_are_both_told_and_neither_is_used(book, tmp_path):
    other = answered(asked(tmp_path / "另一份.xlsx"), "否", None, "否")
    read = answers.read([answered(book, "是", None, "否"), other])
    assert [(one.reason, one.file, one.line) for one in read.faults] == [
        ("both", "另一份.xlsx", 2),
        ("both", "核实.xlsx", 2),
    ]
    assert read.given.select("person", "answer").rows() == [("2", "否")]


def test_one_row_cannot_be_two_people(book):
    assert faulty(answered(book, "是", "是")) == [("twice", 2), ("twice", 3)]
    assert answers.read([book]).given.is_empty()


@pytest.mark.parametrize(
    ("column", "written", "reason"),
    [(MARK_HEADER, "12ab", "mark"), (MARK_HEADER, "", "mark"), (PERSON_HEADER, "", "person")],
)
def test_a_spoiled_row_is_told(book, column, written, reason):
    answered(book, written, column=column)
    assert faulty(answered(book, "是")) == [(reason, 2)]


def test_files_that_are_not_ours(tmp_path, book):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 cut short")
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    assert faulty(tmp_path / "broken.xlsx") == [("unreadable", 0)]
    assert faulty(tmp_path / "other.xlsx") == [("not_ours", 0)]
    answered(book, "是")
    read = answers.read([tmp_path])
    assert [one.reason for one in read.faults] == ["unreadable"], "other workbooks may lie in the directory"
    assert len(read.given) == 1


def test_a_header_that_was_changed_is_told(book):
    sheet = openpyxl.load_workbook(book)
    sheet["请核实"].cell(1, HEADERS.index(MARK_HEADER) + 1).value = "码"
    sheet.save(book)
    read = answers.read([book])
    assert [(one.reason, one.value) for one in read.faults] == [("not_ours", MARK_HEADER)]


def test_what_was_not_used_goes_back_in_a_workbook(book, tmp_path):
    read = answers.read([answered(book, "也许", "是", "?!")])
    faults.written(tmp_path / "back.xlsx", read.faults)
    back = pl.read_excel(tmp_path / "back.xlsx", infer_schema_length=0)
    assert back["行号"].to_list() == ["2", "4"]
    assert back["填写内容"].to_list() == ["也许", "?!"]


def test_both_sides_say_where_they_come_from(tmp_path):
    rows = frame(ROWS, "r").with_columns(file=pl.lit("12345热线.csv"), row_in_file=pl.Series([5, 9]))
    people = frame(PEOPLE, "p").with_columns(file=pl.lit("人员.xlsx"), row_in_file=pl.Series([3, 4, 5]))
    found = match(ROWS, PEOPLE)
    paper.written(tmp_path / "one.xlsx", found.doubtful, rows, people, row="r", person="p")
    said = lines(tmp_path / "one.xlsx")
    assert (said[2]["来件·文件"], said[2]["来件·行号"]) == ("12345热线.csv", "5")
    assert (said[4]["在册·文件"], said[4]["在册·行号"]) == ("人员.xlsx", "5")
    assert said[4]["姓名比较"] == "差一个字"
    assert said[4]["出生日期比较"] == "相同"
