"""A village cadre opens "my duties" on the phone, does one, notes a demand; the county changes a text."""

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from mingbai.duties.models import Demand, DutyText
from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.screening.models import Finding
from tests.factories import findings
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import VILLAGE, sign_in

pytestmark = pytest.mark.journey
NEW = "每月十日前摸排一遍，发现风险当天上报"
TITLE = "劳动力就业情况表"


@pytest.fixture
def office(cast):
    """The county office has sent two findings to the village; what the journey writes is removed."""
    found = cast.person("county_office_officer", "何丽", unit="lead_office")
    with entered(found.acting), transaction.atomic():
        for _n in range(2):
            findings.sent(by=found.acting, area=VILLAGE, at=clock.read())
    yield found
    with entered(found.acting), transaction.atomic():
        Demand.objects.filter(title=TITLE).delete()
        DutyText.objects.filter(words=NEW).delete()
        Finding.objects.filter(area_code=VILLAGE).delete()


def test_a_cadre_s_duties_on_a_phone(open_page, cast, office) -> None:
    cadre = cast.person("village_cadre", "周全", VILLAGE)
    phone = sign_in(open_page("phone"), cadre.user)
    when_my_duties_are_opened(phone)
    then_the_count_leads_to_the_work(phone)
    then_one_s_list_and_record_are_there(phone)
    when_a_demand_is_noted(phone)
    head = cast.person("county_office_head", "陈立", unit="lead_office")
    clerk, boss = sign_in(open_page("desk"), office.user), sign_in(open_page("desk"), head.user)
    when_two_people_change_the_text(clerk, boss)
    then_the_cadre_reads_the_county_s_text(phone)
    then_the_county_sees_coverage_and_burden(boss)


def when_my_duties_are_opened(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="我的职责").click()
    expect(page.get_by_text("有2件事待办，没有超期的。")).to_be_visible()
    assert_accessible(page)
    shoot(page, "my-duties")


def then_the_count_leads_to_the_work(page: Page) -> None:
    card = page.locator("li.duty", has_text="按时核实分到本村的疑点")
    expect(card).to_contain_text("待办2")
    card.get_by_role("link", name="去办理").click()
    expect(page.get_by_role("heading", name="待核实", exact=True)).to_be_visible()


def then_one_s_list_and_record_are_there(page: Page) -> None:
    page.goto("/duties/list")
    expect(page.get_by_role("heading", name="村党支部书记和村“两委”干部 · 10")).to_be_visible()
    assert_accessible(page)
    shoot(page, "list-of-duties")
    page.get_by_role("link", name="个人履职情况").click()
    expect(page.get_by_text("只有本人和直接上级能看，不排名。")).to_be_visible()
    assert_accessible(page)
    shoot(page, "record-of-duties")


def when_a_demand_is_noted(page: Page) -> None:
    page.goto("/duties/burden")
    page.get_by_role("link", name="登记一项要求").click()
    page.get_by_label("要了什么").fill(TITLE)
    page.get_by_label("谁要的").select_option("labour")
    page.get_by_label("每村用时（分钟）").fill("50")
    assert_accessible(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已为1个村登记。")).to_be_visible()
    expect(page.locator("tr", has_text="人力资源和社会保障局")).to_contain_text("50")
    assert_accessible(page)
    shoot(page, "burden")


def when_two_people_change_the_text(clerk: Page, boss: Page) -> None:
    clerk.goto("/duties/list/village_cadre_01/text")
    clerk.get_by_label("职责内容").fill(NEW)
    assert_accessible(clerk)
    clerk.get_by_role("button", name="保存").click()
    clerk.get_by_role("link", name="提交审定").click()
    clerk.get_by_role("button", name="提交审定").click()
    expect(clerk.locator("main")).to_contain_text("待审批")
    boss.goto(clerk.url)
    boss.get_by_role("link", name="审定并执行").click()
    boss.get_by_label("核对了什么原件").fill("县委办通知原件")
    boss.get_by_role("button", name="审定并执行").click()
    expect(boss.locator("main")).to_contain_text("正在执行")
    assert_accessible(boss)
    shoot(boss, "text-of-a-duty")


def then_the_cadre_reads_the_county_s_text(page: Page) -> None:
    page.goto("/duties/list/village_cadre_01")
    expect(page.get_by_role("heading", name=NEW)).to_be_visible()
    expect(page.get_by_text("第0版，规则包原文")).to_be_visible()
    assert_accessible(page)


def then_the_county_sees_coverage_and_burden(page: Page) -> None:
    page.goto("/duties/coverage")
    expect(page.get_by_role("heading", name="职责由谁承担")).to_be_visible()
    expect(page.get_by_role("heading", name="各乡镇工作均衡情况")).to_be_visible()
    assert_accessible(page)
    shoot(page, "coverage")
    page.goto("/duties/burden")
    expect(page.locator("tr", has_text="人力资源和社会保障局")).to_contain_text("50")
