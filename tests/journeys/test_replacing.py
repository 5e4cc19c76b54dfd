"""Nobody can be found in a household: on the phone, without a signal; the next of the lot stands in."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.oversight.models import Draw, Inspected, Inspection
from mingbai.oversight.queries import draw
from tests.factories import families
from tests.journeys import removed
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import VILLAGE, sign_in
from tests.journeys.devices import SLOW_MACHINE, assert_no_fault, executable, signal_back

pytestmark = pytest.mark.journey
TEAM = "inspection_team_3"
NAMES = ("钱大山", "孙二河", "李三江")


@pytest.fixture
def team(cast):
    return cast.person("inspection_member", "马宏伟", unit=TEAM)


@pytest.fixture
def lot(cast):
    """Today's visit of team 3: one household of three is drawn; the names in the order of the lot."""
    at, office = clock.read(), cast.person("county_office_officer", "何丽", unit="lead_office").acting
    with entered(office), transaction.atomic():
        visit = Inspection.objects.create(area_code=VILLAGE, team=TEAM, on=at.date())
        told = {"area": VILLAGE, "at": at, "registered_on": families.BEGAN}
        drawn_from = [families.headed(office, name=name, **told) for name in NAMES]
        homes = {str(home.key): home for home in drawn_from}
        made = Draw.objects.create(
            area_code=VILLAGE, of="poor", inspection=visit, seed="七", names=list(homes), wanted=1,
            drawn_at=at, drawn_by="马宏伟",
        )  # fmt: skip
        order = [homes[key] for key in draw.ordered("七", made.names)]
        Inspected.objects.create(
            area_code=VILLAGE, inspection=visit, household=order[0], place=1, form="poor",
            head_name=order[0].head_name,
        )  # fmt: skip
    yield made, [home.head_name for home in order]
    removed.supervision()
    with entered(office), transaction.atomic():
        for home in order:
            removed.household(home)


def test_the_next_of_the_lot_stands_in_once_the_request_has_arrived(phone, team, lot) -> None:
    made, names = lot
    # Given a visit taken along
    page = phone.start(executable())
    sign_in(page, team.user)
    page.goto(f"/oversight/visits/{made.inspection.key}")
    expect(page.locator("[data-taken-note]")).to_be_visible(timeout=SLOW_MACHINE)

    # When the family has moved away, and there is no signal
    phone.context.set_offline(True)
    page.get_by_text("这户找不到人").click()
    page.get_by_label("谁说的，什么时间上的门").fill("邻居说全家搬到县城，上午九点去的")
    assert_accessible(page)
    shoot(page, "visit-gone")
    page.get_by_role("button", name="抽取下一户").click()
    expect(page.locator("[data-noted]").first).to_contain_text("等待发送")

    # Then it waits, and once it arrives the next of the lot stands in
    signal_back(phone, page)
    expect(page.get_by_role("link", name=f"核查{names[1]}户")).to_be_visible(timeout=SLOW_MACHINE)
    expect(page.get_by_text("已由下一户替换：已搬离本村")).to_be_visible()
    assert_accessible(page)
    shoot(page, "visit-stands-in")
    page.goto(f"/oversight/draws/{made.key}")
    expect(page.locator("main .notice").first).to_contain_text("与计划完全一致")
    assert_accessible(page)
    shoot(page, "redrawn-replaced")
    assert_no_fault(phone)
