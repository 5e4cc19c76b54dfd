"""催办 and 提级督办: one tap, told where it is to be mended and to the linked leader."""

from datetime import timedelta

import pytest

from mingbai.kit import clock
from mingbai.oversight.actions import problems, sheets, teams
from mingbai.oversight.models import Problem
from tests.factories import county
from tests.factories.county import TOWN, VILLAGE
from tests.factories.signed import form
from tests.oversight import scene

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
FOUND = {"source": "self", "category": "data", "severity": "moderate", "name": "户", "fact": "样例事实"}


@pytest.fixture
def people():
    office, leader = county.person("county_office_head"), county.person("county_leader")
    with scene.act(office.acting):
        teams.link(
            post_id=1, user_id=leader.id, name="县领导", townships=[TOWN], by=office.acting, at=clock.read()
        )
    return office.acting, leader.acting, county.person("village_cadre", VILLAGE).acting


def overdue(office, days):
    """A problem whose deadline lies so many days back."""
    now = clock.read()
    with scene.act(office):
        wanted = problems.Wanted(
            area_code=VILLAGE, title=f"逾期{days}", found_on=now.date() - timedelta(days=60), **FOUND
        )
        one = problems.enlist(wanted=wanted, by=office, at=now)
        sheets.issue(by=office, at=now)
        late = now.date() - timedelta(days=days)
        Problem.objects.filter(pk=one.pk).update(deadline=late, due=late)
        one.refresh_from_db()
    return one


def again(office, one):
    with scene.act(office):
        return Problem.objects.get(pk=one.pk)


def test_one_tap_urges_what_is_late_once_a_day(people, visit):
    office, _leader, cadre = people
    late, fresh = overdue(office, 1), overdue(office, -9)
    page = visit(office).get("/oversight/urging").content.decode()
    assert "逾期1" in page
    assert "逾期-9" not in page
    assert visit(office).post("/oversight/urging/urge", form()).status_code == 302
    assert visit(office).post("/oversight/urging/urge", form()).status_code == 302
    assert (again(office, late).urged, again(office, fresh).urged) == (1, 0)
    assert again(office, late).due == late.due
    assert "县办公室已催办" in visit(cadre).get("/").content.decode()
    assert visit(cadre).get("/oversight/urging").status_code == 403
    assert visit(cadre).post("/oversight/urging/urge", form()).status_code == 403


def test_what_stays_late_is_raised_to_the_linked_leader_whose_word_stands_first(people, visit):
    office, leader, cadre = people
    late, stuck = overdue(office, 3), overdue(office, 9)
    visit(office).post("/oversight/urging/raise", form())
    assert (again(office, late).raised_above, again(office, stuck).raised_above) == (False, True)
    today = visit(leader).get("/").content.decode()
    assert "逾期9" in today
    assert "逾期3" not in today
    address = f"/oversight/problems/{stuck.key}/do/instruct"
    sent = form(version=again(office, stuck).version, instruction="三日内办结，我来回访")
    assert visit(cadre).post(address, sent).status_code == 403
    assert visit(leader).post(address, sent).status_code == 302
    assert "逾期9" not in visit(leader).get("/").content.decode()
    assert "三日内办结" in visit(cadre).get("/").content.decode()
    assert "批示" in visit(cadre).get(f"/oversight/problems/{stuck.key}").content.decode()
