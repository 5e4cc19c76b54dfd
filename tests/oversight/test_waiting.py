"""What waits on a post's Today: all that it may do; of what is to be verified only its own team's."""

import pytest

from mingbai.kit.scope import rows
from mingbai.oversight.actions import problems, sheets
from mingbai.oversight.flow import problem as flow
from mingbai.oversight.models import Problem, Rotation
from mingbai.oversight.panels import around
from mingbai.oversight.queries import inspections
from tests.oversight import scene
from tests.oversight.scene import WANTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
TEAM, OTHER = "inspection_team_3", "inspection_team_1"


@pytest.fixture
def week():
    return scene.staffed(homes=0)


def made(week, steps, **more):
    """A problem that has come so many steps along the chain."""
    office = week.acting("office")
    with scene.act(office):
        one = problems.enlist(wanted=problems.Wanted(**WANTED | more), by=office, at=scene.on(2))
        sheets.issue(by=office, at=scene.on(2))
        one.refresh_from_db()
    scene.brought(week, one, steps)
    return one.pk


def waiting(week, name):
    with scene.act(week.acting(name)):
        return {(one.pk, move) for one, move in around.waiting(week.acting(name), scene.on(4))}


def permitted(week, name):
    with scene.act(week.acting(name)):
        acting = week.acting(name)
        return {
            (one.pk, move)
            for one in rows(Problem, acting)
            for move in around.CHAIN
            if one.state in flow.moves[move].sources and flow.moves[move].who(acting, one)
        }


@pytest.mark.parametrize(
    "name", ["office", "clerk", "head", "contact", "group", "secretary", "cadre", "verifier", "A"]
)
def test_nothing_that_is_permitted_is_left_out(week, name):
    for steps in range(len(scene.STEPS) + 1):
        made(week, steps)
    assert waiting(week, name) == permitted(week, name)


def test_a_team_goes_again_where_it_found_something(week):
    found = made(week, 3, team=TEAM)
    assert (found, "verify") in waiting(week, "team")
    assert waiting(week, "team2") == set()


def test_what_no_team_found_waits_for_the_team_of_the_township(week):
    found = made(week, 3, source="self")
    with scene.act(week.acting("office")):
        dealt = Rotation.objects.get(quarter=inspections.quarter_of(scene.on(4).date()), area_code=scene.TOWN)
    holder = {TEAM: "team", OTHER: "team2"}
    for team, name in holder.items():
        assert ((found, "verify") in waiting(week, name)) == (dealt.team == team)
