"""Every answer can be read aloud, with values, parameters and documents; and so can its contrary."""

from __future__ import annotations

from datetime import date

import pytest

from mingbai.rulebook.book import Book
from mingbai.rulebook.explaining import Explanation
from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.speech import said
from mingbai.rulebook.types import number
from mingbai.rulebook.worlds import World

ILL = {"kind": "inpatient", "self_paid": 600_000, "discharged": date(2020, 5, 1)}


def why(book: Book, rule: str, facts: dict[str, object], *, absent: tuple[str, ...] = ()) -> Explanation:
    world = World(book)
    key = world.add(book.rules[rule].subject, facts)
    run = Session(book, world.tables(absent=absent)).run(as_of=date(2020, 11, 30))
    explanation = run.explain(rule, key)
    assert explanation is not None
    return explanation


def test_why(book: Book) -> None:
    told = why(book, "R-MED", {"household": {"type": "graduated"}, "medical": [ILL]})
    assert told.answer == "holds"
    assert told.sentence("zh") == (
        "“住院自付过高”成立：户类型为脱贫户；本年住院自付6,000元，预警线5,000元。依据：一般业务知识。"
    )
    assert "inpatient self-payment 6,000 yuan, alert line 5,000 yuan" in told.sentence("en")


def test_why_not_names_only_what_is_not_met(book: Book) -> None:
    told = why(book, "R-MED", {"household": {"type": "ordinary"}, "medical": [ILL]})
    assert told.answer == "not"
    assert told.sentence("zh") == "“住院自付过高”不成立：不符合“户类型为一般农户”。依据：一般业务知识。"


def test_unknown_names_what_is_lacking(book: Book) -> None:
    told = why(book, "R-MED", {"household": {"type": "graduated"}}, absent=("medical",))
    assert told.answer == "unknown"
    assert "还不能判断" in told.sentence("zh")
    assert "缺少：本年住院自付" in told.sentence("zh")


def test_a_parameter_comes_with_its_document(book: Book) -> None:
    told = why(book, "R-MED", {"household": {"type": "graduated"}, "medical": [ILL]})
    line = next(one for one in told.reasons[1].values if one.name == "inpatient_alert")
    assert (line.value.zh, line.document and line.document.zh, line.verified) == (
        "5,000元",
        "一般业务知识",
        True,
    )


def test_a_sensitive_value_is_not_shown(book: Book) -> None:
    told = why(book, "DQ01", {"id_no": "411726199001010011", "birth_date": date(1990, 1, 1), "sex": "male"})
    number = next(one for one in told.reasons[0].values if one.name == "id_no")
    assert number.value.zh == "（不显示）"
    assert "411726199001010011" not in str(told)


def test_a_policy_tells_its_amount(book: Book) -> None:
    told = why(book, "P42i", {"type": "poor", "special_industry": True})
    assert told.sentence("zh").endswith("；金额3,000元。依据：泌阳县文章。")


def test_nobody_is_not_explained(book: Book) -> None:
    world = World(book)
    world.add("person", {})
    assert Session(book, world.tables()).run(as_of=date(2020, 11, 30)).explain("R-MED", "nobody") is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_example_can_be_told(book: Book, language: str) -> None:
    world = World(book)
    keys = [
        (rule, world.add(rule.subject, example.facts))
        for rule in book.rules.values()
        for example in rule.examples
    ]
    run = Session(book, world.tables()).run(as_of=book.example_day)
    for rule, key in keys:
        told = run.explain(rule.code, key)
        assert told is not None
        assert rule.title.said(language) in told.sentence(language)
        assert "{" not in told.sentence(language)


@pytest.mark.parametrize(
    ("value", "unit", "scale", "zh", "en"),
    [
        (-50, "change", 0, "下降百分之50", "down 50%"),
        (150, "change", 0, "上升百分之150", "up 150%"),
        (0, "change", 0, "持平", "the same"),
        (10, "share", 2, "百分之10", "10%"),
        (725, "percent", 2, "百分之7.25", "7.25%"),
        (1, "months", 0, "1个月", "1 month"),
        (2, "years", 0, "2岁", "2 years"),
    ],
)
def test_numbers_are_said_as_they_are_read_aloud(value: int, unit: str, scale: int, zh: str, en: str) -> None:
    type_ = number(scale=scale, unit=unit, bound=10**6)
    assert (said(value, type_, language="zh"), said(value, type_, language="en")) == (zh, en)
