"""The week of a team: matters, the lot, and the lot drawn again by somebody else."""

import csv
import hashlib
import io
from datetime import timedelta

import pytest

from mingbai.oversight import ledgers
from mingbai.oversight.actions import planning, teams
from mingbai.oversight.models import Draw, Inspected, Inspection, TeamTask
from mingbai.oversight.queries import draw, inspections
from tests.factories import county, families
from tests.factories.county import TOWN, VILLAGE
from tests.factories.signed import form
from tests.ledger_checks import LedgerChecks, TownshipLedgerChecks
from tests.oversight import scene

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]


def given(office, week=scene.MONDAY, **more):
    wanted = {"villages": 1, "poor": 2, "other": 1, **more}
    with scene.act(office):
        return planning.give_task(
            team=scene.TEAM,
            week=week,
            matters=["两不愁三保障"],
            seed="七",
            by=office,
            at=scene.on(1),
            **wanted,
        )


class TestTasks(LedgerChecks):
    ledger = ledgers.tasks

    @pytest.fixture
    def insider(self, team):
        return team

    @pytest.fixture
    def outsider(self):
        return None

    @pytest.fixture
    def stranger(self):
        return county.person("township_head", TOWN).acting

    @pytest.fixture
    def make(self, office):
        begun = []

        def give(n):
            for _each in range(n):
                begun.append(given(office, week=scene.MONDAY + timedelta(weeks=len(begun))))

        return give


class TestInspections(TownshipLedgerChecks):
    ledger = ledgers.inspections

    @pytest.fixture
    def make(self, team):
        def ended(n):
            with scene.act(team):
                for _each in range(n):
                    Inspection.objects.create(
                        area_code=VILLAGE,
                        team=scene.TEAM,
                        on=scene.on(3).date(),
                        state="ended",
                        ended_at=scene.on(3),
                    )

        return ended


@pytest.fixture
def drawn_village(office):
    """The townships are dealt; three villages have households, six the one that the seed will name."""
    with scene.act(office):
        teams.rotate(quarter=scene.MONDAY, seed="七", by=office, at=scene.on(1))
        lived_in = inspections.villages(scene.TEAM, scene.MONDAY)[:3]
        (village,) = draw.drawn("七", lived_in, 1)
        for place in [*lived_in, *([village] * 5)]:
            _household(office, place, registered=True)
        _household(office, village, registered=False)
    return village


def _household(office, village, *, registered):
    more = {"registered_on": scene.MONDAY} if registered else {}
    home = families.household(office, area=village, **more)
    families.member(office, home, name=f"户{home.pk}")


def test_the_office_gives_matters_and_the_team_draws_what_anybody_draws_again(
    office, team, drawn_village, visit
):
    village = drawn_village
    task = given(office)
    assert "抽取村和户" in visit(team).get(f"/oversight/tasks/{task.key}").content.decode()
    assert visit(team).post(f"/oversight/tasks/{task.key}/draw", form()).status_code == 302
    with scene.act(team):
        (found,) = Inspection.objects.filter(task=task)
        forms = list(Inspected.objects.filter(inspection=found).values_list("form", flat=True))
        lots = {row.of: row for row in Draw.objects.all()}
    assert (found.area_code, forms) == (village, ["poor", "poor", "other"])
    assert set(lots) == {"villages", "poor", "other"}
    for lot in lots.values():
        page = visit(team).get(f"/oversight/draws/{lot.key}").content.decode()
        assert "与计划完全一致" in page
    assert _by_hand(visit(team), lots["poor"]) == {str(key) for key in _homes(team, found, "poor")}


def _by_hand(client, lot):
    """With nothing of the program's: the list as CSV, and SHA-256."""
    rows = list(csv.DictReader(io.StringIO(client.get(f"/oversight/draws/{lot.key}/list").content.decode())))
    names = sorted(
        (row["name"] for row in rows), key=lambda name: hashlib.sha256(f"七\t{name}".encode()).hexdigest()
    )
    return set(names[:2])


def _homes(team, found, kind):
    with scene.act(team):
        return list(found.households.filter(form=kind).values_list("household__key", flat=True))


def test_a_plan_that_was_tampered_with_is_told(office, team, drawn_village, visit):
    task = given(office)
    with scene.act(team):
        (made,) = planning.plan(task=task, by=team, at=scene.on(2))
        lot = Draw.objects.get(of="poor")
        swapped = made.households.filter(form="poor").first()
        others = [key for key in lot.names if key not in map(str, _keys(made))]
        swapped.household = families.Household.objects.get(key=others[0])
        swapped.save()
    assert "与计划不一致" in visit(team).get(f"/oversight/draws/{lot.key}").content.decode()


def _keys(made):
    return made.households.values_list("household__key", flat=True)


def test_the_village_does_not_learn_of_its_lot(office, team, drawn_village, visit):
    village = drawn_village
    cadre = county.person("village_cadre", village).acting
    with scene.act(team):
        (made,) = planning.plan(task=given(office), by=team, at=scene.on(2))
        lot = Draw.objects.first()
    assert visit(cadre).get(f"/oversight/inspections/{made.key}").status_code == 404
    assert visit(cadre).get(f"/oversight/draws/{lot.key}").status_code == 403
    assert visit(cadre).get(f"/oversight/visits/{made.key}").status_code == 404


def test_the_form_of_the_matters_makes_its_own_seed(office, visit):
    page = visit(office).get("/oversight/tasks/new").content.decode()
    assert 'name="seed"' not in page
    sent = form(team=scene.TEAM, week="2020-11-30", matters="明白卡\n饮水", villages=2, poor=20, other=5)
    assert visit(office).post("/oversight/tasks/new", sent).status_code == 302
    with scene.act(office):
        task = TeamTask.objects.get()
    assert (task.matters, len(task.seed)) == (["明白卡", "饮水"], 16)
    again = form(team=scene.TEAM, week="2020-12-01", matters="明白卡", villages=2, poor=20, other=5)
    assert visit(office).post("/oversight/tasks/new", again).status_code == 422


def test_another_team_neither_draws_nor_opens_the_visit(office, team, drawn_village, visit):
    other = county.person("inspection_member", unit="inspection_team_1").acting
    task = given(office)
    assert visit(other).post(f"/oversight/tasks/{task.key}/draw", form()).status_code == 403
    with scene.act(team):
        (made,) = planning.plan(task=task, by=team, at=scene.on(2))
    assert visit(other).get(f"/oversight/visits/{made.key}").status_code == 403
