"""More time and appeals: asked where the problem lies, decided in the county office or by its leader."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mingbai.demo.supervised.cast import CHECKS, MENDS, Cast, done_by
from mingbai.demo.supervised.diary import Diary
from mingbai.demo.supervised.mending import Mending
from mingbai.demo.supervised.story import told
from mingbai.oversight.actions import asking
from mingbai.oversight.models import Appeal, Extension
from mingbai.oversight.states import ProblemState

GRAVE = ("moderate", "serious")


def _fits(wanted: list[dict[str, Any]], week: int, severity: str) -> bool:
    """Whether the next of what is wanted is asked of this; what is to wait still, of anything of late."""
    if not wanted or wanted[0]["week"] > week:
        return False
    return severity in GRAVE or not wanted[0]["verdict"]


class Asks:
    """What supervised.yaml wants asked, each of the first problem that fits."""

    def __init__(self, cast: Cast, diary: Diary) -> None:
        self.cast, self.diary = cast, diary
        self._times = list(told()["extensions"])
        self._appeals = list(told()["appeals"])

    def offer(self, one: Mending, week: int, day: date) -> None:
        """A problem was assigned: perhaps it is the one of which something is asked."""
        problem = one.now()
        if problem.inspection_fact and _fits(self._appeals, week, problem.severity):
            self._appeal(one, self._appeals.pop(0), day)
        elif problem.inspection_fact and _fits(self._times, week, problem.severity):
            self._time(one, self._times.pop(0), day)

    def _time(self, one: Mending, said: dict[str, Any], day: date) -> None:
        one.fate = "stuck" if not said["verdict"] else "late"

        def deed(at: datetime) -> None:
            problem = one.now()
            by = self.cast.near(problem.area_code, MENDS)
            if by is None or problem.state != ProblemState.ASSIGNED:
                return
            with done_by(by):
                asked = asking.ask_time(
                    problem=problem, days=said["days"], reason=said["reason"], by=by, at=at
                )
            if said["verdict"]:
                self.diary.later(at.date(), 1, lambda later: self._rule_on_time(asked, said, later))

        self.diary.later(day, 2, deed)

    def _rule_on_time(self, asked: Extension, said: dict[str, Any], at: datetime) -> None:
        with done_by(self.cast.office) as by:
            if said["verdict"] == "grant":
                asking.grant(extension=asked, by=by, at=at)
            else:
                asking.refuse_time(extension=asked, reason=said["answer"], by=by, at=at)

    def _appeal(self, one: Mending, said: dict[str, Any], day: date) -> None:
        asks, decides = told()["appeal_working_days"]

        def deed(at: datetime) -> None:
            problem = one.now()
            by = self.cast.near(problem.area_code, CHECKS)
            if by is None:
                return
            with done_by(by):
                asked = asking.ask_appeal(problem=problem, said=said["said"], by=by, at=at)
            if said["verdict"]:
                self.diary.later(at.date(), decides, lambda later: self._rule_on_appeal(asked, said, later))

        self.diary.later(day, asks, deed)

    def _rule_on_appeal(self, asked: Appeal, said: dict[str, Any], at: datetime) -> None:
        verb = asking.uphold if said["verdict"] == "uphold" else asking.refuse
        with done_by(self.cast.leader) as by:
            verb(appeal=Appeal.objects.get(pk=asked.pk), reason=said["reason"], by=by, at=at)
