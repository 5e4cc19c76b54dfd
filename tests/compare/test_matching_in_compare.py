"""`mingbai compare` with petitions that carry no ID number."""

import argparse
import json
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from mingbai.compare.command import add_parser
from mingbai.compare.refusal import CannotCompare
from mingbai.compare.running import compare
from mingbai.demo.files.writing import write
from tests.compare.conftest import quiet, wish_for
from tests.compare.matching import answered, lines

HEADERS = ["信访件编号", "信访人", "信访人身份证号", "性别", "乡", "村", "联系电话", "登记日期", "问题类别"]


@pytest.fixture(scope="module")
def petitioned(tmp_path_factory):
    """A county where one petitioner is known by telephone, one by name and village alone, one not at all."""
    folder = tmp_path_factory.mktemp("petitioned")
    county = write(folder / "county", people=1_500, seed=7, step=quiet)
    everybody = pl.read_csv(county / "people" / "农户花名册.csv", infer_schema=False)
    alone = everybody.filter(pl.len().over("姓名", "村") == 1)
    national = pl.read_excel(next((county / "people").glob("*人员*.xlsx")), infer_schema_length=0)
    rung = national.filter(pl.col("户联系电话").str.contains(r"^1\d{10}$")).row(0, named=True)
    seen = alone.row(0, named=True)
    lines = [
        [
            "A1",
            rung["姓名"],
            "",
            rung["性别"],
            rung["乡"],
            rung["村"],
            rung["户联系电话"],
            "2020-11-20",
            "其他",
        ],
        ["A2", seen["姓名"], "", "", seen["乡"], seen["村"], "", "2020-11-20", "其他"],
        ["A3", "欧阳不存在", "", "", seen["乡"], seen["村"], "", "2020-11-20", "其他"],
    ]
    for old in (county / "departments").glob("*信访*"):
        old.unlink()
    pl.DataFrame(lines, schema=HEADERS, orient="row").write_csv(
        county / "departments" / "31-信访和热线事项.csv"
    )
    compare(wish_for(county, folder / "out"), say=quiet)
    return folder / "out", rung, seen


def test_rows_without_a_number_reach_people(petitioned):
    out, rung, _ = petitioned
    pairs = pl.read_parquet(out / "matching" / "petitions.parquet")
    assert pairs.select("person", "match_basis").rows() == [(rung["人口编号"], "model")]
    table = pl.read_parquet(out / "tables" / "petitions.parquet")
    assert table["person_no"].to_list() == [rung["人口编号"]]


def test_the_doubtful_wait_for_a_person_and_the_record_counts_them(petitioned):
    out, _, seen = petitioned
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["without_number"]["petitions"] == {
        "rows": 3, "matched": 1, "confirmed": 0, "doubtful": 1,
    }  # fmt: skip
    assert record["unmatched_rows"]["petitions"] == 2
    header, *lines = openpyxl.load_workbook(out / "matching" / "petitions.xlsx")["请核实"].iter_rows(
        values_only=True
    )
    said = [dict(zip(header, line, strict=True)) for line in lines]
    assert {line["来件·姓名"] for line in said} == {seen["姓名"]}
    assert seen["人口编号"] in {line["人口编号"] for line in said}


def ran(*words):
    """The command's exit code."""
    top = argparse.ArgumentParser()
    add_parser(top.add_subparsers())
    wish = top.parse_args(["compare", *map(str, words)])
    return wish.run(wish)


def test_both_sides_name_their_file_and_row(petitioned):
    out, _, seen = petitioned
    said = lines(out / "matching" / "petitions.xlsx")
    line = next(one for one in said.values() if one["人口编号"] == seen["人口编号"])
    assert (line["来件·文件"], line["来件·行号"]) == ("31-信访和热线事项.csv", "3")
    assert line["在册·文件"] == "农户花名册.csv"
    roster = (out.parent / "county" / "people" / "农户花名册.csv").read_text("utf-8-sig").splitlines()
    assert seen["人口编号"] in roster[int(line["在册·行号"]) - 1]


def test_the_next_run_takes_the_answers(petitioned, tmp_path):
    out, _, seen = petitioned
    book = tmp_path / "answered" / "petitions.xlsx"
    book.parent.mkdir()
    shutil.copy(out / "matching" / "petitions.xlsx", book)
    said = lines(book)
    answered(book, *("是" if one["人口编号"] == seen["人口编号"] else "否" for one in said.values()))
    wish = replace(wish_for(out.parent / "county", tmp_path / "out"), confirmed=(book.parent,))
    assert compare(wish, say=quiet).unused == ()
    pairs = pl.read_parquet(tmp_path / "out" / "matching" / "petitions.parquet")
    assert (seen["人口编号"], "confirmed") in pairs.select("person", "match_basis").rows()
    assert seen["人口编号"] in pl.read_parquet(tmp_path / "out" / "tables" / "petitions.parquet")["person_no"]
    assert not (tmp_path / "out" / "matching" / "petitions.xlsx").exists(), "nothing is left to ask"
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["without_number"]["petitions"]["confirmed"] == 1
    assert record["answers_used"] == len(said)


def test_an_answer_at_fault_is_told_and_written_and_the_run_goes_on(petitioned, tmp_path, capsys):
    out, _, _ = petitioned
    book = answered(Path(shutil.copy(out / "matching" / "petitions.xlsx", tmp_path / "填好.xlsx")), "大概")
    words = ["--people", out.parent / "county" / "people", "--as-of", "2020-11", "--out", tmp_path / "out"]
    words += ["--datasets", out.parent / "county" / "departments", "--confirmed", book]
    assert ran(*words) == 3
    told = capsys.readouterr().err
    assert "填好.xlsx，“请核实”第 2 行" in told
    assert "大概" in told
    back = pl.read_excel(tmp_path / "out" / "matching" / "answers.rejected.xlsx", infer_schema_length=0)
    assert back["填写内容"].to_list() == ["大概"]


def test_answers_that_are_not_there_are_missed_before_anything_is_read(petitioned, tmp_path):
    out, _, _ = petitioned
    wish = replace(wish_for(out.parent / "county", tmp_path / "out"), confirmed=(tmp_path / "none.xlsx",))
    with pytest.raises(CannotCompare, match=r"none\.xlsx"):
        compare(wish, say=quiet)
    assert not (tmp_path / "out").exists()
