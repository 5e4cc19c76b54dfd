"""Headers of superiors' sheets are found wherever they stand, columns known by words or by cells."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai import packs
from mingbai.tables.guessing import Vocabulary, at_row, guess

SECTION = packs.load(county="411726", era="2016-2020").section("handed")
WORDS = Vocabulary({code: one["words"] for code, one in SECTION["columns"].items()}, SECTION["reply_groups"])
ROW = ["1", "张三", "411726197001010011", "盘古乡", "大路庄村", "疑似未参加医保", "", "", ""]


def told(rows):
    found = guess(rows, WORDS)
    return found.first_row, found.meanings


def test_a_title_above_and_a_plain_header():
    rows = [
        ["附件2：疑点核查表", *[""] * 8],
        ["序号", "姓名", "身份证号", "乡镇", "行政村", "疑点内容", "是否属实", "核实情况", "核实人"],
        ROW,
    ]
    assert told(rows) == (
        2, ("", "name", "id_no", "town", "village", "doubt", "reply_verdict", "reply_text", "reply_by"),
    )  # fmt: skip


def test_merged_cells_over_two_rows():
    rows = [
        ["某某疑点", *[""] * 8],
        ["序号", "疑点对象信息", "", "", "", "疑点描述", "县级反馈", "", ""],
        ["", "姓名", "证件号码", "乡（镇）", "行政村", "", "核查结果（属实/不属实）", "情况说明", "责任人"],
        ROW,
    ]
    first, meanings = told(rows)
    assert first == 3
    assert meanings[1:] == (
        "name", "id_no", "town", "village", "doubt", "reply_verdict", "reply_text", "reply_by",
    )  # fmt: skip


def test_a_column_under_a_label_that_asks_for_a_reply():
    rows = [
        ["姓名", "身份证号", "问题", "核实反馈", ""],
        ["", "", "", "具体内容", "附件"],
        ["张三", "411726197001010011", "x", "", ""],
    ]
    assert told(rows) == (2, ("name", "id_no", "doubt", "reply_text", ""))


def test_of_head_and_person_the_person_is_meant():
    rows = [["户主姓名", "户主身份证号", "姓名", "身份证号码", "问题类型", "问题描述"], ["x"] * 6]
    assert told(rows)[1] == ("", "", "name", "id_no", "doubt", "doubt")


def test_cells_tell_what_the_header_does_not():
    rows = [
        ["名单", "号码", "方式", "姓名"],
        *[["a", f"41172619700101{n:04d}", "13812345678", "张三"] for n in range(5)],
    ]
    assert told(rows)[1] == ("", "id_no", "phone", "name")


def test_nothing_told_is_nothing_guessed_and_a_person_names_the_row():
    rows = [["说明"], ["请于周五前报送"]]
    assert guess(rows, WORDS) is None
    rows = [["甲", "乙"], ["张三", "411726197001010011"], ["李四", "411726197001010011"]]
    assert at_row(rows, 0, WORDS).meanings == ("", "id_no")


@pytest.mark.parametrize("label", ["姓 名", "*姓名", "姓名：", "姓名（必填）", "疑似姓名"])
def test_marks_and_spaces_do_not_matter(label):
    assert told([[label, "身份证号"], ["张三", "1"]])[1] == ("name", "id_no")


LABELS = [(code, word) for code, one in SECTION["columns"].items() for word in one["words"]]


@settings(max_examples=60)
@given(
    chosen=st.lists(st.sampled_from(LABELS), min_size=2, max_size=8, unique_by=lambda one: one[0]),
    above=st.integers(0, 4),
    left=st.integers(0, 2),
    rows=st.integers(1, 5),
)
def test_every_word_of_the_vocabulary_is_known_in_any_place_and_order(chosen, above, left, rows):
    width = left + len(chosen)
    grid = [["标题", *[""] * (width - 1)] for _ in range(above)]
    grid.append([*["序号"] * left, *[word for _code, word in chosen]])
    grid += [["某"] * width for _ in range(rows)]
    first, meanings = told(grid)
    assert first == above + 1
    assert meanings == ("",) * left + tuple(code for code, _word in chosen)
