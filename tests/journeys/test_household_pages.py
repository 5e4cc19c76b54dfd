"""An auditor asks for the list of last June and as it stood; a helper tries addresses she can guess."""

from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.registry.actions import circumstances, freezing, memberships
from mingbai.registry.models import Freeze, FrozenHousehold, Household
from mingbai.registry.states import FreezeKind, Leaving
from tests.factories import families
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import TOWN, VILLAGE, sign_in

pytestmark = pytest.mark.journey
JUNE, AFTER = date(2020, 6, 30), date(2020, 9, 1)
NAMES = {"head": "欧阳建国", "spouse": "司马秀兰", "son": "欧阳志强"}


@pytest.fixture
def office(cast):
    return cast.person("county_office_officer", "何丽", unit="lead_office")


@pytest.fixture
def home(office):
    """Poor until September; the son left in September too; frozen as it stood at the end of June."""
    at = clock.read()
    by = office.acting
    with entered(by), transaction.atomic():
        found = families.household(
            by, area=VILLAGE, at=at, number="41172600777", group_no=3, registered_on=families.BEGAN
        )
        people = {
            relation: families.member(by, found, name=name, relation=relation, at=at)
            for relation, name in NAMES.items()
        }
        house = {"safe_water": True, "dilapidated": False, "dilapidated_level": "a", "farmland_mu": 4}
        _change(found, families.BEGAN, by, at, {"category": "poor", **house})
        well = {"health": "chronic", "labour": "ordinary", "resident_medical": True}
        circumstances.change_person(person=people["head"], on=families.BEGAN, values=well, by=by, at=at)
        frozen = freezing.freeze(kind=FreezeKind.BY_HAND, as_of=JUNE, by=by, at=at)
        _change(found, AFTER, by, at, {"category": "graduated"})
        memberships.leave(person=people["son"], on=AFTER, left=Leaving.MARRIED_OUT, by=by, at=at)
        found.refresh_from_db()
    yield found, people["head"], frozen
    with entered(by), transaction.atomic():
        _remove(found, list(people.values()))


def _change(home, day, by, at, values):
    home.refresh_from_db()
    circumstances.change_household(household=home, on=day, values=values, by=by, at=at)


def _remove(home, people):
    FrozenHousehold.objects.all().delete()
    Freeze.objects.all().delete()
    home.memberships.all().delete()
    home.states.all().delete()
    Household.objects.filter(pk=home.pk).update(head=None)
    for person in people:
        person.delete()
    home.residences.all().delete()
    Household.objects.filter(pk=home.pk)._raw_delete("default")


def test_an_auditor_asks_for_last_june_and_for_what_stood(open_page, cast, home) -> None:
    _found, _head, frozen = home
    auditor = cast.person("auditor", "高振宇")
    page = open_page("desk")
    sign_in(page, auditor.user)
    page.goto("/registry/households/")
    row = page.locator("#ledger tr", has_text=NAMES["head"])
    expect(row).to_contain_text("脱贫户")
    shoot(page, "households")
    page.get_by_role("link", name="按日期查").click()
    page.locator("input[name=as_of]").fill(JUNE.isoformat())
    page.get_by_role("button", name="筛选").click()
    page.wait_for_url("**as_of=2020-06-30**")
    row = page.locator("#ledger tr", has_text=NAMES["head"])
    expect(row).to_contain_text("3")
    shoot(page, "households-then")
    row.get_by_role("link", name=NAMES["head"]).click()
    expect(page.locator("main")).to_contain_text("2020-06-30 的情况")
    expect(page.locator("main")).to_contain_text(NAMES["son"])
    shoot(page, "household-then")
    page.goto(f"/registry/frozen/{frozen.key}")
    expect(page.locator("main")).to_contain_text("校验值相符")
    shoot(page, "freeze")
    page.get_by_role("link", name="打开冻结名单").click()
    expect(page.locator("#ledger")).to_contain_text(NAMES["head"])
    shoot(page, "frozen")


def test_a_helper_from_another_village_guesses_addresses(open_page, cast, home) -> None:
    found, head, frozen = home
    helper = cast.person("helper", "韩敬之", "411726108203")
    page = open_page("phone")
    sign_in(page, helper.user)
    for address in (
        f"/registry/households/{found.key}",
        f"/registry/households/{found.key}?as_of=2020-06-30",
        f"/registry/households/{found.key}/looks",
        f"/registry/households/{found.key}/numbers",
        f"/registry/persons/{head.key}",
        f"/registry/persons/{head.key}/numbers",
        f"/registry/villages/{VILLAGE}",
        f"/registry/households/?area={VILLAGE}",
        f"/registry/then/?as_of=2020-06-30&area={VILLAGE}",
        f"/registry/frozen/rows/?freeze={frozen.key}",
        f"/registry/accounts/{found.key}",
        "/search?q=欧阳建国",
    ):
        page.goto(address)
        shown = page.locator("main").inner_text()
        assert not [name for name in NAMES.values() if name in shown and name not in address], address
    page.goto("/registry/find")
    page.get_by_label("您要找谁？").fill(NAMES["head"])
    page.locator("main").get_by_role("button", name="查找").click()
    expect(page.locator("main")).to_contain_text("查无此人")
    assert NAMES["head"] not in page.url
    shoot(page, "find-nobody")


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_the_pages_are_accessible(open_page, cast, home, width) -> None:
    found, head, _frozen = home
    officer = cast.person("township_head", "杨俊峰", TOWN)
    page = open_page(width)
    sign_in(page, officer.user)
    for name, address in {
        "households": "/registry/households/",
        "household": f"/registry/households/{found.key}",
        "household-then": f"/registry/households/{found.key}?as_of=2020-06-30",
        "person": f"/registry/persons/{head.key}",
        "numbers": f"/registry/persons/{head.key}/numbers",
        "village": f"/registry/villages/{VILLAGE}",
        "find": "/registry/find",
        "emergency": "/registry/emergency",
        "looks": f"/registry/households/{found.key}/looks",
        "past": "/registry/then/?as_of=2020-06-30",
        "freezes": "/registry/frozen/",
        "mine": "/registry/mine",
    }.items():
        page.goto(address)
        shoot(page, f"registry-{name}-{width}")
        assert_accessible(page)
    page.goto("/registry/find")
    page.get_by_label("您要找谁？").fill("欧阳")
    page.locator("main").get_by_role("button", name="查找").click()
    expect(page.locator("main")).to_contain_text(NAMES["head"])
    shoot(page, f"registry-found-{width}")
