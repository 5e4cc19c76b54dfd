"""Months: frozen when they are over, and what was closed looked at again by lot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from mingbai.demo.past.story import dice_of
from mingbai.demo.supervised.cast import Cast, done_by
from mingbai.demo.supervised.diary import DAY, Deed, Diary, hour
from mingbai.demo.supervised.mending import Mending
from mingbai.demo.supervised.story import told
from mingbai.org.queries.machine import machine
from mingbai.oversight.actions import freezing, rechecking
from mingbai.oversight.models import Period, Recheck
from mingbai.oversight.queries import periods
from mingbai.oversight.queries.scores import first_of
from mingbai.oversight.states import PeriodKind

FREEZES_FROM = 6  # the day of the month
LOOKED_AT = (4, 12)  # working days after the lot


class Months:
    """From the second month of the half-year on: the first has nothing behind it."""

    def __init__(self, cast: Cast, diary: Diary, begins: date) -> None:
        self.cast, self.diary = cast, diary
        self._drawn = self._frozen = first_of(begins)
        self._looks = 0

    def turn(self, day: date, mendings: Mapping[int, Mending]) -> None:
        """On the first working days of a month: the lot, then the freezing of the month before."""
        month = first_of(day)
        if month > self._drawn:
            self._drawn = month
            self._draw(month, hour(day, 8), mendings)
        if month > self._frozen and day.day >= FREEZES_FROM:
            self._frozen = month
            self._freeze(month - DAY, hour(day, 17))

    def _freeze(self, ended: date, at: datetime) -> None:
        """The month; with a quarter's third the quarter too, if all of it was supervised."""
        with done_by(self.cast.office) as by:
            freezing.freeze(period=Period.of(PeriodKind.MONTH, ended), by=by, at=at)
            quarter = Period.of(PeriodKind.QUARTER, ended)
            if quarter in periods.to_freeze(at.date()):
                freezing.freeze(period=quarter, by=by, at=at)

    def _draw(self, month: date, at: datetime, mendings: Mapping[int, Mending]) -> None:
        with done_by(machine()) as by:
            found, _visits = rechecking.draw_month(month=month, seed=f"{month:%Y-%m}", by=by, at=at)
        for one in found:
            wait = dice_of(one.problem.area_code, f"{month}").randint(*LOOKED_AT)
            self.diary.later(at.date(), wait, self._looking(one, mendings[one.problem_id]))

    def _looking(self, one: Recheck, mending: Mending) -> Deed:
        def deed(at: datetime) -> None:
            members = self.cast.teams[one.team]
            if not members:
                return
            self._looks += 1
            said = told()["rechecked"]
            holds = self._looks != said["number_that_fell"]
            with done_by(members[-1]) as by:
                seen = said["holds" if holds else "fell"]
                rechecking.look(recheck=one, holds=holds, seen=seen, by=by, at=at)
            if not holds:
                mending.begin(at.date())

        return deed
