"""The web's run against the headless job and against what was planted: nothing missed, nothing extra."""

from pathlib import Path

import polars as pl
import pytest
import yaml

import mingbai.demo.files
from tests.screening.runs.conftest import findings, number, told, told_headless

pytestmark = pytest.mark.timeout(900)

EXPECTED = yaml.safe_load(
    (Path(mingbai.demo.files.__file__).parent / "findings.yaml").read_text(encoding="utf-8")
)


def household_of(row: dict[str, str]) -> str:
    """The household that a planted fact belongs to; a helper belongs to none and stands for themselves."""
    no = row["no"]
    return {"person": no[:-2], "monitoring": no[2:]}.get(row["subject"], no)


def test_the_run_finds_what_the_headless_job_finds(ran):
    assert told(findings()) == told_headless(ran.headless)


def test_reasons_are_the_same_words(ran):
    said = {(row.rule, row.kind, row.subject_no): row.reason for row in findings(subject_kind="project")}
    headless = ran.headless.filter(pl.col("subject") == "project")
    assert said == {
        (rule, kind, no): reason
        for rule, kind, no, reason in headless.select("rule", "kind", "no", "reason").iter_rows()
    }


def test_what_was_planted_is_found_and_near_misses_are_not(ran):
    rows = findings()
    by_rule: dict[str, set[str]] = {}
    for row in rows:
        home = household_of({"subject": row.subject_kind, "no": number(row)})
        by_rule.setdefault(row.rule, set()).add(row.household.number if row.household else home)
    for plant, entry in EXPECTED.items():
        homes = {household_of(one) for one in ran.planted if one["plant"] == plant}
        for rule in entry.get("finds", ()):
            assert homes <= by_rule.get(rule, set()), (plant, rule)
        for rule in entry.get("never", ()):
            assert not homes & by_rule.get(rule, set()), (plant, rule)


def test_ordinary_people_are_told_of_for_risk_alone(ran):
    kinds = {row.kind for row in findings() if row.household is not None and not row.household.registered}
    assert kinds <= {"risk"}
