"""The week of handbook G.7 through the program's own verbs: three villages, 75 households, six problems."""

import base64
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from mingbai.kit.scope import ActingPost, entered
from mingbai.org.actions import postings
from mingbai.org.models import Post
from mingbai.org.queries.founder import founder
from mingbai.oversight.actions import (
    closing,
    ending,
    filling,
    noting,
    pictures,
    planning,
    problems,
    sheets,
    teams,
)
from mingbai.oversight.actions.noting import Noted
from mingbai.oversight.models import Inspected, Inspection, Problem, TeamTask
from mingbai.oversight.queries import questions
from mingbai.registry.actions import pairings
from mingbai.registry.models import Household
from tests.factories import county, families
from tests.factories.county import AT, TOWN, Person

TEAM = "inspection_team_3"
VILLAGES = ("411726103202", "411726103203", "411726103204")
HELPED = (("A", 5), ("B", 4), ("C", 6), ("", 10))
MONDAY = date(2020, 11, 2)
CAST = (
    ("office", "county_office_head", county.COUNTY),
    ("clerk", "county_office_officer", county.COUNTY),
    ("leader", "county_leader", county.COUNTY),
    ("team", "inspection_leader", TEAM),
    ("team2", "inspection_member", "inspection_team_1"),
    ("head", "township_head", TOWN),
    ("contact", "township_officer", TOWN),
    ("group", "group_leader", VILLAGES[0]),
    ("secretary", "first_secretary", VILLAGES[0]),
    ("cadre", "village_cadre", VILLAGES[0]),
    ("cadre2", "village_cadre", VILLAGES[1]),
    ("secretary2", "first_secretary", VILLAGES[1]),
    ("verifier", "verification_member", VILLAGES[0]),
    ("A", "helper", VILLAGES[0]),
    ("B", "helper", VILLAGES[0]),
    ("C", "helper", VILLAGES[0]),
)
# Somebody for every step of the close-out chain, several of whom may make more than one.
CHAIN = ("office", "clerk", "head", "contact", "secretary", "cadre", "team", "team2", "group")
STEPS = (("rectify", "cadre"), ("check", "secretary"), ("sign", "head"), ("verify", "team"))
DAY = AT.replace(day=3)
# The smallest picture there is: in the article's era every fact has its photograph.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)

WANTED = {
    "area_code": VILLAGES[0], "source": "county_team", "category": "data", "severity": "moderate",
    "name": "户", "title": "样例", "fact": "样例事实", "found_on": date(2020, 11, 2),
}  # fmt: skip
GIVEN = {
    "rectify": {"measure": "已经补办到位", "proof": "发放凭证"},
    "verify": {"seen": "入户看过，户主在场"},
    "send_back": {"reason": "材料不全"},
    "reopen": {"reason": "回头看未落实"},
    "instruct": {"instruction": "三日内办结"},
}


@dataclass
class Week:
    """Who is there, what was found."""

    cast: dict[str, Person] = field(default_factory=dict)
    homes: dict[str, list[Household]] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)

    def acting(self, name: str) -> ActingPost:
        return self.cast[name].acting


def on(day: int) -> datetime:
    """Nine o'clock of a day of November 2020, or of December past the 30th."""
    return AT.replace(day=1) + timedelta(days=day - 1)


def act(someone: ActingPost):
    """A block in which somebody acts."""
    return _Acting(someone)


class _Acting:
    def __init__(self, someone: ActingPost) -> None:
        self.parts = (entered(someone), transaction.atomic())

    def __enter__(self) -> None:
        for part in self.parts:
            part.__enter__()

    def __exit__(self, *why: object) -> None:
        for part in reversed(self.parts):
            part.__exit__(*why)


def staffed(homes: int = 3) -> Week:
    """Holders of every kind of post; the team's townships; households with their helpers."""
    week = Week()
    for name, kind, area in CAST:
        week.cast[name] = hold(kind, area)
    for code in VILLAGES[:homes]:
        week.homes[code] = _homes(week, code)
    with act(week.acting("office")):
        teams.rotate(quarter=MONDAY, seed="七", by=week.acting("office"), at=on(1))
        teams.link(
            post_id=1, user_id=week.cast["leader"].id, name="县领导", townships=[TOWN],
            by=week.acting("office"), at=on(1),
        )  # fmt: skip
    return week


def chained() -> Week:
    """Only who makes the steps of the chain, each with a post."""
    week = Week()
    for name, kind, area in CAST:
        if name in CHAIN:
            week.cast[name] = hold(kind, area)
    return week


