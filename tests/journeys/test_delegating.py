"""Somebody goes on leave: asked, approved by a superior, acted through, over."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.org.actions import rounds
from mingbai.org.models import Delegation
from mingbai.org.queries.founder import founder
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import VILLAGE, sign_in

pytestmark = pytest.mark.journey


def test_a_leave_from_asking_to_lapsing(open_page, cast) -> None:
    giver = cast.person("village_cadre", "王大山")
    stand_in = cast.person("resident_team", "孙磊")
    head = cast.person("township_head", "杨俊峰")
    when_leave_is_asked_for(sign_in(open_page("phone"), giver.user), stand_in)
    when_the_superior_approves(sign_in(open_page("desk"), head.user))
    phone = sign_in(open_page("phone"), stand_in.user)
    then_the_stand_in_acts_marked(phone)
    when_the_days_are_over()
    then_the_post_is_gone(phone)


def when_leave_is_asked_for(page, stand_in) -> None:
    page.goto("/delegations/")
    page.get_by_role("link", name="委托我的岗位").click()
    expect(page.get_by_label("由谁代行")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("由谁代行").select_option(stand_in.user.username)
    today = clock.read().date().isoformat()
    page.get_by_label("开始日期").fill(today)
    page.get_by_label("结束日期").fill(today)
    page.get_by_label("理由").fill("去县医院体检")
    shoot(page, "delegate")
    page.get_by_role("button", name="提交审批").click()
    expect(page.get_by_text("待审批").first).to_be_visible()
    shoot(page, "delegation-asked")


def when_the_superior_approves(page) -> None:
    expect(page.get_by_text("王大山 申请由 孙磊 代行岗位")).to_be_visible()
    shoot(page, "today-head")
    page.get_by_role("link", name="去审批").click()
    expect(page.get_by_role("link", name="批准", exact=True)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="批准", exact=True).click()
    shoot(page, "delegation-approve")
    page.locator("main form button[type=submit], main form .button-main").first.click()
    expect(page.get_by_text("委托中").first).to_be_visible()
    shoot(page, "delegation-running")


def then_the_stand_in_acts_marked(page) -> None:
    page.locator("details.drop summary").first.click()
    page.get_by_role("button", name="村党支部书记").click()
    expect(page.get_by_text("代行", exact=True).first).to_be_visible()
    shoot(page, "today-stand-in")
    assert page.goto(f"/areas/{VILLAGE}").status == 200


def when_the_days_are_over() -> None:
    with entered(founder()), transaction.atomic():
        Delegation.objects.filter(giver_name="王大山").update(ends=clock.read())
    rounds.minutely(at=clock.read())


def then_the_post_is_gone(page) -> None:
    page.goto("/")
    post = page.locator("main .head-text p")
    expect(post).to_contain_text("孙磊")
    expect(post).not_to_contain_text("代行")
    page.goto("/delegations/")
    expect(page.locator(".pill", has_text="已结束").first).to_be_visible()
