"""What is not understood is refused, with the place and with what is known instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingbai.packs.problems import PackError
from mingbai.rulebook.book import Book
from mingbai.rulebook.reading import lay

BOOK = (Path(__file__).parent / "book" / "book.yaml").read_text(encoding="utf-8")
HEALTHY = "expr: inpatient_paid >= inpatient_alert"


def book_of(tmp_path: Path, text: str) -> Book:
    path = tmp_path / "book.yaml"
    path.write_text(text, encoding="utf-8")
    return lay([[(path, "book.yaml")]])


def refused(tmp_path: Path, before: str, after: str) -> str:
    assert before in BOOK
    with pytest.raises(PackError) as caught:
        book_of(tmp_path, BOOK.replace(before, after, 1))
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("inpatient_payed >= inpatient_alert", "did you mean “inpatient_paid”"),
        ("inpatient_paid >= inpatient_alarm", "did you mean “inpatient_alert”"),
        ("inpatient_paid >= 5000", "write amounts as yuan"),
        ("inpatient_paid / 2 > yuan(1)", "not in the language"),
        ("age > full_months(birth_date, as_of)", "different units: months, years"),
        ("sex = 'man'", "no code “man”; known: female, male"),
        ("sex > 'male'", "only be compared with = or <>"),
        ("household.members.age > 60", "many rows: use count, sum, any_of"),
        ("household.head = 'x'", "household has no fact head"),
        ("hamlet.poor", "person has no link hamlet"),
        ("count(medical) filter (where self_paid > yuan(1)) > 1", "write medical.self_paid"),
        ("count(medical.self_paid) > 1", "names a collection and nothing else"),
        ("sum(distinct medical.self_paid) > yuan(1)", "not in the language"),
        ("count(medical) over () > 1", "not in the language"),
        ("any_of(medical.self_paid)", "any_of needs bool"),
        ("inpatient_paid >= (select max(x) from t)", "not in the language"),
        ("inpatient_paid >= inpatient_alert or 1", "or needs bool"),
        ("inpatient_paid", "must be yes or no"),
        ("date_diff('year', birth_date, as_of) > 1", "no function date_diff"),
        ("read_csv('/etc/passwd')", "no function read_csv"),
        ("id_no like '41%'", "not in the language"),
        ("id_no || 'x' = 'y'", "not in the language"),
        ("birth_date > '2020-01-01'", "different kinds: a date / a text"),
        ("birth_date > date '2020-02-30'", "not a date"),
        ("age between symmetric 60 and 70", "not in the language"),
        ("case when chronic then 1 end = 1", "must say what else"),
        ("age > 60 -- and chronic", "no comments"),
        ("age > 60; drop table person", "one expression"),
        ("age > (", "not readable as an expression"),
        ('"age" > 60', "without quotes"),
        ("safe_div(inpatient_paid, age, 2, 'bankers') > yuan(1)", "rounding is one of half_up, down, up"),
        ("add_months(birth_date, household.income) < as_of", "must be whole months"),
        ("inpatient_paid * household.income > yuan(1)", "cannot be multiplied"),
        ("period_start > birth_date", "person has no fact period_start"),
        ("age is true", "not in the language"),
        ("age in (select 1)", "not in the language"),
        ("lookup(poverty_line, stage) > yuan(1)", "write lookup(table_parameter, text)"),
        ("stage in poverty_line", "in needs codes"),
    ],
)
def test_an_expression_is_refused_with_its_line(tmp_path: Path, written: str, told: str) -> None:
    line = 1 + BOOK[: BOOK.index(HEALTHY)].count("\n")
    message = refused(tmp_path, HEALTHY, "expr: " + '"' + written.replace('"', '\\"') + '"')
    assert message.startswith(f"book.yaml:{line}: ")
    assert told in message


# fmt: off
MENDED = [
        ("    severity: warning\n", "    severity: mild\n", "there is no severity called “mild”"),
        ("    owner: medical_insurance\n", "", "“owner” is missing"),
        ("    combine: all\n", "    combine: most\n", "there is no combination called “most”"),
        ("    combine: all\n", "    combine: {at_least: 3}\n", "between 1 and 2"),
        ("    document: GK\n    verified: false\n    owner", "    document: XX\n    verified: no\n    owner",
         "no document called “XX”"),
        ("subject: person", "subject: persons", "did you mean “person”"),
        ("{from: 2016-01-01, value: 2952,", "{value: 2952,", "“from” is missing"),
        ("value: 2952,", "value: 29.525,", "does not fit"),
        ("value: 4000, document: ART", "value: 4000", "“document” is missing"),
        ("{inpatient_paid}，预警线", "{inpatient}，预警线", "no fact inpatient"),
        ("    amount: industry_award\n", "    amount: member_count\n", "an amount is money in whole fen"),
        ("amount: lookup(stage_aid, stage)", "amount: poverty_line * 0.5", "rounded(…, 0, 'half_up')"),
        ("expr: \"age_on(birth_date, as_of)\"", "expr: \"age + 1\"", "derived from itself"),
        ("many: medical}", "many: treatments}", "no collection"),
        ("- code: R-MED\n", "- code: R-MED\n    colour: red\n", "there is no field called “colour”"),
        ("  - code: X-CAR\n", "  - code: R-MED\n", "stands here twice"),
        ("self_paid: 6000, discharged", "self_payed: 6000, discharged", "did you mean “self_paid”"),
        ("{expect: not, facts: {household: {type: ordinary}, medical: []}}", "{expect: not, facts: {age: 3}}",
         "age is derived"),
        ("to: person, column: person_no, many: deaths", "to: human, column: person_no, many: deaths",
         "no entity called “human”"),
        ("- {code: phone, type: text, sensitive: true", "- {code: poverty_line, type: text, sensitive: true",
         "also a parameter's name"),
        ("type: decimal\n    scale: 1\n", "type: decimal\n", "a decimal needs a scale"),
]
# fmt: on


@pytest.mark.parametrize(("before", "after", "told"), MENDED)
def test_a_book_is_refused(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert told in refused(tmp_path, before, after)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = BOOK.replace(HEALTHY, "expr: nonsense", 1).replace("severity: notice", "severity: mild", 1)
    with pytest.raises(PackError) as caught:
        book_of(tmp_path, text)
    assert len(caught.value.problems) == 2


def test_links_may_not_go_in_a_circle(tmp_path: Path) -> None:
    before = "- {code: same_phone, to: phone_group, column: phone, many: sharers}"
    after = before + "\n      - {code: head, to: person, column: head_no, many: headed}"
    assert "links go in a circle: person → household → person" in refused(tmp_path, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{code: sex, type", "{code: ethnic, type"),
        ("words: {zh: 性别, en: sex}", "words: {zh: 民族, en: group}"),
        ("{code: dibao, type: bool,", "{code: dibao, column: aab007, type: bool,"),
        ("values: [none, preschool, primary, junior]", "values: [none, preschool, 回族, junior]"),
        (HEALTHY, "expr: religion = 'x'"),
    ],
)
def test_no_rule_may_use_ethnic_group_or_religion(tmp_path: Path, before: str, after: str) -> None:
    assert "no rule may use ethnic group or religion" in refused(tmp_path, before, after)
