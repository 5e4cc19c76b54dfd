import fcntl
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from mingbai.compare.refusal import CannotCompare
from mingbai.compare.running import compare
from mingbai.rulebook.plan import NoValue
from tests.compare.conftest import quiet, wish_for


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but the times, which differ by nature."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "times.json"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_inputs_give_the_same_bytes(compared, tmp_path):
    compare(wish_for(compared.county, tmp_path / "again"), say=quiet)
    assert contents(tmp_path / "again") == contents(compared.out)


def test_no_identity_number_is_in_what_is_kept(compared):
    numbers = set(pl.read_csv(compared.county / "people" / "农户花名册.csv", infer_schema=False)["身份证号"])
    for path in [*compared.out.rglob("*.parquet")]:
        frame = pl.read_parquet(path)
        for column in frame.select(pl.col(pl.String)).columns:
            assert not set(frame[column].drop_nulls()) & numbers, (path.name, column)
            assert not frame[column].str.starts_with("411799").any(), (path.name, column)
    for name in ("findings.xlsx", "agreement.xlsx"):
        with closing(openpyxl.load_workbook(compared.out / name, read_only=True)) as book:
            for sheet in book:
                for row in sheet.iter_rows(values_only=True):
                    assert not any("411799" in str(cell) for cell in row)


def test_the_record_accounts_for_every_file(compared):
    record = json.loads((compared.out / "run.json").read_text(encoding="utf-8"))
    assert len(record["inputs"]) == len(
        [*compared.county.glob("people/*"), *compared.county.glob("departments/*")]
    )
    for one in record["inputs"]:
        assert one["rows"] == one["accepted"] + one["rejected"] + one["blank"]
        assert len(one["sha256"]) == 64
    assert record["edition"]
    assert record["engine"].startswith("duckdb")
    assert set(json.loads((compared.out / "times.json").read_text())) == {
        "book", "files", "tables", "rules", "findings", "agreement",
    }  # fmt: skip


def test_the_workbook_holds_what_the_parquet_holds(compared):
    with closing(openpyxl.load_workbook(compared.out / "findings.xlsx", read_only=True)) as book:
        told = sum(
            sum(1 for _ in book[name].iter_rows()) - 1 for name in book.sheetnames if name != "规则统计"
        )
    assert told == len(compared.rows) == sum(compared.outcome.findings.values())


def test_rejects_go_back_with_reasons(compared):
    sheet = openpyxl.load_workbook(compared.out / "rejects" / "13-机动车登记.xlsx").worksheets[0]
    header = [cell.value for cell in sheet[1]]
    assert header[-3:] == ["列", "退回原因", "怎样改"]


def test_agreement_adds_up(compared):
    book = openpyxl.load_workbook(compared.out / "agreement.xlsx")
    assert book.sheetnames == ["对户对标", "对人对网", "对网比对"]
    rows = list(book["对户对标"].iter_rows(values_only=True))
    for column in range(1, len(rows[0])):
        assert rows[1][column] == sum(row[column] for row in rows[2:])
    people = len(pl.read_parquet(compared.out / "tables" / "household.parquet").filter("registered"))
    assert rows[1][1] == people
    for row in list(book["对网比对"].iter_rows(values_only=True))[1:]:
        unmarked = {"低保": 3, "残疾": 2}
        assert row[3] in range(unmarked.get(row[0], 0), 100)


