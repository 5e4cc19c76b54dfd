"""A quarter's observation: opened by the office, scored by phone, frozen; a village has its return list."""

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.oversight.models import Observed
from tests.factories import families
from tests.journeys import removed
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import VILLAGE, sign_in

pytestmark = pytest.mark.journey
ELSEWHERE = "411726103202"
POINTS = {
    "完整性（0至30分）": "27",
    "佐证（0至30分）": "24",
    "成效（0至25分）": "22",
    "规范性（0至15分）": "11",
}


@pytest.fixture
def office(cast):
    """The county office; a village of two townships has a household each."""
    found = cast.person("county_office_head", "陈立", unit="lead_office")
    with entered(found.acting), transaction.atomic():
        homes = [
            families.household(found.acting, area=code, at=clock.read()) for code in (VILLAGE, ELSEWHERE)
        ]
    yield found
    removed.supervision()
    with entered(found.acting), transaction.atomic():
        for home in homes:
            removed.household(home)


def test_village_ledgers_are_scored_by_phone_and_returned(open_page, cast, office) -> None:
    desk = sign_in(open_page("desk"), office.user)
    when_the_office_opens_it(desk)
    head = cast.person("township_head", "杨俊峰")
    phone = sign_in(open_page("phone"), head.user)
    when_another_township_scores(phone)
    team = cast.person("inspection_leader", "马宏伟", unit="inspection_team_3")
    and_a_team_accepts(sign_in(open_page("phone"), team.user))
    then_it_is_frozen_and_told(desk)
    cadre = cast.person("village_cadre", "韩敬之", drawn_of(office, ELSEWHERE))
    then_the_village_has_its_return_list(sign_in(open_page("phone"), cadre.user))


def drawn_of(office, near: str) -> str:
    """Which village of a township the lot named."""
    with entered(office.acting), transaction.atomic():
        return Observed.objects.get(area_code__startswith=near[:9]).area_code


def when_the_office_opens_it(page: Page) -> None:
    page.goto("/oversight/observations/")
    assert_accessible(page)
    page.get_by_role("link", name="开始观摩评议").click()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("button", name="结束评分并封存")).to_be_visible()
    assert_accessible(page)
    shoot(page, "observation-open")


def when_another_township_scores(page: Page) -> None:
    """Its own village is not among those to score; other journeys may have left households in others."""
    page.get_by_role("link", name="去评分").first.click()
    expect(page.get_by_role("heading", name="待评的村级台账")).to_be_visible()
    expect(page.locator(".tasks")).not_to_contain_text("郭集镇")
    assert_accessible(page)
    shoot(page, "observation-mine")
    villages = page.locator(".tasks li").count()
    page.locator(".tasks li", has_text="马谷田镇").get_by_role("link", name="评分").click()
    fill(page, "公示照片缺日期")
    assert_accessible(page)
    shoot(page, "observation-score")
    save_all(page, villages)


def save_all(page: Page, villages: int) -> None:
    """This village and those that the page leads to."""
    for village in range(villages):
        if village:
            fill(page)
        page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已评84分")).to_have_count(villages)


def fill(page: Page, remark: str = "") -> None:
    for label, points in POINTS.items():
        page.get_by_label(label).fill(points)
    page.get_by_label("村里需要改进的地方").fill(remark)


def and_a_team_accepts(page: Page) -> None:
    page.get_by_role("link", name="去评分").first.click()
    expect(page.get_by_role("heading", name="待评的村级台账")).to_be_visible()
    villages = page.locator(".tasks li").count()
    page.locator(".tasks li").get_by_role("link", name="评分").last.click()
    fill(page)
    save_all(page, villages)


def then_it_is_frozen_and_told(page: Page) -> None:
    page.reload()
    page.get_by_role("button", name="结束评分并封存").click()
    expect(page.get_by_role("heading", name="评议结果")).to_be_visible()
    assert_accessible(page)
    shoot(page, "observation-frozen")
    page.get_by_role("link", name="按计分记录重新核算").click()
    expect(page.locator("main .notice").first).to_contain_text("分毫不差")


def then_the_village_has_its_return_list(page: Page) -> None:
    page.goto("/oversight/observed/")
    assert_accessible(page)
    shoot(page, "observed")
    page.locator("#ledger tbody th a").first.click()
    expect(page.get_by_text("公示照片缺日期")).to_be_visible()
    assert_accessible(page)
    shoot(page, "observed-returned")
