"""The rule book against what was planted: everything that must be told is, nothing else of those rules is."""

from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest
import yaml

import mingbai.demo.files
from tests.compare.conftest import compared_in, household_of

EXPECTED = yaml.safe_load(
    (Path(mingbai.demo.files.__file__).parent / "findings.yaml").read_text(encoding="utf-8")
)
RULES = sorted({rule for entry in EXPECTED.values() for rule in entry.get("finds", ())})
KNOWN = {rule for entry in EXPECTED.values() for codes in entry.values() for rule in codes}
# Hold for nobody: four rest on lines that nobody has given, and rows without a relation go back at the door.
SILENT = {"X01", "P01", "P03", "P53i"} | {"DQ04"}


def households(compared, plant):
    return {household_of(row) for row in compared.planted if row["plant"] == plant}


@pytest.mark.parametrize("plant", sorted(EXPECTED))
def test_what_must_be_found_is(compared, plant):
    for rule in EXPECTED[plant].get("finds", ()):
        assert households(compared, plant) <= compared.told(rule), rule


@pytest.mark.parametrize("plant", sorted(plant for plant, entry in EXPECTED.items() if "never" in entry))
def test_near_misses_are_not_found(compared, plant):
    for rule in EXPECTED[plant]["never"]:
        assert not households(compared, plant) & compared.told(rule), rule


@pytest.mark.parametrize("rule", RULES)
def test_nothing_is_found_where_nothing_was_planted(compared, rule):
    allowed = {
        household_of(row) for row in compared.planted if rule in f"{row['finds']} {row['may']}".split()
    }
    assert compared.told(rule) <= allowed


def test_planted_households_are_told_of_nothing_else(compared):
    allowed = {household_of(row): set(f"{row['finds']} {row['may']}".split()) for row in compared.planted}
    told = defaultdict(set)
    for rule in KNOWN & set(compared.rows["rule"]):
        for household in compared.told(rule) & set(allowed):
            told[household].add(rule)
    surplus = {household: rules - allowed[household] for household, rules in told.items()}
    assert not {household: rules for household, rules in surplus.items() if rules}


def test_every_rule_holds_for_somebody(compared):
    counts = pl.read_parquet(compared.out / "counts.parquet")
    assert set(counts.filter(pl.col("holds") == 0)["rule"]) == SILENT
    assert (counts.filter(pl.col("rule").is_in(SILENT - {"DQ04"}))["unknown"] > 0).all()


def test_ordinary_people_are_told_of_for_risk_alone(compared):
    ordinary = compared.rows.filter(pl.col("no").str.starts_with("N"))
    assert set(ordinary["kind"]) <= {"risk"}


def test_reasons_are_sentences_with_values_and_document(compared):
    row = compared.rows.filter(pl.col("rule") == "R01").row(0, named=True)
    assert "本年住院自付5,000元，达到预警线5,000元" in row["reason"]
    assert "依据：" in row["reason"]
    assert row["reason_en"]
    assert row["township"]
    assert row["area_code"].startswith("411726")


@pytest.mark.parametrize("subject", ["monitoring", "project"])
def test_findings_about_records_and_projects_name_their_place(compared, subject):
    found = compared.rows.filter(pl.col("subject") == subject)
    assert len(found)
    assert found["township"].null_count() == found["area_code"].null_count() == 0


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_truth_of_the_whole_county(tmp_path):
    """Nothing planted is missed, nothing that must not appear appears, of all 925,000 people."""
    compared = compared_in(tmp_path, people=925_000)
    by_plant, allowed = defaultdict(set), defaultdict(set)
    for row in compared.planted:
        by_plant[row["plant"]].add(household_of(row))
        for rule in f"{row['finds']} {row['may']}".split():
            allowed[rule].add(household_of(row))
    told = {rule: compared.told(rule) for rule in KNOWN}
    missed = {
        (plant, rule): lacking
        for plant, entry in EXPECTED.items()
        for rule in entry.get("finds", ())
        if (lacking := by_plant[plant] - told[rule])
    }
    wrong = {
        (plant, rule): surplus
        for plant, entry in EXPECTED.items()
        for rule in entry.get("never", ())
        if (surplus := by_plant[plant] & told[rule])
    }
    surplus = {rule: more for rule in RULES if (more := told[rule] - allowed[rule])}
    assert (missed, wrong, surplus) == ({}, {}, {})
