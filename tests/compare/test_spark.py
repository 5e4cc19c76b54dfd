"""A comparison on Spark finds what DuckDB finds, byte for byte. In CI a missing pyspark is a failure."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mingbai.compare.refusal import CannotCompare
from mingbai.compare.running import compare
from mingbai.demo.files.writing import write
from mingbai.rulebook import java
from tests.compare.conftest import quiet, wish_for
from tests.compare.test_running import contents
from tests.spark import spark_engine


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.filterwarnings("ignore")
def test_spark_finds_the_same(tmp_path):
    spark_engine()
    county = write(tmp_path / "county", people=5_000, seed=11, step=quiet)
    compare(wish_for(county, tmp_path / "duckdb"), say=quiet)
    compare(replace(wish_for(county, tmp_path / "spark"), engine="spark"), say=quiet)
    ours, theirs = contents(tmp_path / "duckdb"), contents(tmp_path / "spark")
    records = [json.loads(found.pop("run.json")) for found in (ours, theirs)]
    assert [record.pop("engine").split()[0] for record in records] == ["duckdb", "spark"]
    assert records[0] == records[1]
    assert ours == theirs


def test_without_java_it_says_what_to_do(tmp_path, monkeypatch):
    if java.find_spec("pyspark") is None:
        expected = "pyspark"
    else:
        monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
        expected = "JAVA_HOME"
    wish = replace(wish_for(tmp_path, tmp_path / "out"), engine="spark")
    with pytest.raises(CannotCompare, match=expected) as refusal:
        compare(wish, say=quiet)
    assert "--engine spark" in refusal.value.words.zh
    assert not list(tmp_path.iterdir())
