"""The same outputs in pandas, with its nullable types."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import and_
from pathlib import Path

import numpy as np
import pandas as pd

from bench.rules_spec import Bench, Outcome, Test

DAY = pd.Timestamp("2020-11-30")
ZERO = ["visits", "inpatient", "outpatient", "cars", "paid", "payments", "dibao_rows", "posts"]
OPS: dict[str, Callable[[pd.Series, object], pd.Series]] = {
    ">=": lambda column, value: column >= value,
    "<=": lambda column, value: column <= value,
    ">": lambda column, value: column > value,
    "<": lambda column, value: column < value,
    "=": lambda column, value: column == value,
    "<>": lambda column, value: column != value,
}


def read(data: Path, name: str) -> pd.DataFrame:
    """A table with nullable columns."""
    return pd.read_parquet(data / f"{name}.parquet", dtype_backend="numpy_nullable")


def spelled(facts: pd.DataFrame, test: Test) -> pd.Series:
    """The test, answered for everyone: true, false or <NA>."""
    column = facts[test.column]
    if test.op == "is":
        return column if test.value else ~column
    return OPS[test.op](column, test.value).astype("boolean")


def people(data: Path) -> pd.DataFrame:
    """The person with what the departments say."""
    medical = read(data, "medical")
    inpatient = medical["kind"] == "inpatient"
    recent = ~inpatient & (pd.to_datetime(medical["discharged"]) >= pd.Timestamp("2020-06-01"))
    medical["inpatient"] = medical["self_paid"].where(inpatient, 0)
    medical["outpatient"] = medical["self_paid"].where(recent, 0)
    medical["visits"] = 1
    vehicle = read(data, "vehicle").assign(cars=lambda frame: (frame["price"] > 3_000_000).astype("Int64"))
    death = read(data, "death").assign(dead=lambda frame: pd.to_datetime(frame["died_on"]) <= DAY)
    payment = read(data, "payment").assign(payments=1).rename(columns={"amount": "paid"})
    made = read(data, "person")
    for frame in (
        medical.groupby("person_no")[["inpatient", "outpatient", "visits"]].sum(),
        vehicle.groupby("person_no")[["cars"]].sum(),
        death.groupby("person_no")[["dead"]].any(),
        payment.groupby("person_no")[["paid", "payments"]].sum(),
        read(data, "school")
        .groupby("person_no")[["absent_days"]]
        .max()
        .rename(columns={"absent_days": "absent"}),
        read(data, "dibao").groupby("person_no").size().to_frame("dibao_rows"),
        read(data, "post").groupby("person_no").size().to_frame("posts"),
    ):
        made = made.join(frame, on="person_no")
    made[ZERO] = made[ZERO].astype("Int64").fillna(0)
    made["dead"] = made["dead"].astype("boolean").fillna(False)
    birth = pd.to_datetime(made["birth_date"])
    later = (birth.dt.month * 100 + birth.dt.day > 1130).astype(int)
    made["age"] = (2020 - birth.dt.year - later).where(birth <= DAY).astype("Int64")
    return made


def wide(data: Path) -> pd.DataFrame:
    """The person's wide row."""
    made = people(data)
    groups = made.assign(
        no_age=made["age"].isna(),
        no_level=made["disability_level"].isna(),
        disabled=made["disability_level"] >= 1,
    ).groupby("household_no")
    homes = pd.DataFrame({"rows": groups.size().astype("Int64"), "inpatient": groups["inpatient"].sum()})
    homes["oldest"] = groups["age"].max().mask(groups["no_age"].any())
    homes["disabled"] = groups["disabled"].sum().astype("Int64").mask(groups["no_level"].any())
    house = read(data, "household").merge(read(data, "village"), on="area_code", how="left")
    house = house.join(homes, on="household_no").rename(columns={"poor": "village.poor"})
    empty = house["rows"].isna()
    house["rows"] = house["rows"].fillna(0)
    house["inpatient"] = house["inpatient"].fillna(0)
    house["disabled"] = house["disabled"].mask(empty, 0)
    rows = house["rows"].mask(house["rows"] == 0)
    house["per_head"] = (2 * house["net_income"] + rows) // (2 * rows)
    house = house.drop(columns="area_code").set_index("household_no").add_prefix("household.")
    return made.join(house, on="household_no")


def run(rules: list[Bench], data: Path, clock: Callable[[str], None]) -> Outcome:
    """Hit pairs and facts in frames, counts."""
    facts = wide(data)
    clock("load, join")
    keys = facts["person_no"].to_numpy("int64")
    hits, unknown = [], []
    for number, rule in enumerate(rules):
        answer = reduce(and_, (spelled(facts, test) for test in rule.tests))
        chosen = keys[answer.fillna(False).to_numpy(bool)]
        hits.append(pd.DataFrame({"rule_no": np.full(len(chosen), number, "int16"), "person_no": chosen}))
        unknown.append(int(answer.isna().sum()))
    found = pd.concat(hits)
    found.groupby("rule_no").size()
    clock("hits, counts")
    checksum = int((found["person_no"] * (found["rule_no"].astype("int64") + 1)).sum())
    return Outcome(len(found), checksum, tuple(unknown))
