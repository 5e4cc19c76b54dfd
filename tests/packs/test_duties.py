"""The lists of duties add up to the handbook's counts, and a pack whose lists do not is refused."""

from pathlib import Path

import pytest

from mingbai import packs
from mingbai.packs.sections.duties import LISTS
from tests.packs.conftest import Write

HEAD = "source: {document: handbook, verified: false}\n"
OVER = "counties/411726/duties.yaml"
EXTRA = "code: helper_12, kind: helper, theme: visits, often: monthly, words: {zh: 多一条, en: one more}"


@pytest.mark.parametrize("era", packs.ERAS)
def test_the_article_s_totals_in_every_era(era: str) -> None:
    section = packs.load(county="411726", era=era).section("duties")
    officers = {duty["kind"] for duty in section["officers"].values()}
    assert (len(officers), len(section["officers"]), len(section["departments"])) == (11, 108, 79)
    policies = [
        code for part in LISTS for duty in section[part].values() for code in duty.get("policies", ())
    ]
    assert len(policies) == len(set(policies)) == 60


def test_every_duty_is_counted_or_says_that_the_county_s_text_is_wanting() -> None:
    section = packs.load(county="411726", era="2016-2020").section("duties")
    every = [duty for part in LISTS for duty in section[part].values()]
    assert all(("counted_by" in duty) != duty.get("county_text_needed", False) for duty in every)
    assert {duty["counted_by"] for duty in every if "counted_by" in duty} == set(section["counters"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("officers:\n  - !remove {code: helper_01}\n", "107 found, 108 expected"),
        ("departments:\n  - !remove {code: forestry_bureau_01}\n", "78 found, 79 expected"),
        (f"officers:\n  - {{{EXTRA}, counted_by: nothing_at_all}}\n", "no choice called “nothing_at_all”"),
        (f"officers:\n  - {{{EXTRA}, counted_by: incomes_counted}}\n", "109 found, 108 expected"),
        (f"officers:\n  - {{{EXTRA}, done: visit}}\n", "give either counted_by"),
        (f"officers:\n  - {{{EXTRA}, done: nonsense, county_text_needed: true}}\n", "no done nonsense"),
        ("departments:\n  - {code: water_bureau_01, policies: [P01]}\n", "61 found, 60 expected"),
    ],
)
def test_lists_that_do_not_add_up_are_refused(tmp_path: Path, write: Write, text: str, told: str) -> None:
    write(OVER, HEAD + text)
    with pytest.raises(packs.PackError) as refused:
        packs.load(county="411726", era="2016-2020", extra=[tmp_path])
    assert any(told in problem.text.en for problem in refused.value.problems), refused.value


def test_a_county_without_lists_of_its_own_is_in_order() -> None:
    section = packs.load(county="411702", era="2026-").section("duties")
    assert not set(LISTS) & set(section)
