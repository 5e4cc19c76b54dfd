"""好做法: put forward by an officer of the county office, decided by its head; one waits still."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mingbai.demo.supervised.cast import Cast, done_by
from mingbai.demo.supervised.diary import Deed, Diary, hour
from mingbai.demo.supervised.story import told
from mingbai.oversight.actions import practices
from mingbai.oversight.models import Inspection, Practice
from mingbai.oversight.queries.terms import scored
from mingbai.oversight.states import InspectionState, Subject


class Practices:
    """What supervised.yaml wants put forward; nothing in an era that scores no units."""

    def __init__(self, cast: Cast, diary: Diary) -> None:
        self.cast, self.diary = cast, diary

    def turn(self, week: int, day: date) -> None:
        """On a week's Monday."""
        for said in told()["practices"] if scored(Subject.VILLAGE) else ():
            if said["week"] == week:
                self._put_forward(said, day)

    def _put_forward(self, said: dict[str, Any], day: date) -> None:
        wanted = {name: said[name] for name in ("subject", "subject_no", "title", "what", "paper")}
        with done_by(self.cast.clerk) as by:
            wanted["subject_no"] = wanted["subject_no"] or _visited(day)
            made = practices.propose(**wanted, by=by, at=hour(day, 10))
        if said["verdict"]:
            self.diary.later(day, 1, self._deciding(made, said))

    def _deciding(self, made: Practice, said: dict[str, Any]) -> Deed:
        verb = {"adopt": practices.adopt, "refuse": practices.refuse}[said["verdict"]]

        def deed(at: datetime) -> None:
            with done_by(self.cast.office) as by:
                verb(practice=made, reason=said["reason"], by=by, at=at)

        return deed


def _visited(day: date) -> str:
    """The village where a team was first in the month."""
    visits = Inspection.objects.filter(on__year=day.year, on__month=day.month, state=InspectionState.ENDED)
    return visits.order_by("pk").values_list("area_code", flat=True)[0]
