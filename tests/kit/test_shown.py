"""Values as people read them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from mingbai.kit import shown

TODAY = date(2020, 11, 30)


@given(st.text())
def test_words_become_html_as_django_makes_them(words) -> None:
    assert shown.escaped(words) == conditional_escape(words)
    assert shown.escaped(SafeString(words)) == conditional_escape(SafeString(words))


@pytest.mark.parametrize(
    ("due", "english", "chinese"),
    [
        (date(2020, 12, 3), "due in 3 days", "3 天后到期"),
        (date(2020, 12, 1), "due in 1 day", "1 天后到期"),
        (date(2020, 11, 30), "due today", "今天到期"),
        (date(2020, 11, 27), "3 days overdue", "逾期 3 天"),
    ],
)
def test_deadlines_say_how_far_they_are(due, english, chinese) -> None:
    with translation.override("en"):
        assert shown.until(due, TODAY) == english
    with translation.override("zh-hans"):
        assert shown.until(due, TODAY) == chinese


@pytest.mark.parametrize(
    ("then", "english"),
    [
        (TODAY, "today"),
        (date(2020, 11, 29), "yesterday"),
        (date(2020, 11, 20), "10 days ago"),
        (date(2020, 12, 1), "in 1 day"),
    ],
)
def test_past_days_say_how_long_ago(then, english) -> None:
    with translation.override("en"):
        assert shown.since(then, TODAY) == english


def test_money_has_separators_and_is_exact() -> None:
    assert shown.yuan(123_456_789) == "1,234,567.89"
    assert shown.yuan(-5) == "-0.05"
    assert shown.yuan(None) == "—"
    assert shown.wan(123_456_789) == "123.46"
    assert shown.wan(5_000) == "0.01"


@given(st.integers(-(10**15), 10**15))
def test_no_fen_is_lost(fen: int) -> None:
    text = shown.yuan(fen).replace(",", "").replace(".", "")
    assert int(text) == fen


def test_times_are_shown_in_local_time() -> None:
    assert shown.minute(datetime(2020, 11, 29, 17, 5, tzinfo=UTC)) == "2020-11-30 01:05"
    assert shown.iso(datetime(2020, 11, 29, 17, 5, tzinfo=UTC)) == "2020-11-30"
