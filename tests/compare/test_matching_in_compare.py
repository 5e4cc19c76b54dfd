"""`mingbai compare` with petitions that carry no ID number."""

import json

import openpyxl
import polars as pl
import pytest

from mingbai.compare.running import compare
from mingbai.demo.files.writing import write
from tests.compare.conftest import quiet, wish_for

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
    assert record["without_number"]["petitions"] == {"rows": 3, "matched": 1, "doubtful": 1}
    assert record["unmatched_rows"]["petitions"] == 2
    header, *lines = openpyxl.load_workbook(out / "matching" / "petitions.xlsx").active.iter_rows(
        values_only=True
    )
    said = [dict(zip(header, line, strict=True)) for line in lines]
    assert {line["来件·姓名"] for line in said} == {seen["姓名"]}
    assert seen["人口编号"] in {line["人口编号"] for line in said}
