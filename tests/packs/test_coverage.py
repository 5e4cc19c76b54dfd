"""The table of what the rule book covers names every rule, and no rule that is not there."""

import re
from pathlib import Path

import pytest

from mingbai.rulebook.reading import load

TABLE = (Path(__file__).parents[2] / "docs" / "rulebook.md").read_text(encoding="utf-8")
CODE = re.compile(r"\b(?:DQ\d\d[A-Z]?|[RXA]\d\d|P\d\d[aehi]?)\b")
LINES = [line.strip("|").split("|") for line in TABLE.splitlines() if line.startswith("| ")]
ASKED = [line for line in LINES if not line[-1].strip().startswith("rules")]


@pytest.fixture(scope="module")
def rules() -> set[str]:
    return set(load(county="411726", era="2016-2020").rules)


def test_every_rule_stands_in_the_table_and_every_code_exists(rules: set[str]) -> None:
    named = {code for line in ASKED for code in CODE.findall(line[-1])}
    assert named == rules


def test_every_line_of_the_handbook_has_a_rule_or_says_why_not() -> None:
    assert len(ASKED) > 60
    for line in ASKED:
        said = line[-1].strip()
        assert CODE.search(said) or re.match(r"— .{20,}", said), line


def test_no_line_of_risk_or_exclusion_is_left_to_policies_alone(rules: set[str]) -> None:
    for kind in "RX":
        assert all(f"{kind}{number:02}" in rules for number in range(1, {"R": 32, "X": 22}[kind]))
