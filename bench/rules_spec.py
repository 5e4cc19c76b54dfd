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


def rules(count: int) -> list[Bench]:
    """The same rules on every run."""
    random = Random(411726)
    return [Bench(f"B{n:03d}", (_test(random), _test(random), _test(random))) for n in range(count)]


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


def columns(chosen: list[Bench]) -> list[str]:
    """Every column that some rule names."""
    return list(dict.fromkeys(test.column for rule in chosen for test in rule.tests))
