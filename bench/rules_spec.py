"""Ninety rules of three conditions over ten tables, in a form that every contestant can spell in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

AS_OF = "2020-11-30"
# Columns of the person's wide row: name → (what it is, values to compare with)
MONEY = {
    "inpatient": (200_000, 500_000, 800_000, 1_200_000),
    "outpatient": (20_000, 50_000, 80_000),
    "paid": (10_000, 60_000, 120_000),
    "household.net_income": (800_000, 1_600_000, 4_000_000),
    "household.per_head": (200_000, 400_000, 600_000),
    "household.inpatient": (300_000, 1_000_000, 2_000_000),
}
COUNTS = {
    "age": (6, 16, 60, 70, 80),
    "visits": (1, 2, 4),
    "cars": (1, 2),
    "payments": (1, 2, 3),
    "absent": (5, 20),
    "dibao_rows": (1, 2),
    "posts": (1, 2),
    "work_months": (1, 6, 12),
    "disability_level": (1, 2, 3),
    "household.rows": (1, 2, 5),
    "household.stated": (1, 3, 6),
    "household.oldest": (60, 75),
    "household.disabled": (1, 2),
}
FLAGS = ("student", "dibao", "insured", "dead", "household.safe_water", "household.village.poor")
CODES = {
    "sex": ("male", "female"),
    "relation": ("head", "spouse", "child", "parent"),
    "health": ("healthy", "chronic", "major", "disabled"),
    "household.type": ("ordinary", "poor", "graduated"),
    "household.monitor": ("none", "unstable", "borderline"),
    "household.house_grade": ("a", "b", "c", "d"),
}


@dataclass(frozen=True)
class Test:
    """`column op value`; a flag has op "is" and True or False."""

    column: str
    op: str
    value: object


@dataclass(frozen=True)
class Bench:
    """A rule whose three tests must all hold."""

    code: str
    tests: tuple[Test, ...]


# What one person in ten or fewer has
RARE = (
    *(Test("inpatient", ">=", value) for value in (500_000, 800_000, 1_200_000)),
    *(Test("outpatient", ">=", value) for value in (500_000, 1_000_000)),
    *(Test("age", "<", value) for value in (3, 6)),
    *(Test("age", ">=", value) for value in (75, 80)),
    *(Test("household.net_income", "<", value) for value in (400_000, 800_000)),
    *(Test("household.per_head", "<", value) for value in (100_000, 200_000)),
    *(Test("household.house_grade", "=", value) for value in ("c", "d")),
    *(Test("household.monitor", "=", value) for value in ("unstable", "borderline")),
    *(Test("household.type", "=", value) for value in ("poor", "graduated")),
    *(Test("health", "=", value) for value in ("chronic", "major", "disabled")),
    *(Test(column, ">=", 1) for column in ("cars", "dibao_rows", "posts", "disability_level")),
    Test("absent", ">=", 20),
    Test("payments", ">=", 3),
    Test("visits", ">=", 3),
    Test("dead", "is", True),
    Test("dibao", "is", True),
    Test("insured", "is", False),
    Test("household.safe_water", "is", False),
)


def rules(count: int) -> list[Bench]:
    """The same rules on every run. Each begins with something rare, as rules about a county do."""
    random = Random(411726)
    return [Bench(f"B{n:03d}", (random.choice(RARE), _test(random), _test(random))) for n in range(count)]


def _test(random: Random) -> Test:
    kind = random.choice(("money", "count", "count", "flag", "code"))
    if kind == "flag":
        return Test(random.choice(FLAGS), "is", random.random() < 0.6)
    if kind == "code":
        column = random.choice(tuple(CODES))
        return Test(column, random.choice(("=", "<>")), random.choice(CODES[column]))
    pool = MONEY if kind == "money" else COUNTS
    column = random.choice(tuple(pool))
    return Test(column, random.choice((">=", "<", ">", "<=")), random.choice(pool[column]))


@dataclass(frozen=True)
class Outcome:
    """What every contestant must agree on.

    `unknown` counts, for each rule, people about whom it cannot be told; None from who knows no unknown.
    """

    hits: int
    checksum: int  # sum over all hit pairs of person number × (rule number + 1)
    unknown: tuple[int, ...] | None
