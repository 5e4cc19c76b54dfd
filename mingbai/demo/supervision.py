"""The demo's half-year of supervision, lived day by day through the oversight room's own verbs.

Six teams get their matters each week, draw, inspect; what they find goes out on sheets, is mended, checked,
signed, verified and closed by different people, late now and then; months are frozen when they are over.
Laid before anything of today is found, so that what is found today stands on the list untouched.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mingbai.demo.past.story import dice_of
from mingbai.demo.supervised import each_state, story, teams, visits
from mingbai.demo.supervised.asks import Asks
from mingbai.demo.supervised.briefs import Briefs
from mingbai.demo.supervised.cast import CHECKS, MENDS, SIGNS, Cast, done_by
from mingbai.demo.supervised.diary import DAY, WEEK, Deed, Diary, hour, within, working
from mingbai.demo.supervised.mending import Mending
from mingbai.demo.supervised.months import Months
from mingbai.demo.supervised.observations import Observations
from mingbai.demo.supervised.practices import Practices
from mingbai.demo.supervised.story import Matter, told
from mingbai.kit.calendar import monday
from mingbai.org.models import Area
from mingbai.org.states import Level
from mingbai.oversight.actions import problems, sheets, urging
from mingbai.oversight.actions.problems import Wanted
from mingbai.oversight.models import Problem, Sheet, TeamTask
from mingbai.oversight.queries import lateness
from mingbai.oversight.states import ProblemAbout, ProblemState

SELF = "self"
MONDAY, WEDNESDAY = 0, 2
ACKNOWLEDGE = ("township_officer", "township_head")


def lived(*, at: datetime) -> bool:
    """Whether it is there."""
    with transaction.atomic(), done_by(Cast(at).office):
        return TeamTask.objects.exists()


def load(*, at: datetime) -> None:
    """Live through the half-year before ``at``, the demo's now; once, and wholly or not at all."""
    if lived(at=at):
        return
    with transaction.atomic():
        HalfYear(Cast(at), monday(at.date()), at.date()).live()


class HalfYear:
    """The weeks up to this one. Its present week is drawn and not inspected."""

    def __init__(self, cast: Cast, present: date, today: date) -> None:
        self.cast, self.present = cast, present
        self.begins = present - told()["weeks"] * WEEK
        self.diary = Diary(self.begins, today)
        self.asks, self.months = Asks(cast, self.diary), Months(cast, self.diary, self.begins)
        self.briefs, self.practices = Briefs(cast, present), Practices(cast, self.diary)
        self.observations = Observations(cast, self.diary)
        self.found: dict[int, Matter] = {}
        self.mendings: dict[int, Mending] = {}

    def live(self) -> None:
        """Day by day, each deed at its own time; today only the week's matters are given."""
        teams.set_up(self.cast, hour(self.begins, 8))
        days = list(self.diary.days())
        for day in days:
            self._morning(day)
            if day < self.present:
                self._evening(day)
            self.diary.turn(day)
            self.months.turn(day, self.mendings)
            if day < self.present:
                self.briefs.turn(day)
        each_state.fill(self.cast, self.mendings.values(), hour(days[-1], 16))
        if self.diary.today == self.present:
            self._matters(self.present)

    def _morning(self, day: date) -> None:
        number = (day - self.begins).days // WEEK.days
        for each in (number, number + 1):
            if self._sheets_on(each) == day:
                self._sheets(each, day)
        if day.weekday() == MONDAY:
            self._matters(day)
            self._others(number, day)
            self.practices.turn(number, day)
            self.observations.turn(number, day)
        if day.weekday() == WEDNESDAY:
            self._urge(day)

    def _matters(self, monday: date) -> None:
        number = (monday - self.begins).days // WEEK.days
        teams.rotate(self.cast, monday)
        if monday == self.present:
            teams.week(self.cast, monday, number, told()["present"], len(self.cast.teams))
        else:
            teams.week(self.cast, monday, number, told()["sample"], told()["teams_a_week"])

    def _evening(self, day: date) -> None:
        self.found.update(visits.on(self.cast, day))

    def _sheets_on(self, number: int) -> date:
        """The Monday after a week's findings, or the last working day before it."""
        day = self.begins + number * WEEK
        while not working(day):
            day -= DAY
        return day

    def _sheets(self, week: int, day: date) -> None:
        with done_by(self.cast.clerk) as by:
            if not Problem.objects.filter(state=ProblemState.LISTED).exists():
                return
            issued = sheets.issue(by=by, at=hour(day, 9))
            given = list(Problem.objects.filter(sheet__in=issued).order_by("number"))
        for sheet in issued:
            wait = within(dice_of(sheet.number, "received"), told()["acknowledged"])
            self.diary.later(day, wait, self._receiving(sheet))
        for problem in given:
            one = Mending.of(self.cast, self.diary, problem, self.found[problem.pk])
            self.mendings[problem.pk] = one
            self.asks.offer(one, week, day)
            one.begin(day)

    def _receiving(self, sheet: Sheet) -> Deed:
        def deed(at: datetime) -> None:
            by = self.cast.near(sheet.area_code, ACKNOWLEDGE)
            if by is not None:
                with done_by(by):
                    sheets.acknowledge(sheet=sheet, by=by, at=at, version=sheet.version)

        return deed

    def _others(self, week: int, day: date) -> None:
        """What came from above, or a village reported of itself."""
        for matter in story.listed("others"):
            if matter.week == week:
                problem = self._enlist(matter, day)
                self.found[problem.pk] = matter

    def _enlist(self, matter: Matter, day: date) -> Problem:
        village = matter.village or self._by_lot(matter)
        own = self.cast.near(village, CHECKS) if matter.source == SELF else None
        wanted = Wanted(
            area_code=village, source=matter.source, category=matter.category, severity=matter.severity,
            name="", title=matter.title, fact=matter.facts[0], found_on=day, about=ProblemAbout.VILLAGE,
            owner=matter.owner,
        )  # fmt: skip
        with done_by(own or self.cast.clerk) as by:
            return problems.enlist(wanted=wanted, by=by, at=hour(day, 11))

    def _by_lot(self, matter: Matter) -> str:
        with done_by(self.cast.office):
            found = Area.objects.filter(level=Level.VILLAGE, statistical=False, valid_to=None)
            codes = list(found.order_by("code").values_list("code", flat=True))
        return dice_of(matter.title, "where").choice([code for code in codes if self._staffed(code)])

    def _staffed(self, village: str) -> bool:
        return all(self.cast.near(village, kinds) for kinds in (MENDS, CHECKS, SIGNS))

    def _urge(self, day: date) -> None:
        """催办 of what is late, 提级督办 of what has long been; the linked leader says a word next day."""
        at = hour(day, 9)
        with done_by(self.cast.office) as by:
            late = [one for one in lateness.to_urge(by, day) if one.due and one.due < day]
            urging.urge_all(problems=late, by=by, at=at)
            raised = lateness.to_raise(by, day)
            urging.raise_all(problems=raised, by=by, at=at)
        for one in raised:
            if one.town_code in told()["linked"]:
                self.diary.later(day, 1, self.mendings[one.pk].told_by_leader)
