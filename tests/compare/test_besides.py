"""Sheets that stand beside the export: the latest of several counts, years in one file are told apart."""

import polars as pl
import pytest

from mingbai.compare.running import compare
from tests.compare.conftest import quiet, wish_for

DOORSTEP = ["户编号", "户主姓名", "核查日期", "产业项目是否失败"]


@pytest.fixture
def county(compared, tmp_path):
    """The same county with its files linked, so that some may be replaced."""
    folder = tmp_path / "county"
    for part in ("people", "departments"):
        (folder / part).mkdir(parents=True)
        for path in sorted((compared.county / part).iterdir()):
            (folder / part / path.name).symlink_to(path)
    return folder


def told(county, out, rule):
    compare(wish_for(county, out), say=quiet)
    return set(pl.read_parquet(out / "findings.parquet").filter(pl.col("rule") == rule)["no"])


def test_of_several_doorstep_checks_the_latest_counts(compared, county, tmp_path):
    kept, changed = sorted(compared.told("R24"))[:2]
    rows = [[kept, "甲", "2020-03-01", "否"], [changed, "乙", "2020-11-20", "否"]]
    pl.DataFrame(rows, schema=DOORSTEP, orient="row").write_csv(
        county / "departments" / "入户核查户表补报.csv"
    )
    found = told(county, tmp_path / "out", "R24")
    assert (kept in found, changed in found) == (True, False)


def test_two_years_in_one_workbook_are_told_apart(compared, county, tmp_path):
    folder = county / "people"
    names = ("国家系统户信息.xlsx", "国家系统户信息2019.xlsx")
    both = [pl.read_excel(folder / name, infer_schema_length=0) for name in names]
    for name in names:
        (folder / name).unlink()
    pl.concat(both, how="diagonal").write_csv(folder / "国家系统户信息.csv")
    assert told(county, tmp_path / "out", "R29") == compared.told("R29")


def test_without_last_year_a_fall_is_unknown_and_nobody_is_told_of(county, tmp_path):
    (county / "people" / "国家系统户信息2019.xlsx").unlink()
    assert told(county, tmp_path / "out", "R29") == set()
    counts = pl.read_parquet(tmp_path / "out" / "counts.parquet").filter(pl.col("rule") == "R29")
    assert counts["unknown"][0] > 0
