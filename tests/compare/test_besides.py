"""Sheets that stand beside the export: the latest of several counts, years in one file are told apart."""

import polars as pl
import pytest

from mingbai.compare.running import compare
from tests.compare.conftest import quiet, wish_for

DOORSTEP = ["户编号", "户主姓名", "核查日期", "产业项目是否失败"]


def linked(compared, folder):
    """The same county with its files linked, so that some may be replaced."""
    for part in ("people", "departments"):
        (folder / part).mkdir(parents=True)
        for path in sorted((compared.county / part).iterdir()):
            (folder / part / path.name).symlink_to(path)
    return folder


def told(out, rule):
    return set(pl.read_parquet(out / "findings.parquet").filter(pl.col("rule") == rule)["no"])


@pytest.fixture(scope="module")
def sent_besides(compared, tmp_path_factory):
    """Compared with a second doorstep check and with both years in one file: neither knows of the other."""
    folder = tmp_path_factory.mktemp("besides")
    county = linked(compared, folder / "county")
    doorstep_again(county, compared)
    two_years_in_one(county / "people")
    compare(wish_for(county, folder / "out"), say=quiet)
    return folder / "out"


def doorstep_again(county, compared):
    kept, changed = checked_again(compared)
    rows = [[kept, "甲", "2020-03-01", "否"], [changed, "乙", "2020-11-20", "否"]]
    pl.DataFrame(rows, schema=DOORSTEP, orient="row").write_csv(
        county / "departments" / "入户核查户表补报.csv"
    )


def checked_again(compared):
    """One whose other check is older than what is held, and one whose is newer."""
    return sorted(compared.told("R24"))[:2]


def two_years_in_one(folder):
    names = ("国家系统户信息.xlsx", "国家系统户信息2019.xlsx")
    both = [pl.read_excel(folder / name, infer_schema_length=0) for name in names]
    for name in names:
        (folder / name).unlink()
    pl.concat(both, how="diagonal").write_csv(folder / "国家系统户信息.csv")


def test_of_several_doorstep_checks_the_latest_counts(compared, sent_besides):
    kept, changed = checked_again(compared)
    found = told(sent_besides, "R24")
    assert (kept in found, changed in found) == (True, False)


def test_two_years_in_one_workbook_are_told_apart(compared, sent_besides):
    assert told(sent_besides, "R29") == compared.told("R29") != set()


def test_without_last_year_a_fall_is_unknown_and_nobody_is_told_of(compared, tmp_path):
    county = linked(compared, tmp_path / "county")
    (county / "people" / "国家系统户信息2019.xlsx").unlink()
    compare(wish_for(county, tmp_path / "out"), say=quiet)
    assert told(tmp_path / "out", "R29") == set()
    counts = pl.read_parquet(tmp_path / "out" / "counts.parquet").filter(pl.col("rule") == "R29")
    assert counts["unknown"][0] > 0
