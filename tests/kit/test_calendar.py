"""kit.calendar: working days and deadlines."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.kit import calendar, pack
from mingbai.kit.calendar import Calendar, Span, add_months

# Two ends matter: ordinary years, and the border where the library's knowledge stops.
DAYS = st.dates(date(2019, 6, 1), date(2021, 6, 30)) | st.dates(date(2026, 1, 1), date(2028, 2, 1))
COUNTS = st.integers(0, 120)
plain = Calendar()


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2020, 11, 30), True),  # a Monday
        (date(2020, 10, 10), True),  # a Saturday made up for National Day
        (date(2020, 10, 8), False),  # a Thursday of National Day
        (date(2020, 1, 31), False),  # spring festival lengthened for the epidemic
        (date(2026, 11, 22), False),  # a Sunday
        (date(2027, 1, 4), True),  # past the library: a Monday
    ],
)
def test_days_as_the_state_council_announced_them(day, working):
    assert plain.is_working(day) is working


def test_ten_working_days_across_national_day():
    assert plain.add_working_days(date(2020, 9, 28), 10) == date(2020, 10, 19)


def test_a_calendar_span_that_ends_on_a_rest_day_ends_on_the_next_working_day():
    assert plain.due(date(2020, 9, 26), Span(5, "days")).day == date(2020, 10, 9)


def test_months_keep_the_day_or_take_the_last():
    assert add_months(date(2020, 1, 31), 1) == date(2020, 2, 29)
    assert add_months(date(2020, 11, 30), 14) == date(2022, 1, 30)


def test_past_the_known_years_the_user_is_warned():
    due = plain.due(date(2026, 12, 28), Span(10))
    assert "2027" in due.warning
    assert plain.due(date(2026, 11, 2), Span(10)).warning == ""


def test_a_pack_table_that_covers_the_year_takes_the_warning_away():
    calendar = Calendar.from_table({"rest": ["2027-01-01"], "work": [date(2027, 1, 2)], "years": [2027]})
    assert calendar.due(date(2026, 12, 31), Span(1)).day == date(2027, 1, 2)
    assert calendar.due(date(2026, 12, 31), Span(1)).warning == ""


def test_the_installation_s_calendar_has_the_pack_s_own_days(monkeypatch):
    monkeypatch.setattr(
        pack, "installed", lambda: Packed({"rest": ["2027-01-04"], "work": [], "years": [2027]})
    )
    assert plain.is_working(date(2027, 1, 4))
    assert not calendar.installed().is_working(date(2027, 1, 4))


class Packed:
    def __init__(self, table):
        self.table = table

    def section(self, name):
        return {"calendar": self.table}[name]


def test_the_shipped_pack_s_calendar_can_be_read():
    assert calendar.installed().is_working(date(2020, 10, 10))


@pytest.mark.parametrize("table", [{"rests": []}, {"rest": ["2027-01-01"], "work": ["2027-01-01"]}])
def test_a_wrong_table_is_refused(table):
    with pytest.raises(ValueError, match="calendar table"):
        Calendar.from_table(table)


@given(DAYS, COUNTS)
def test_adding_and_counting_agree(start, count):
    assert plain.working_days_between(start, plain.add_working_days(start, count)) == count


@given(DAYS, st.integers(1, 120))
def test_a_deadline_is_a_working_day_and_never_earlier(start, count):
    for unit in ("days", "working_days", "months"):
        due = plain.due(start, Span(count, unit)).day
        assert due > start
        assert plain.is_working(due)


@settings(deadline=None)
@given(DAYS, DAYS, DAYS)
def test_counting_adds_up_over_any_day_between(a, b, c):
    assert plain.working_days_between(a, c) == plain.working_days_between(a, b) + plain.working_days_between(
        b, c
    )


@given(DAYS, st.integers(-60, 60))
def test_going_forth_and_back_from_a_working_day_returns(start, count):
    begin = plain.add_working_days(start, 1)
    assert plain.add_working_days(plain.add_working_days(begin, count), -count) == begin
