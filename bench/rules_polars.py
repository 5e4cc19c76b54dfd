"""The same outputs in polars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import and_
from pathlib import Path

import polars as pl

from bench.rules_spec import Bench, Outcome, Test

DAY = date(2020, 11, 30)
OPS: dict[str, Callable[[pl.Expr, object], pl.Expr]] = {
    ">=": lambda column, value: column >= value,
    "<=": lambda column, value: column <= value,
    ">": lambda column, value: column > value,
    "<": lambda column, value: column < value,
    "=": lambda column, value: column == value,
    "<>": lambda column, value: column != value,
}


def spelled(test: Test) -> pl.Expr:
    """The test as an expression."""
    column = pl.col(test.column)
    if test.op == "is":
        return column if test.value else ~column
    return OPS[test.op](column, test.value)


def totals(data: Path) -> list[pl.LazyFrame]:
    """One row a person from each dataset."""

    def by_person(name: str, *wanted: pl.Expr) -> pl.LazyFrame:
        return pl.scan_parquet(data / f"{name}.parquet").group_by("person_no").agg(*wanted)

    paid, kind = pl.col("self_paid"), pl.col("kind")
    recent = pl.col("discharged") >= date(2020, 6, 1)
    return [
        by_person(
            "medical",
            pl.len().cast(pl.Int64).alias("visits"),
            paid.filter(kind == "inpatient").sum().alias("inpatient"),
            paid.filter((kind == "outpatient") & recent).sum().alias("outpatient"),
        ),
        by_person("vehicle", (pl.col("price") > 3_000_000).sum().cast(pl.Int64).alias("cars")),
        by_person("death", (pl.col("died_on") <= DAY).any().alias("dead")),
        by_person("payment", pl.col("amount").sum().alias("paid"), pl.len().cast(pl.Int64).alias("payments")),
        by_person("school", pl.col("absent_days").max().alias("absent")),
        by_person("dibao", pl.len().cast(pl.Int64).alias("dibao_rows")),
        by_person("post", pl.len().cast(pl.Int64).alias("posts")),
    ]


def wide(data: Path) -> pl.DataFrame:
    """The person's wide row."""
    people = pl.scan_parquet(data / "person.parquet")
    for frame in totals(data):
        people = people.join(frame, on="person_no", how="left")
    zero = ["visits", "inpatient", "outpatient", "cars", "paid", "payments", "dibao_rows", "posts"]
    birth = pl.col("birth_date")
    later = (birth.dt.month().cast(pl.Int64) * 100 + birth.dt.day()) > DAY.month * 100 + DAY.day
    age = DAY.year - birth.dt.year().cast(pl.Int64) - later.cast(pl.Int64)
    people = people.with_columns(
        pl.col(zero).fill_null(0), pl.col("dead").fill_null(False), age=pl.when(birth <= DAY).then(age)
    )
    level = pl.col("disability_level")
    homes = people.group_by("household_no").agg(
        pl.len().cast(pl.Int64).alias("rows"),
        pl.when(pl.col("age").null_count() == 0).then(pl.col("age").max()).alias("oldest"),
        pl.when(level.null_count() == 0).then((level >= 1).sum().cast(pl.Int64)).alias("disabled"),
        pl.col("inpatient").sum(),
    )
    rows = pl.col("rows")
    house = (
        pl.scan_parquet(data / "household.parquet")
        .join(pl.scan_parquet(data / "village.parquet"), on="area_code", how="left")
        .join(homes, on="household_no", how="left")
        .with_columns(
            disabled=pl.when(rows.is_null()).then(0).otherwise(pl.col("disabled")),
            inpatient=pl.col("inpatient").fill_null(0),
            rows=rows.fill_null(0),
            per_head=pl.when(rows > 0).then((2 * pl.col("net_income") + rows) // (2 * rows)),
        )
        .rename({"poor": "village.poor"})
        .drop("area_code")
    )
    names = [name for name in house.collect_schema().names() if name != "household_no"]
    house = house.rename({name: f"household.{name}" for name in names})
    return people.join(house, on="household_no", how="left").collect()


def run(rules: list[Bench], data: Path, clock: Callable[[str], None]) -> Outcome:
    """Hit pairs and facts in frames, counts."""
    facts = wide(data)
    clock("load, join")
    hits = pl.concat(
        pl.collect_all(
            facts.lazy()
            .filter(*(spelled(test) for test in rule.tests))
            .select(pl.lit(number, pl.Int16).alias("rule_no"), "person_no")
            for number, rule in enumerate(rules)
        )
    )
    clock("hits")
    hits.group_by("rule_no").len()
    counts = facts.lazy().select(
        reduce(and_, map(spelled, rule.tests)).is_null().sum().alias(rule.code) for rule in rules
    )
    unknown = counts.collect().row(0)
    clock("counts")
    checksum = hits.select((pl.col("person_no") * (pl.col("rule_no").cast(pl.Int64) + 1)).sum()).item()
    return Outcome(hits.height, checksum, unknown)
