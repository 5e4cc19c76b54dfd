"""Handbook G.7 from entered inspections: every figure to the digit, and what an appeal does to them."""

from datetime import date
from decimal import Decimal

import pytest

from mingbai.org.queries.machine import machine
from mingbai.oversight.actions import asking, problems
from mingbai.oversight.actions.noting import Noted
from mingbai.oversight.models import Problem, ScoreEntry
from mingbai.oversight.queries import scores
from mingbai.oversight.queries.formula import shown
from mingbai.oversight.queries.terms import terms
from tests.factories.county import TOWN
from tests.oversight import scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
NOVEMBER = [date(2020, 11, 1)]
UNIT = "medical_insurance_bureau"


def noted(severity: str, category: str, title: str = "样例", **more) -> Noted:
    return Noted(category=category, severity=severity, title=title, fact="样例事实", **more)


@pytest.fixture
def week():
    """F1 to F4 in the first village, two moderate ones in the second, none in the third; not closed yet."""
    found = scene.staffed()
    office = found.acting("office")
    before = problems.Wanted(
        area_code=scene.VILLAGES[0], source="third_party", category="policy", severity="moderate", name="户",
        title="报销", fact="样例事实", found_on=date(2020, 6, 1), owner=UNIT,
    )  # fmt: skip
    with scene.act(office):
        found.problems["before"] = problems.enlist(wanted=before, by=office, at=scene.on(1))
    given = scene.task(found)
    first = [
        ("F1", 0, noted("minor", "data", on_the_spot=True)),
        ("F2", 5, noted("moderate", "policy", "参保", owner=UNIT)),
        ("F3", 1, noted("moderate", "policy", "报销", owner=UNIT)),
        ("F4", 9, noted("serious", "identification")),
    ]
    second = [("G1", 0, noted("moderate", "policy")), ("G2", 1, noted("moderate", "policy"))]
    for village, notes in zip(scene.VILLAGES, (first, second, []), strict=True):
        scene.visited(found, village, given, notes)
    scene.issued(found)
    for name, day in (("F1", 3), ("F2", 5), ("F3", 15), ("F4", 20)):
        scene.closed(found, name, day=day)
    for name in ("G1", "G2"):
        scene.closed(found, name, day=6, village=1)
    return found


def score(subject: str, no: str | int, where: str = "") -> Decimal | None:
    with scene.act(machine()):
        return shown(scores.standing(subject, str(no), NOVEMBER, terms(), where).score)


def test_every_figure(week):
    who = {
        name: score("person", week.cast[name].id)
        for name in ("A", "B", "C", "group", "secretary", "cadre", "verifier", "contact", "head", "leader")
    }
    assert {name: str(value) for name, value in who.items()} == {
        "A": "90.00", "B": "96.00", "C": "90.00", "group": "94.24", "secretary": "95.20", "cadre": "96.16",
        "verifier": "96.80", "contact": "98.72", "head": "99.15", "leader": "99.87",
    }  # fmt: skip
    villages = [str(score("village", code)) for code in scene.VILLAGES]
    assert villages == ["90.40", "96.80", "100.00"]
    assert score("unit", UNIT, scene.VILLAGES[0]) == Decimal("94.80")
    assert score("unit", UNIT) == Decimal("98.27")
    with scene.act(machine()):
        assert shown(scores.township(TOWN, NOVEMBER, terms()).score) == Decimal("92.01")


def test_the_team_and_an_appeal(week):
    """Another line finds a serious problem where the team had been; the village appeals against a seventh."""
    with scene.act(machine()):
        assert shown(scores.team(scene.TEAM, NOVEMBER, terms()).score) == Decimal(100)
    _missed(week)
    withdrawn = _withdrawn(week)
    with scene.act(machine()):
        assert shown(scores.team(scene.TEAM, NOVEMBER, terms()).score) == Decimal("67.43")
        assert shown(scores.standing("village", scene.VILLAGES[1], NOVEMBER, terms()).score) == Decimal(
            "96.80"
        )
        entries = ScoreEntry.objects.filter(problem=withdrawn)
        assert entries.count() > 2
        assert sum(entry.points for entry in entries) == 0


def _missed(week):
    office = week.acting("office")
    found = problems.Wanted(
        area_code=scene.VILLAGES[0], source="province", category="identification", severity="serious",
        household_id=week.homes[scene.VILLAGES[0]][2].pk, name="户", title="漏评", fact="样例事实",
        found_on=scene.on(20).date(),
    )  # fmt: skip
    with scene.act(office):
        problems.enlist(wanted=found, by=office, at=scene.on(20))


def _withdrawn(week) -> Problem:
    """Found by the team, assigned, appealed against by the township, decided by a county leader."""
    team, head, judge = week.acting("team"), week.acting("head"), week.acting("leader")
    wrong = problems.Wanted(
        area_code=scene.VILLAGES[1], source="county_team", category="policy", severity="moderate", name="户",
        title="错认", fact="样例事实", found_on=scene.on(3).date(), team=scene.TEAM,
    )  # fmt: skip
    with scene.act(team):
        problem = problems.enlist(wanted=wrong, by=team, at=scene.on(3))
    scene.issued(week, day=4)
    with scene.act(head):
        asked = asking.ask_appeal(problem=problem, said="当天已经补贴到账", by=head, at=scene.on(6))
    with scene.act(judge):
        asking.uphold(appeal=asked, reason="查实到账在先", by=judge, at=scene.on(9), version=asked.version)
    return problem