def test_a_directory_that_holds_something_is_left_alone(compared, tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(CannotCompare, match="not an empty directory"):
        compare(wish_for(compared.county, tmp_path), say=quiet)


def test_without_the_national_export_there_is_nobody_to_compare(compared, tmp_path):
    (tmp_path / "people").mkdir()
    wish = wish_for(compared.county, tmp_path / "out")
    object.__setattr__(wish, "people", tmp_path / "people")
    with pytest.raises(CannotCompare, match="National export of persons"):
        compare(wish, say=quiet)
    assert not (tmp_path / "out").exists()


def test_a_file_nobody_knows_is_asked_about(compared, tmp_path):
    shutil.copytree(compared.county / "people", tmp_path / "people")
    (tmp_path / "departments").mkdir()
    (tmp_path / "departments" / "新表.csv").write_text("甲,乙\n1,2\n")
    with pytest.raises(CannotCompare, match="新表"):
        compare(wish_for(tmp_path, tmp_path / "out"), say=quiet)


PROGRAM = """
import argparse, sys
from mingbai.compare.command import add_parser
top = argparse.ArgumentParser()
add_parser(top.add_subparsers())
wish = top.parse_args()
sys.exit(wish.run(wish))
"""


def run(*words: object) -> list[str]:
    """The command in a process of its own."""
    return [sys.executable, "-c", PROGRAM, "compare", *map(str, words)]


@pytest.mark.slow
def test_a_broken_file_is_passed_over_and_told_and_a_killed_run_leaves_nothing(compared, tmp_path):
    shutil.copytree(compared.county, tmp_path / "county")
    target = next((tmp_path / "county" / "departments").glob("13-*"))
    target.write_bytes(b"PK\x03\x04 cut short")
    words = ["--people", tmp_path / "county" / "people", "--datasets", tmp_path / "county" / "departments"]
    words += ["--as-of", "2020-11", "--out", tmp_path / "out"]
    killed = subprocess.Popen(run(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while not list(tmp_path.glob(".out.unfinished/.work/*")) and time.monotonic() < until:
        time.sleep(0.05)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert not (tmp_path / "out").exists()
    done = subprocess.run(run(*words), capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert "13-机动车登记" in done.stderr
    assert "已损坏" in done.stderr
    assert not list(tmp_path.glob(".out*"))
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert "vehicles" in record["absent"]
    counts = pl.read_parquet(tmp_path / "out" / "counts.parquet").filter(pl.col("rule") == "X05")
    assert counts["holds"].item() == 0
    assert counts["unknown"].item() > 0, "what has not come is unknown, not false"


def wished(county: Path, out: Path) -> list[object]:
    """The words of the command line for a county."""
    words: list[object] = ["--people", county / "people", "--datasets", county / "departments"]
    return [*words, "--as-of", "2020-11", "--out", out]


@pytest.mark.slow
@pytest.mark.parametrize("step", range(1, 7))
def test_a_run_killed_in_any_step_leaves_nothing_that_looks_finished(compared, tmp_path, step):
    words = run(*wished(compared.county, tmp_path / "out"))
    killed = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert killed.stdout is not None
    assert any(line.startswith(f"{step}/6") for line in killed.stdout)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert not (tmp_path / "out").exists()
    assert all(path.name.startswith(".") for path in tmp_path.iterdir())


def test_two_runs_never_write_to_one_place(tmp_path):
    part = tmp_path / ".out.unfinished"
    part.mkdir()
    (part / "theirs").write_text("x")
    handle = os.open(part, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        with pytest.raises(CannotCompare, match="another comparison is writing"):
            compare(wish_for(tmp_path, tmp_path / "out"), say=quiet)
        assert (part / "theirs").exists()
    finally:
        os.close(handle)


def test_a_full_disk_is_told_and_leaves_nothing(compared, tmp_path):
    def small() -> None:
        resource.setrlimit(
            resource.RLIMIT_FSIZE, (100_000, 100_000)
        )  # what a write beyond it gets is an error

    done = subprocess.run(
        run(*wished(compared.county, tmp_path / "out")),
        capture_output=True, text=True, check=False, preexec_fn=small,
    )  # fmt: skip
    assert done.returncode == 2
    assert "磁盘已满" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_day_before_the_books_values_is_refused_before_reading(compared, tmp_path):
    wish = replace(wish_for(compared.county, tmp_path / "out"), as_of=date(1990, 1, 31))
    with pytest.raises(NoValue, match="1990-01-31") as refusal:
        compare(wish, say=quiet)
    assert "还没有值" in refusal.value.words.zh
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [("--as-of", "2020-13"), ("--as-of", "soon"), ()])
def test_wrong_usage_ends_with_two(tmp_path, words):
    done = subprocess.run(
        run("--people", tmp_path, "--datasets", tmp_path, "--out", tmp_path / "o", *words),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
