"""A quarter and a year are frozen; a county leader decides what follows for units; a township reads it."""

from datetime import date

import pytest
from django.db import connections, transaction
from playwright.sync_api import Page, expect

from mingbai.kit import clock
from mingbai.kit.jobs.execute import execute
from mingbai.kit.scope import entered
from mingbai.oversight.actions import freezing, problems, sheets
from mingbai.oversight.models import Exposure, Period
from tests.journeys import removed
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import VILLAGE, sign_in

pytestmark = pytest.mark.journey
MONTHS = ("2019-10", "2019-11", "2019-12")


@pytest.fixture
def office(cast):
    """Three months of the year before are frozen: a village was checked, a critical problem found."""
    found = cast.person("county_office_head", "陈立", unit="lead_office")
    by, at = found.acting, clock.read()
    with entered(by), transaction.atomic():
        Exposure.objects.bulk_create(
            Exposure(
                area_code=VILLAGE, subject="village", subject_no=VILLAGE, inspected=n, month=date(2019, 10, 1)
            )
            for n in range(20)
        )  # fmt: skip
        wanted = problems.Wanted(
            area_code=VILLAGE, source="third_party", category="policy", severity="critical", name="样例户",
            title="义务教育阶段孩子失学辍学", fact="样例事实", found_on=date(2019, 11, 4),
        )  # fmt: skip
        problems.enlist(wanted=wanted, by=by, at=at)
        sheets.issue(by=by, at=at)
        for name in MONTHS:
            freezing.freeze(period=Period.read(name), by=by, at=at)
    yield found
    removed.supervision()


def test_a_year_is_frozen_decided_and_told(open_page, cast, office) -> None:
    desk = sign_in(open_page("desk"), office.user)
    when_it_is_frozen(desk, office, "2019年第4季度")
    then_the_quarter_is_told(desk)
    when_it_is_frozen(desk, office, "2019年")
    leader = cast.person("county_leader", "赵县长", unit="leading_group")
    when_the_leader_decides(sign_in(open_page("desk"), leader.user))
    head = cast.person("township_head", "杨俊峰")
    then_the_township_reads_it_on_the_phone(sign_in(open_page("phone"), head.user))


def when_it_is_frozen(page: Page, office, name: str) -> None:
    page.goto("/oversight/periods/")
    assert_accessible(page)
    shoot(page, "periods")
    page.get_by_role("button", name=f"封账：{name}", exact=True).click()
    expect(page.locator("main .notice").first).to_contain_text("正在封账")
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT id, user_id, post_id FROM kit_job WHERE user_id = %s ORDER BY id DESC", [office.id]
        )
        number, user, post = cursor.fetchone()
    execute(number, user=user, post=post, watched=False)
    expect(page.locator("#job-progress")).to_contain_text("已完成")


def then_the_quarter_is_told(page: Page) -> None:
    page.goto("/oversight/periods/2019-Q4")
    expect(page.get_by_role("heading", name="各地问题情况")).to_be_visible()
    assert_accessible(page)
    shoot(page, "quarter")
    page.get_by_role("link", name="按计分记录重新核算").click()
    expect(page.locator("main .notice").first).to_contain_text("分毫不差")


def when_the_leader_decides(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="年度奖惩建议待决定").click()
    expect(page.locator("main tbody tr")).to_have_count(2)  # the village and its township
    assert_accessible(page)
    shoot(page, "proposals")
    for _one in range(2):
        page.goto("/oversight/proposals/?state=proposed")
        page.locator("main tbody a").first.click()
        expect(page.locator("main")).to_contain_text("提请领导小组研究")
        shoot(page, "proposal")
        page.get_by_role("link", name="按建议决定").click()
        page.get_by_label("理由").fill("经领导小组研究同意")
        page.get_by_label("责任领导").fill("赵县长")
        assert_accessible(page)
        page.get_by_role("button", name="按建议决定").click()
        expect(page.locator("main")).to_contain_text("已按建议决定")


def then_the_township_reads_it_on_the_phone(page: Page) -> None:
    page.goto("/oversight/periods/")
    page.get_by_role("link", name="2019年", exact=True).click()
    expect(page.get_by_role("heading", name="建议与决定")).to_be_visible()
    expect(page.locator("main")).to_contain_text("自2019-10起计算")
    assert_accessible(page)
    shoot(page, "year")
    page.goto("/oversight/periods/2019-Q4")
    assert_accessible(page)
    shoot(page, "quarter")
