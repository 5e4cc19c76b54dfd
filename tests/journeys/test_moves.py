"""Deciding: one matter with a reason that was forgotten at first, and two matters at once."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import sign_in

pytestmark = pytest.mark.journey


def test_a_refusal_without_its_reason_is_asked_again_and_takes_the_focus(open_page, cast) -> None:
    giver, stand_in = cast.person("village_cadre", "王大山"), cast.person("resident_team", "孙磊")
    head = cast.person("township_head", "杨俊峰")
    when_leave_is_asked_for(sign_in(open_page("phone"), giver.user), stand_in.user.username)
    page = sign_in(open_page("phone"), head.user)
    page.get_by_role("link", name="去审批").click()
    page.locator("main a[href$='/do/refuse']").click()
    page.locator("main [type=submit]").click()
    expect(page.locator(".form-errors")).to_be_focused()
    shoot(page, "move-reason")
    assert_accessible(page)
    page.locator("textarea[name=reason]").fill("年底考核期间不能离岗")
    page.locator("main [type=submit]").click()
    expect(page.locator(".timeline")).to_contain_text("年底考核期间不能离岗")
    shoot(page, "move-refused")


def when_leave_is_asked_for(page: Page, username: str) -> None:
    page.goto("/delegations/new")
    page.locator("select[name=delegate]").select_option(username)
    page.locator("input[name=first]").fill("2020-12-01")
    page.locator("input[name=last]").fill("2020-12-05")
    page.locator("textarea[name=reason]").fill("回老家办理婚事")
    page.locator("main [type=submit]").click()
    expect(page.locator("h1")).to_contain_text("王大山")


def test_two_exports_are_approved_together(open_page, cast) -> None:
    clerk = cast.person("county_office_officer", "李慧敏")
    head = cast.person("county_office_head", "陈建华")
    page = sign_in(open_page("desk"), clerk.user)
    for reason in ("报送市扶贫办岗位花名册", "核对驻村干部名单"):
        when_the_posts_are_asked_for(page, reason)
    desk = sign_in(open_page("desk"), head.user)
    when_both_are_picked(desk)
    then_the_preview_names_both_and_the_deed_is_done(desk)


def when_the_posts_are_asked_for(page: Page, reason: str) -> None:
    page.goto("/posts/")
    page.locator("a[href*='/posts/export']").click()
    page.locator("label.choice").first.click()
    page.locator("textarea[name=reason]").fill(reason)
    shoot(page, "export-ask")
    page.locator("main [type=submit]").click()
    expect(page.locator("main .notice").first).to_be_visible()


def when_both_are_picked(page: Page) -> None:
    page.goto("/exports/?state=asked")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    page.locator("[data-pick-all]").check()
    expect(page.locator("[data-picked]")).to_have_text("2")
    shoot(page, "bulk-picked")
    assert_accessible(page)
    page.locator("[data-bulk] button").first.click()


def then_the_preview_names_both_and_the_deed_is_done(page: Page) -> None:
    expect(page.locator("main form tbody tr")).to_have_count(2)
    shoot(page, "bulk-preview")
    assert_accessible(page)
    page.locator("main [type=submit]").click()
    expect(page.locator(".notice-closed")).to_contain_text("2")