def brought(week: Week, problem: Problem, steps: int, day: int = 3) -> None:
    """A problem of the first village, so many steps along the chain: rectified, checked, signed, verified."""
    for verb, name in STEPS[:steps]:
        with act(week.acting(name)):
            move = getattr(problems, verb)
            move(problem=problem, by=week.acting(name), at=on(day), **GIVEN.get(verb, {}))


def hold(kind: str, place: str) -> Person:
    """Somebody who has held a post of an area or a team since October; more helpers get more posts."""
    area, unit = (place, None) if place.isdigit() else (county.COUNTY, place)
    someone = county.user(area=area)
    with entered(founder()), transaction.atomic():
        first = county.post(kind, area, unit)
        taken = first.postings.exists() and kind == "helper"
        own = _another(first) if taken else first
        postings.assign_post(post=own, user=someone, by=founder(), at=on(1) - timedelta(days=60))
    held = Person(someone, county.acting(someone))
    county.met.append(held)
    return held


def _another(post: Post) -> Post:
    number = Post.objects.filter(kind=post.kind, area_code=post.area_code).count() + 1
    return Post.objects.create(
        area_code=post.area_code, code=f"{post.code}-{number}", kind=post.kind, name=f"{post.name}{number}",
        unit=post.unit, lines=post.lines, valid_from=post.valid_from,
    )  # fmt: skip


def _homes(week: Week, village: str) -> list[Household]:
    homes = []
    helpers = HELPED if village == VILLAGES[0] else (("", 25),)
    by, pairer = week.acting("clerk"), week.acting("office")
    with act(by):
        for helper, count in helpers:
            for _n in range(count):
                home = families.household(by, area=village, registered_on=date(2016, 1, 1))
                families.member(by, home, name=f"户{len(homes)}")
                home.refresh_from_db()
                if helper:
                    named = pairings.Helper(name=helper, user=week.cast[helper].user)
                    pairings.pair(household=home, helper=named, on=date(2020, 9, 10), by=pairer, at=on(1))
                homes.append(home)
    return homes


def task(week: Week) -> TeamTask:
    """The team's matters of the week."""
    with act(week.acting("office")):
        return planning.give_task(
            team=TEAM, week=MONDAY, matters=["两不愁三保障", "明白卡"], villages=3, poor=25, other=0,
            seed="2020-11-02", by=week.acting("office"), at=on(2),
        )  # fmt: skip


def visited(week: Week, village: str, given: TeamTask, notes: list[tuple[str, int, Noted]]) -> None:
    """A day in a village: all 25 forms filled; ``notes``: name, index of the household, fact."""
    by = week.acting("team")
    with act(by):
        visit = Inspection.objects.create(area_code=village, task=given, team=TEAM, on=on(3).date())
        forms = [_form(visit, home, n) for n, home in enumerate(week.homes[village])]
        for form in forms:
            filling.fill(
                inspected=form, answers=dict.fromkeys(questions.of_form("poor"), "yes"), note="",
                nobody_home=False, by=by, at=on(3), version=1,
            )  # fmt: skip
        for _name, index, noted in notes:
            fact = noting.note_fact(visit=visit, inspected=forms[index], noted=noted, by=by, at=on(3))
            pictures.photograph(fact=fact, content=PNG, by=by, at=on(3))
            noting.answer(
                fact=fact, accepts=True, said="", who="村支书", by=by, at=on(3), version=fact.version
            )
        visit.refresh_from_db()
        ending.end(visit=visit, met="村支书", village_said="认可", by=by, at=on(3), version=visit.version)
        found = Problem.objects.filter(area_code=village, team=TEAM).order_by("id")
        week.problems.update(zip([name for name, _i, _noted in notes], found, strict=True))


def _form(visit: Inspection, home: Household, place: int):
    return Inspected.objects.create(
        area_code=visit.area_code, inspection=visit, household=home, place=place + 1, form="poor",
        head_name=home.head_name,
    )  # fmt: skip


def closed(week: Week, name: str, *, day: int, village: int = 0) -> None:
    """Along the whole chain; handed in on a day of November."""
    found = Problem.objects
    cadre, secretary = (("cadre", "secretary"), ("cadre2", "secretary2"))[village]
    for verb, who, more in (
        (problems.rectify, cadre, {"measure": "已经补办到位", "proof": "发放凭证"}),
        (problems.check, secretary, {}),
        (problems.sign, "head", {}),
        (problems.verify, "team", {"seen": "入户看过，户主在场"}),
        (closing.close, "office", {}),
    ):
        by = week.acting(who)
        with act(by):
            one = found.get(pk=week.problems[name].pk)
            verb(problem=one, by=by, at=on(day), version=one.version, **more)


def issued(week: Week, day: int = 3) -> None:
    """The week's sheet goes out."""
    with act(week.acting("office")):
        sheets.issue(by=week.acting("office"), at=on(day))
