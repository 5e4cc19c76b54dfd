"""The last day of a period, from its name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.screening.queries.periods import last_day, of_benefit

CYCLES = ("month", "quarter", "half_year", "year")


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("2020", date(2020, 12, 31)),
        ("2020-H1", date(2020, 6, 30)),
        ("2020-Q1", date(2020, 3, 31)),
        ("2020-02", date(2020, 2, 29)),
        ("", date(2020, 11, 30)),
    ],
)
def test_the_last_day_of(period, last):
    assert last_day(period, date(2020, 11, 30)) == last


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(CYCLES))
def test_the_last_day_lies_in_the_period_and_the_next_does_not(day, cycle):
    period = of_benefit(cycle, day)
    last = last_day(period, day)
    assert last >= day
    assert of_benefit(cycle, last) == period != of_benefit(cycle, last + timedelta(days=1))
