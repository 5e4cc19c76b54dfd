"""The random re-check: a tenth of what was closed, a tenth of where nothing was found, for another team."""

from datetime import date

import pytest

from mingbai.org.queries.machine import machine
from mingbai.oversight import ledgers
from mingbai.oversight.actions import problems, rechecking
from mingbai.oversight.models import Draw, Inspected, Inspection, Problem, Recheck, ScoreEntry
from tests.factories import county, families
from tests.factories.county import VILLAGE
from tests.factories.signed import form
from tests.ledger_checks import LedgerChecks
from tests.oversight import scene

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
DECEMBER, JANUARY = date(2020, 12, 1), date(2021, 1, 1)
WANTED = {
    "source": "county_team",
    "category": "data",
    "severity": "moderate",
    "name": "户",
    "fact": "样例事实",
}


@pytest.fixture
def closed(office):
    """So many problems of team 3 that were closed in November; their thirty days end in December."""

    def close(n):
        with scene.act(office):
            for number in range(n):
                wanted = problems.Wanted(
                    area_code=VILLAGE,
                    title=f"事项{number}",
                    found_on=scene.on(2).date(),
                    team=scene.TEAM,
                    **WANTED,
                )
                problems.enlist(wanted=wanted, by=office, at=scene.on(2))
            rows = Problem.objects.filter(state="listed")
            rows.update(state="closed", closed_on=scene.on(10).date(), recheck_on=date(2020, 12, 10))

    return close


class TestRechecks(LedgerChecks):
    ledger = ledgers.rechecks

    @pytest.fixture
    def insider(self):
        return county.person("inspection_member", unit=scene.TEAM).acting

    @pytest.fixture
    def outsider(self):
        return None

    @pytest.fixture
    def stranger(self):
        return county.person("township_head", county.TOWN).acting

    @pytest.fixture
    def make(self, closed, office):
        def draw(n):
            with scene.act(office):
                known = Problem.objects.count()
            closed(n)
            with scene.act(office):
                for one in Problem.objects.order_by("id")[known:]:
                    Recheck.objects.create(
                        area_code=VILLAGE, problem=one, month=JANUARY, team=scene.TEAM, drawn_at=scene.on(30)
                    )

        return draw


def drawn(seed="七", month=JANUARY):
    with scene.act(machine()):
        return rechecking.draw_month(month=month, seed=seed, by=machine(), at=scene.on(62))


def test_a_tenth_of_what_was_closed_is_drawn_for_another_team(closed, office, visit):
    closed(11)
    rechecks, _visits = drawn()
    assert len(rechecks) == 2  # a tenth of eleven, rounded up
    assert all(one.team != scene.TEAM for one in rechecks)
    with scene.act(office):
        lot = Draw.objects.get(of="problems", month=JANUARY)
    assert "与计划完全一致" in visit(office).get(f"/oversight/draws/{lot.key}").content.decode()


def test_the_machine_draws_once_a_month(closed):
    for _hour in range(2):
        rechecking.hourly(at=scene.on(62))
    with scene.act(machine()):
        assert Draw.objects.filter(of="problems", month=JANUARY).count() == 1


def test_what_is_found_not_mended_is_reopened_and_its_points_double(closed, office, visit):
    closed(1)
    ((one,), _visits) = drawn()
    own = county.person("inspection_member", unit=one.team).acting
    other = county.person("inspection_member", unit=scene.TEAM).acting
    address = f"/oversight/rechecks/{one.key}/look"
    sent = form(holds="no", seen="水龙头仍不出水，户主在场")
    assert visit(other).post(address, sent).status_code == 403
    assert one.problem.title in visit(own).get("/").content.decode()
    assert visit(own).post(address, sent).status_code == 302
    assert visit(own).post(address, form(holds="yes", seen="再填一次")).status_code == 400
    with scene.act(office):
        problem = Problem.objects.get(pk=one.problem_id)
        times = {entry.inputs["time"] for entry in ScoreEntry.objects.filter(problem=problem)}
    assert (problem.state, problem.reopened) == ("assigned", 1)
    assert times <= {"2"}


def test_what_holds_stays_closed(closed, office, visit):
    closed(1)
    ((one,), _visits) = drawn()
    own = county.person("inspection_member", unit=one.team).acting
    sent = form(holds="yes", seen="管道已通，户主在场")
    assert visit(own).post(f"/oversight/rechecks/{one.key}/look", sent).status_code == 302
    with scene.act(office):
        assert Problem.objects.get(pk=one.problem_id).state == "closed"
        assert Recheck.objects.get(pk=one.pk).state == "holds"


def test_a_team_that_found_nothing_is_checked_again_by_another(office):
    """Team 3 found nothing in twelve households; team 1 found something in its village."""
    with scene.act(office):
        visits = [_ended(office, team, 12) for team in (scene.TEAM, "inspection_team_1")]
        wanted = problems.Wanted(
            area_code=VILLAGE, title="事项", found_on=scene.on(3).date(), team="inspection_team_1", **WANTED
        )
        problems.enlist(wanted=wanted, by=office, at=scene.on(3))
    _rechecks, (again,) = drawn(month=DECEMBER)
    with scene.act(office):
        before = set(visits[0].households.values_list("household", flat=True))
        picked = set(again.households.values_list("household", flat=True))
    assert (again.recheck, len(picked)) == (True, 2)
    assert picked < before
    assert again.team != scene.TEAM


def _ended(office, team, count):
    made = Inspection.objects.create(
        area_code=VILLAGE, team=team, on=scene.on(3).date(), state="ended", ended_at=scene.on(3)
    )
    for place in range(count):
        home = families.household(office, area=VILLAGE, registered_on=scene.MONDAY)
        Inspected.objects.create(
            area_code=VILLAGE, inspection=made, household=home, place=place + 1, form="poor", head_name="户"
        )
    return made
