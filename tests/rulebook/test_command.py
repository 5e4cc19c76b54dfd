"""`mingbai rules …` on the shipped books."""

from __future__ import annotations

import argparse
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from mingbai.rulebook.book import Book
from mingbai.rulebook.command import add_parser
from mingbai.rulebook.reading import load
from mingbai.rulebook.worlds import World


def rules(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["rules", "--language", "en", *words])
    code: int = arguments.run(arguments)
    return code


@pytest.fixture(scope="module")
def shipped() -> Book:
    return load(county="411726", era="2016-2020")


@pytest.fixture
def folder(shipped: Book, tmp_path: Path) -> Path:
    """Two households in the datasets that the shipped book names."""
    world = World(shipped)
    world.add("household", {"type": "poor", "members": [{}]})
    world.add("household", {"type": "ordinary"})
    for name, table in world.tables(absent=["treatment"]).items():
        pq.write_table(table, tmp_path / f"{name}.parquet")
    return tmp_path


def test_the_shipped_books_are_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("check") == 0, capsys.readouterr().err
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "2016-2020",
        "2021-2025",
        "2026-",
    ]


def test_a_rule_is_shown(shipped: Book, capsys: pytest.CaptureFixture[str]) -> None:
    code, rule = next(iter(shipped.rules.items()))
    assert rules("show", code) == 0
    assert rule.title.en in capsys.readouterr().out
    assert rules("show", "NOBODY") == 2
    assert "there is no rule" in capsys.readouterr().err


def test_a_rule_is_shown_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("show", "P42i") == 0
    head = capsys.readouterr().out.splitlines()[1]
    assert head == "policy · household · Bureau of Agriculture and Rural Affairs · notice"
    assert rules("--language", "zh", "show", "P42i") == 0
    told = capsys.readouterr().out
    assert "惠民政策 · 户 · 农业农村局 · 提示" in told
    assert "· 每年" in told


def test_values_are_explained_by_the_words_of_their_codes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--tables", str(folder), "--as-of", "2020-11-30", "--rule", "A09")
    assert rules("explain", *where, "--household", "household-000001") == 0
    assert "type of household = registered poor" in capsys.readouterr().out
    assert rules("--language", "zh", "explain", *where, "--household", "household-000001") == 0
    assert "户类型 = 贫困户" in capsys.readouterr().out


def test_examples_of_some_rules_are_tried(shipped: Book, capsys: pytest.CaptureFixture[str]) -> None:
    code = next(iter(shipped.rules))
    assert rules("test", code) == 0
    assert f"{len(shipped.rules[code].examples)} examples, 0 answered otherwise" in capsys.readouterr().out


def test_what_is_unverified_is_listed_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("unverified") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(".yaml:" in line for line in lines)


def test_two_eras_differ(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("diff", "--to-era", "2021-2025") == 0
    assert "→" in capsys.readouterr().out.splitlines()[0]


def test_explain_from_files(shipped: Book, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = next(rule.code for rule in shipped.rules.values() if rule.subject == "household")
    where = ("--tables", str(folder), "--as-of", "2020-11-30", "--rule", code)
    assert rules("explain", *where, "--household", "household-000001") == 0
    told = capsys.readouterr()
    assert shipped.rules[code].title.en in told.out
    assert "not received" in told.err
    assert rules("explain", *where, "--household", "nobody") == 2


def test_simulate_from_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--tables", str(folder), "--as-of", "2020-11-30")
    assert rules("simulate", *where, "--set", "industry_award=5000", "--moved", "5") == 0
    capsys.readouterr()
    assert rules("simulate", *where, "--set", "industry_aword=5000") == 2
    told = capsys.readouterr().err
    assert told == "There is no parameter “industry_aword”; did you mean “industry_award”?\n"
    assert rules("simulate", *where, "--rule", "P999") == 2


def test_the_day_asked_about_chooses_the_book(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """X06 is of the first era alone: a later day is not answered by a book that no longer holds."""
    where = ("--tables", str(folder), "--rule", "X06", "--household", "household-000001")
    assert rules("explain", *where, "--as-of", "2020-11-30") == 0
    assert rules("explain", *where, "--as-of", "2022-03-31") == 2
    assert rules("--era", "2016-2020", "explain", *where, "--as-of", "2022-03-31") == 0
    assert capsys.readouterr().out.count("X06") == 2
