"""On the whole demo county, dirt and all, DuckDB, Spark and the oracle answer every rule alike."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.reading import load
from mingbai.rulebook.slow import Slow
from mingbai.rulebook.worlds import world_of
from tests.spark import spark_engine

pytestmark = [pytest.mark.timeout(3600), pytest.mark.filterwarnings("ignore")]
DAY = date(2020, 11, 30)
SIZES = [pytest.param(5_000, marks=pytest.mark.slow), pytest.param(20_000, marks=pytest.mark.whole)]
ANSWERS_OF_EACH = 90  # at least so many for everybody in the county
WORKERS = os.cpu_count() or 1


@pytest.fixture(scope="module", params=SIZES)
def people(request: pytest.FixtureRequest) -> int:
    """How many the county has: a quarter of the demo's, with everything that is planted in it, or all."""
    return request.param


@pytest.fixture(scope="module")
def tables(people: int, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What compare hands to the rule book."""
    folder = tmp_path_factory.mktemp("county")
    county, out = folder / "county", folder / "out"
    made = ["demo", "files", "--people", people, "--out", county]
    compared = ["compare", "--people", county / "people", "--datasets", county / "departments"]
    for words in (made, [*compared, "--as-of", DAY, "--out", out]):
        subprocess.run([sys.executable, "-m", "mingbai", *map(str, words)], check=True, capture_output=True)
    return sorted((out / "tables").glob("*.parquet"))


def differing(tables: list[Path], share: int) -> tuple[int, list[object]]:
    """How many answers about one share of the subjects were compared, and those that differ."""
    book = load(county="411726", era="2016-2020")
    arrow = {path.stem: pq.read_table(path) for path in tables}
    away = [one.code for one in book.entities.values() if one.distinct is None and one.dataset not in arrow]
    run = Session(book, {path.stem: path for path in tables}).run(as_of=DAY)
    world = world_of(book, arrow)
    slow = Slow(book, world.rows, DAY, frozenset(away))
    compared, wrong = 0, []
    for rule in book.rules.values():
        found = run.answered(rule.code)
        for row in world.rows.get(rule.subject, [])[share::WORKERS]:
            compared += 1
            expected = slow.answer(rule, row)
            if found[row["key"]] != expected:
                wrong.append((rule.code, row["key"], found[row["key"]], expected))
    return compared, wrong


def test_duckdb_answers_like_the_oracle(tables: list[Path], people: int) -> None:
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as workers:
        told = list(workers.map(differing, [tables] * WORKERS, range(WORKERS)))
    assert [wrong for _, some in told for wrong in some] == []
    assert sum(compared for compared, _ in told) > ANSWERS_OF_EACH * people


def test_spark_answers_like_duckdb(tables: list[Path]) -> None:
    on_spark = spark_engine()
    book = load(county="411726", era="2016-2020")
    sources = {path.stem: path for path in tables}
    run, other = Session(book, sources).run(as_of=DAY), on_spark.Session(book, sources).run(as_of=DAY)
    for code in book.rules:
        assert (code, other.answered(code)) == (code, run.answered(code))
    assert other.counts() == run.counts()
    other.close()
