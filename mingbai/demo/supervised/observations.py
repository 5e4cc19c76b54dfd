"""观摩评议: townships' heads and inspection teams score the villages that the lot named; the last is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from typing import Any

from mingbai.demo.past.story import dice_of
from mingbai.demo.supervised.cast import SIGNS, Cast, done_by
from mingbai.demo.supervised.diary import Deed, Diary, hour
from mingbai.demo.supervised.story import told
from mingbai.kit.scope import ActingPost
from mingbai.oversight.actions import observing as actions
from mingbai.oversight.models import Observation, Observed
from mingbai.oversight.queries import naming, observing
from mingbai.oversight.queries.terms import observed


class Observations:
    """What supervised.yaml wants observed; nothing in an era that scores no observations."""

    def __init__(self, cast: Cast, diary: Diary) -> None:
        self.cast, self.diary = cast, diary

    def turn(self, week: int, day: date) -> None:
        """On a week's Monday."""
        for said in told()["observations"] if observed() else ():
            if said["week"] == week:
                self._begin(said, day)

    def _begin(self, said: dict[str, Any], day: date) -> None:
        with done_by(self.cast.office) as by:
            made = actions.begin(on=day, seed=f"{day:%Y-%m}", by=by, at=hour(day, 9))
        self.diary.later(day, 1, self._scoring(made, said["scorers"]))
        if said["frozen"]:
            self.diary.later(day, 3, self._freezing(made))

    def _scoring(self, made: Observation, most: int) -> Deed:
        def deed(at: datetime) -> None:
            for by in list(self._scorers())[:most]:
                with done_by(by):
                    for each in observing.to_score(by, made):
                        _score(each.village, by, at)

        return deed

    def _scorers(self) -> Iterator[ActingPost]:
        """The leaders of the teams first, then a head of each township."""
        yield from (members[0] for members in self.cast.teams.values() if members)
        with done_by(self.cast.office):
            towns = naming.townships()
        for town in towns:
            if (head := self.cast.near(town, SIGNS)) is not None:
                yield head

    def _freezing(self, made: Observation) -> Deed:
        def deed(at: datetime) -> None:
            with done_by(self.cast.office) as by:
                actions.freeze(observation=made, by=by, at=at)

        return deed


def _score(village: Observed, by: ActingPost, at: datetime) -> None:
    """Nearly alike for all, for a ledger is as it is; each scorer a little off."""
    known = dice_of(village.area_code, f"{at:%Y-%m}")
    own = dice_of(village.area_code, f"{at:%Y-%m} {by.label}")
    given = {one.code: _points(one.most, known, own) for one in observing.aspects()}
    remark = own.choice(told()["to_mend"]) if own.random() < told()["chance"]["remark"] else ""
    actions.mark(village=village, given=given, remark=remark, by=by, at=at)


def _points(most: int, known: Random, own: Random) -> int:
    share = known.uniform(0.66, 0.98) + own.uniform(-0.08, 0.06)
    return max(0, min(most, round(most * share)))
