"""The machine's clock set back."""

from datetime import timedelta

import pytest

from mingbai.cli import clockmark
from mingbai.cli.doctor import clock as doctors_clock
from mingbai.cli.refusal import Refusal
from mingbai.kit import clock
from tests.faults.conftest import NewHome


def ran_until(one, ahead: timedelta) -> None:
    (one / "clock").write_text((clock.machine() + ahead).isoformat(), encoding="ascii")


def test_the_program_does_not_start_in_its_own_past(new_home: NewHome):
    one = new_home()
    ran_until(one, timedelta(days=2))
    with pytest.raises(Refusal, match="Set the clock"):
        clockmark.refuse(one)
    assert not doctors_clock(one).well


def test_a_small_step_back_is_what_time_servers_do(new_home: NewHome):
    one = new_home()
    ran_until(one, timedelta(minutes=2))
    clockmark.refuse(one)
    assert doctors_clock(one).well


def test_running_on_does_not_hide_that_the_clock_went_back(new_home: NewHome):
    one = new_home()
    ran_until(one, timedelta(days=2))
    clockmark.keep(one)
    assert clockmark.went_back(one)


def test_a_clock_that_was_wrong_before_can_be_accepted(new_home: NewHome):
    one = new_home()
    ran_until(one, timedelta(days=2))
    clockmark.accept(one)
    clockmark.refuse(one)
    assert not clockmark.went_back(one)


def test_a_first_start_and_a_spoilt_note_are_no_reason_to_refuse(new_home: NewHome):
    one = new_home()
    clockmark.refuse(one)
    (one / "clock").write_text("long ago")
    clockmark.refuse(one)
    clockmark.keep(one)
    assert clockmark.last(one) is not None
