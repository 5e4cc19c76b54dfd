"""On the demo county's own tables, with its dirt, DuckDB answers every rule like the oracle."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.reading import load
from mingbai.rulebook.slow import Slow
from mingbai.rulebook.worlds import world_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
DAY = date(2020, 11, 30)
EVERY = 10  # the oracle is asked of one subject in so many; its totals see all rows


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What compare hands to the rule book."""
    folder = tmp_path_factory.mktemp("county")
    county, out = folder / "county", folder / "out"
    for words in (
        ["demo", "files", "--people", "5000", "--out", county],
        [
            "compare",
            "--people",
            county / "people",
            "--datasets",
            county / "departments",
            "--as-of",
            DAY,
            "--out",
            out,
        ],
    ):
        subprocess.run([sys.executable, "-m", "mingbai", *map(str, words)], check=True, capture_output=True)
    return sorted((out / "tables").glob("*.parquet"))


def test_every_rule_on_the_demo_county(tables: list[Path]) -> None:
    book = load(county="411726", era="2016-2020")
    arrow = {path.stem: pq.read_table(path) for path in tables}
    run = Session(book, {path.stem: path for path in tables}).run(as_of=DAY)
    away = [one.code for one in book.entities.values() if one.distinct is None and one.dataset not in arrow]
    world = world_of(book, arrow)
    slow = Slow(book, world.rows, DAY, frozenset(away))
    for rule in book.rules.values():
        found = run.answered(rule.code)
        for row in world.rows.get(rule.subject, [])[::EVERY]:
            assert (rule.code, row["key"], found[row["key"]]) == (
                rule.code,
                row["key"],
                slow.answer(rule, row),
            )
