"""A problem's way from its sheet to its closing, each signature by another person, each on its own day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from mingbai.demo.past.story import dice_of
from mingbai.demo.supervised import story
from mingbai.demo.supervised.cast import CHECKS, MENDS, SIGNS, Cast, done_by
from mingbai.demo.supervised.diary import Diary, within
from mingbai.demo.supervised.story import Matter, told
from mingbai.kit import calendar
from mingbai.kit.scope import ActingPost
from mingbai.oversight.actions import closing, problems, urging
from mingbai.oversight.models import Problem
from mingbai.oversight.states import ProblemState as S

NEXT = {"rectify": "check", "check": "sign", "sign": "verify", "verify": "close"}
FROM = {
    "rectify": S.ASSIGNED,
    "check": S.RECTIFIED,
    "sign": S.CHECKED,
    "verify": S.SIGNED,
    "close": S.VERIFIED,
}
Verb = Callable[..., None]
VERBS: dict[str, Verb] = {
    "rectify": problems.rectify,
    "check": problems.check,
    "sign": problems.sign,
    "verify": problems.verify,
    "close": closing.close,
}


@dataclass
class Mending:
    """One problem being mended. ``fate``: as supervised.yaml names them."""

    cast: Cast
    diary: Diary
    problem: int
    matter: Matter
    dice: Random
    fate: str

    @classmethod
    def of(cls, cast: Cast, diary: Diary, problem: Problem, matter: Matter) -> Mending:
        """With dice of its own: what happens to one problem changes no other."""
        dice = dice_of(f"{problem.area_code}:{problem.title}", f"{problem.found_on}")
        return cls(cast, diary, problem.pk, matter, dice, matter.fate or story.often(dice, told()["fates"]))

    def begin(self, day: date) -> None:
        """From the day it was assigned, or reopened: when it will be mended."""
        problem = self.now()
        if self.fate == "stuck" or problem.deadline is None:
            return
        term = calendar.installed().working_days_between(day, problem.deadline)
        if self.fate == "late":
            wait = term + within(self.dice, told()["late_working_days"])
        else:
            wait = 1 if problem.on_the_spot else self.dice.randint(max(1, term // 2), max(1, term))
        self.diary.later(day, wait, self.taking("rectify"))

    def now(self) -> Problem:
        """The problem as it stands."""
        with done_by(self.cast.office):
            return Problem.objects.get(pk=self.problem)

    def taking(self, move: str) -> Callable[[datetime], None]:
        """One signature, if the problem still waits for it; the next is put into the diary."""

        def deed(at: datetime) -> None:
            problem = self.now()
            if problem.state == FROM[move] and (by := self._who(move, problem)) is not None:
                if move == "verify" and self.fate == "returned":
                    self._send_back(problem, by, at)
                else:
                    self._sign(problem, move, by, at)

        return deed

    def _sign(self, problem: Problem, move: str, by: ActingPost, at: datetime) -> None:
        with done_by(by):
            VERBS[move](problem=problem, by=by, at=at, **self._said(move))
        if following := NEXT.get(move):
            wait = within(self.dice, told()["between"][following])
            self.diary.later(at.date(), wait, self.taking(following))

    def _send_back(self, problem: Problem, by: ActingPost, at: datetime) -> None:
        self.fate = "prompt"  # once is enough
        with done_by(by):
            problems.send_back(
                problem=problem, reason=self.dice.choice(told()["returned_because"]), by=by, at=at
            )
        self.diary.later(at.date(), 2, self.taking("rectify"))

    def _said(self, move: str) -> dict[str, Any]:
        if move == "rectify":
            return {"measure": self.matter.measure, "proof": self.matter.proof}
        return {"seen": self.matter.seen} if move == "verify" else {}

    def _who(self, move: str, problem: Problem) -> ActingPost | None:
        """Who makes a step: nobody who has signed already, and not the member who found it."""
        signed, village = set(problem.signers.values()), problem.area_code
        if move == "close":
            by_clerk = self.dice.random() < told()["chance"]["closed_by_clerk"]
            return self.cast.clerk if by_clerk else self.cast.office
        if move == "verify":
            return self._verifier(problem, {*signed, problem.found_user})
        kinds = {"rectify": MENDS, "check": CHECKS, "sign": SIGNS}[move]
        return self.cast.near(village, kinds, signed)

    def _verifier(self, problem: Problem, but: set[int | None]) -> ActingPost | None:
        """Another member of the team, else of any team."""
        own = self.cast.teams.get(problem.team, [])
        others = (one for members in self.cast.teams.values() for one in members)
        return next((one for one in [*own, *others] if one.user_id not in but), None)

    def told_by_leader(self, at: datetime) -> None:
        """批示: the leader's word to what was raised; then it is mended."""
        problem = self.now()
        if problem.state == S.ASSIGNED and problem.raised_above and not problem.instruction:
            with done_by(self.cast.leader) as by:
                urging.instruct(problem=problem, instruction=told()["instruction"], by=by, at=at)
            self.fate = "prompt"
            self.diary.later(at.date(), 3, self.taking("rectify"))
