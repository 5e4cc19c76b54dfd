"""每周专报: the office issues one each week of the last two months, on the pack's day of the week."""

from __future__ import annotations

from datetime import date

from mingbai.demo.supervised.cast import Cast, done_by
from mingbai.demo.supervised.diary import WEEK, hour
from mingbai.demo.supervised.story import told
from mingbai.kit.pack import installed
from mingbai.oversight.actions import briefs


class Briefs:
    """``present`` is the Monday of the demo's own week, whose brief is left to whoever plays the office."""

    def __init__(self, cast: Cast, present: date) -> None:
        self.cast, self.since = cast, present - told()["briefs"] * WEEK

    def turn(self, day: date) -> None:
        """In the evening of the day on which a brief is due. Addresses are made when somebody wants one."""
        if day >= self.since and day.isoweekday() == installed().get("oversight.brief.weekday"):
            with done_by(self.cast.office) as by:
                briefs.issue(by=by, at=hour(day, 17))
