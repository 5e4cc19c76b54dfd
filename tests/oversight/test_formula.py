"""The formulas of handbook G: the worked example to the digit, and laws that hold for any figures."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai import packs
from mingbai.oversight.queries.formula import Factors, Terms, charged, places, shown

TERMS = Terms(packs.load(county="411726", era="2016-2020").section("oversight"))
ONE = Decimal(1)
SEVERITIES = ("minor", "moderate", "serious", "critical")


def points(severity: str, *, days_late: int = 0, on_the_spot: bool = False, earlier: int = 0) -> Decimal:
    time = TERMS.time(on_the_spot=on_the_spot, days_late=days_late, reopened=False)
    source = TERMS.source("county_team", closed_in_time=days_late <= 0)
    return Factors(TERMS.weight(severity), time, TERMS.repeat(earlier), source).points


# The village of the example: four problems in the households of three helpers.
F1 = points("minor", on_the_spot=True)
F2 = points("moderate")
F3 = points("moderate", days_late=3, earlier=1)
F4 = points("serious")
FOUND = [(F1, "data", "A"), (F2, "policy", "B"), (F3, "policy", "A"), (F4, "identification", "C")]
NEXT_VILLAGE = [points("moderate"), points("moderate")]


def test_the_points_of_the_example():
    assert (Decimal("0.5"), Decimal(2), Decimal("4.5"), Decimal(5)) == (F1, F2, F3, F4)


def of_role(role: str, *, households: int, helper: str = "") -> Decimal:
    ours = [(e, category) for e, category, who in FOUND if helper in ("", who)]
    return shown(TERMS.score([e * TERMS.share(role, category) for e, category in ours], households))


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("group_leader", "94.24"),
        ("resident", "95.20"),
        ("village_committee", "96.16"),
        ("verification_group", "96.80"),
    ],
)
def test_the_village_s_roles(role, expected):
    assert of_role(role, households=25) == Decimal(expected)


@pytest.mark.parametrize(
    ("helper", "checked", "expected"), [("A", 5, "90.00"), ("B", 4, "96.00"), ("C", 6, "90.00")]
)
def test_helpers_answer_for_their_own_households(helper, checked, expected):
    assert of_role("assigned_helper", households=checked, helper=helper) == Decimal(expected)


def test_the_department_answers_for_its_own_policies():
    own = [
        e * TERMS.share("line_department", category) for e, category, _who in FOUND if category == "policy"
    ]
    assert shown(TERMS.score(own, 25)) == Decimal("94.80")


def test_the_township_s_roles():
    every = [(e, category) for e, category, _who in FOUND] + [(e, "policy") for e in NEXT_VILLAGE]
    for role, expected in (("township_contact", "98.72"), ("township_heads", "99.15")):
        assert shown(TERMS.score([e * TERMS.share(role, c) for e, c in every], 75)) == Decimal(expected)
    linked = [e * TERMS.share("linked_county_leader", category) for e, category in every]
    assert shown(TERMS.score(linked, 75)) == Decimal("99.87")


def test_villages_and_the_township():
    villages = [
        TERMS.score([e for e, _category, _who in FOUND], 25),
        TERMS.score(NEXT_VILLAGE, 25),
        TERMS.score([], 25),
    ]
    assert [shown(one) for one in villages] == [Decimal("90.40"), Decimal("96.80"), Decimal(100)]
    assert shown(TERMS.township(villages, due=6, in_time=5)) == Decimal("92.01")


def test_the_team():
    valid = ["minor", "moderate", "moderate", "serious", "moderate", "moderate"]
    score = TERMS.inspectors(valid, missed=["serious"], withdrawn=["moderate"], late_orders=0)
    assert shown(score) == Decimal("67.43")


def test_a_team_that_finds_nothing_is_not_rated():
    assert TERMS.inspectors([], [], ["moderate"], late_orders=3) is None


def test_minor_findings_count_for_at_most_their_share():
    many = TERMS.inspectors(["minor"] * 100 + ["moderate"] * 3, ["serious"], [], late_orders=0)
    some = TERMS.inspectors(["minor"] * 4 + ["moderate"] * 3, ["serious"], [], late_orders=0)
    assert many == some == Fraction(100 * 10, 15)
    assert TERMS.inspectors(["minor"] * 9, ["serious"], [], late_orders=0) == 0


deductions = st.lists(st.decimals(0, 200, places=4), max_size=30)


@given(deductions, st.integers(0, 500), st.randoms())
def test_a_score_is_never_negative_nor_above_full_and_free_of_order(lost, households, chance):
    score = TERMS.score(lost, households)
    assert 0 <= score <= 100
    shuffled = list(lost)
    chance.shuffle(shuffled)
    assert TERMS.score(shuffled, households) == score


@given(deductions, deductions, st.integers(0, 500))
def test_taking_back_what_was_added_restores_the_score(lost, more, households):
    withdrawn = [*lost, *more, *(-one for one in more)]
    assert TERMS.score(withdrawn, households) == TERMS.score(lost, households)


@given(st.lists(st.sampled_from(SEVERITIES), max_size=20), st.sampled_from(SEVERITIES), st.integers(0, 40))
def test_an_inspector_gains_by_a_catch_and_loses_by_a_miss(valid, more, late):
    before = TERMS.inspectors(valid, ["serious"], [], late_orders=late)
    assert TERMS.inspectors([*valid, more], ["serious"], [], late_orders=late) >= before
    assert TERMS.inspectors(valid, ["serious", "serious"], [], late_orders=late) <= before


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from("abc"), st.decimals(0, 1, places=1))))
def test_each_is_charged_once_with_the_highest_share(shares):
    found = charged(shares)
    for subject, (role, share) in found.items():
        assert (subject, role, share) in shares
        assert share == max(one for who, _role, one in shares if who == subject)
    assert set(found) == {who for who, _role, share in shares if share > 0}


def test_own_reports_cost_half_and_nothing_once_mended_in_time():
    assert TERMS.source("self", closed_in_time=False) == Decimal("0.5")
    assert TERMS.source("self", closed_in_time=True) == 0
    assert TERMS.source("nation", closed_in_time=True) == 2


def test_repeats_and_lateness_are_bounded():
    assert [TERMS.repeat(n) for n in (0, 1, 4, 9)] == [1, Decimal("1.5"), 3, 3]
    late = [TERMS.time(on_the_spot=False, days_late=days, reopened=False) for days in (0, 1, 7, 8)]
    assert late == [1, Decimal("1.5"), Decimal("1.5"), 2]
    assert TERMS.time(on_the_spot=True, days_late=0, reopened=True) == 2


@given(deductions, st.integers(0, 500), st.lists(st.decimals(0, 9, places=2), max_size=9), st.randoms())
def test_a_bonus_is_capped_never_lifts_above_full_and_is_free_of_order(lost, households, earned, chance):
    score, bonus = TERMS.score(lost, households), TERMS.bonus(earned)
    assert bonus == min(5, sum(earned))
    assert TERMS.lifted(score, bonus) == min(100, score + Fraction(bonus))
    shuffled = list(earned)
    chance.shuffle(shuffled)
    assert TERMS.bonus(shuffled) == bonus
    assert TERMS.bonus([*earned, *(-one for one in earned)]) == 0


def test_what_is_taken_back_lowers_by_no_more_than_could_be_earned_and_nothing_below_nothing():
    assert TERMS.bonus([Decimal(-9)]) == -5
    assert TERMS.lifted(Fraction(3), Decimal(-5)) == 0
    assert (
        TERMS.lifted(Fraction(104), Decimal(2)) == 104
    )  # taken back from earlier months, and no bonus on top
    assert TERMS.lifted(Fraction(104), Decimal(-2)) == 102


def test_halves_are_shown_upwards():
    assert shown(Fraction(9_000_5, 1000)) == Decimal("90.01")
    assert shown(None) is None


def test_equals_share_a_place_and_the_next_counts_them_all():
    scores = [Decimal(96), Decimal(90), Decimal(90), Decimal("89.99")]
    assert places(scores) == [1, 2, 2, 4]
    assert places([]) == []
