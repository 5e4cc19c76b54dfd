"""One person's year: the person, the direct superior, in its window the organisation department; recorded."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from mingbai.kit.sight import Sight
from mingbai.org.models import Posting
from mingbai.oversight.queries import appraisal
from tests.factories import county
from tests.factories.county import OTHER_TOWN, TOWN, VILLAGE
from tests.oversight import frozen, scene
from tests.oversight.frozen import NEW_YEAR, QUARTER, SHANGHAI

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
ORGANISATION = "organisation_department"


@pytest.fixture
def helper(office):
    """The leader of a village's group, twelve households checked each month; the year is frozen."""
    found = county.person("group_leader", VILLAGE, name="欧阳测")
    for month in QUARTER:
        frozen.checked(office, month, ("person", str(found.id), VILLAGE, "group_leader"))
    frozen.freeze(office, "2020-10", "2020-11", "2020-12", "2020-Q4", "2020")
    return found


@pytest.fixture
def department():
    return county.person("sending_unit_head", unit=ORGANISATION).acting


@pytest.fixture
def address(office, helper):
    with scene.act(office):
        return f"/oversight/people/{Posting.objects.get(user_id=helper.id).pk}/year"


@pytest.fixture
def on(at, visit, department):
    """The browser of the organisation department's head on a day."""

    def browser(day):
        at(day)
        return visit(department)

    return browser


@pytest.fixture
def at(settings):
    def standing(day):
        config = replace(settings.HOME.config, clock=day, era="2016-2020")
        settings.HOME = replace(settings.HOME, config=config)

    return standing


def number(office, person):
    with scene.act(office):
        return Posting.objects.get(user_id=person.id).pk


def looks(office):
    with scene.act(office):
        return list(Sight.objects.values_list("user_id", "purpose"))


def test_a_person_sees_the_own_year_and_nobody_notes_it(office, helper, visit):
    page = visit(helper.acting).get("/oversight/mine/year").content.decode()
    assert "2020年第4季度" in page
    assert "100.00" in page
    assert "不排名" in page
    assert visit(helper.acting).get("/oversight/mine/year/2019").status_code == 404
    assert looks(office) == []


def test_the_direct_superior_looks_and_it_is_recorded_others_find_nothing(office, helper, visit):
    address = f"/oversight/people/{number(office, helper)}/year"
    head = county.person("township_head", TOWN).acting
    page = visit(head).get(address).content.decode()
    assert "100.00" in page
    assert "欧阳测" in page
    assert looks(office) == [(head.user_id, "年度结果")]
    for kind, area in (
        ("village_cadre", VILLAGE),
        ("township_head", OTHER_TOWN),
        ("county_leader", county.COUNTY),
    ):
        assert visit(county.person(kind, area).acting).get(address).status_code == 404
    assert visit(office).get(address).status_code == 404
    assert len(looks(office)) == 1


@pytest.mark.parametrize(
    ("day", "open_"), [("2020-12-31", False), ("2021-01-15", True), ("2021-02-20", True)]
)
def test_the_organisation_department_looks_while_the_window_is_open(address, on, office, day, open_):
    client = on(day)
    assert client.get(address).status_code == (200 if open_ else 404)
    found = client.get("/oversight/appraisal?name=欧阳测").content.decode()
    assert (address in found) is open_
    assert "100.00" not in found  # a name leads to one person; results stand nowhere beside each other
    assert [why for _who, why in looks(office)] == (["年度结果"] if open_ else [])


@pytest.mark.parametrize(("day", "open_"), [((3, 31), True), ((4, 1), False)])
def test_the_window_shuts_when_its_last_month_is_over(office, helper, department, day, open_):
    found = number(office, helper)
    with scene.act(department):
        look = appraisal.may_look(found, department, datetime(2021, *day, 23, 59, tzinfo=SHANGHAI))
    assert (look is not None) is open_


def test_a_part_of_a_name_finds_nobody(office, helper, department, visit, at):
    at("2021-01-15")
    found = visit(department).get("/oversight/appraisal?name=欧阳").content.decode()
    assert "没有这个姓名的在岗人员" in found


def test_no_other_department_appraises(helper, visit, at):
    at("2021-01-15")
    for kind, unit in (("department_head", "water_bureau"), ("sending_unit_head", "discipline_commission")):
        someone = county.person(kind, unit=unit).acting
        assert visit(someone).get("/oversight/appraisal").status_code == 403


@pytest.mark.usefixtures("era_2026")
def test_where_persons_are_not_scored_there_is_nothing_to_appraise(department, visit):
    assert visit(department).get("/oversight/appraisal").status_code == 403
    page = visit(county.person("village_cadre", VILLAGE).acting).get("/oversight/mine/year")
    assert "个人" in page.content.decode()


def test_a_year_that_is_not_frozen_opens_no_window(department):
    with scene.act(department):
        assert appraisal.opened(datetime(2021, 2, 1, tzinfo=SHANGHAI)) is None


def test_the_window_lies_in_the_year_that_follows(office, helper):
    with scene.act(office):
        (year,) = appraisal.frozen_years()
    assert appraisal.window(year) == (date(2021, 1, 1), date(2021, 4, 1))
    assert appraisal.opened(NEW_YEAR) == year
