"""A village cadre goes on leave: asks on the phone, the township decides at the desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.people import Somebody, sign_in

pytestmark = pytest.mark.journey
TOWN, VILLAGE = "411726105000", "411726105218"


@pytest.fixture
def cadre(given_somebody) -> Somebody:
    return given_somebody("village_cadre", VILLAGE, name="王大山")


@pytest.fixture
def colleague(given_somebody) -> Somebody:
    return given_somebody("village_cadre", VILLAGE, name="李秋菊")


@pytest.fixture
def head(given_somebody) -> Somebody:
    return given_somebody("township_head", TOWN, phone=True, name="杨俊峰")


def when_the_cadre_asks(page: Page, cadre: Somebody, colleague: Somebody) -> None:
    sign_in(page, cadre)
    page.goto("/delegations/new")
    assert_accessible(page)
    page.locator("select[name=delegate]").select_option(colleague.person.user.username)
    page.locator("input[name=first]").fill("2020-12-01")
    page.locator("input[name=last]").fill("2020-12-05")
    page.locator("textarea[name=reason]").fill("回老家办理婚事")
    shoot(page, "delegation-ask")
    page.locator("main [type=submit]").click()
    expect(page.locator("h1")).to_contain_text("王大山")


def when_the_head_opens_the_task(page: Page, head: Somebody) -> None:
    sign_in(page, head)
    shoot(page, "today")
    assert_accessible(page)
    page.locator(".tasks .button").first.click()
    expect(page.locator("h1")).to_contain_text("王大山")


def then_the_preview_says_what_will_happen(page: Page) -> None:
    page.locator("main a.button-main").click()
    expect(page.locator(".change")).to_be_visible()
    shoot(page, "delegation-preview")
    assert_accessible(page)


def then_it_is_done_and_stands_in_the_timeline(page: Page) -> None:
    page.locator("main [type=submit]").click()
    expect(page.locator(".notice-closed")).to_be_visible()
    expect(page.locator(".timeline")).to_contain_text("杨俊峰")
    shoot(page, "delegation-approved")
    assert_accessible(page)


def test_a_post_is_lent_for_leave(open_page, cadre, colleague, head) -> None:
    when_the_cadre_asks(open_page("phone"), cadre, colleague)
    desk = open_page("desk")
    when_the_head_opens_the_task(desk, head)
    then_the_preview_says_what_will_happen(desk)
    then_it_is_done_and_stands_in_the_timeline(desk)


def test_a_refusal_without_a_reason_is_asked_again_and_keeps_the_focus(
    open_page, cadre, colleague, head
) -> None:
    when_the_cadre_asks(open_page("phone"), cadre, colleague)
    page = open_page("phone")
    when_the_head_opens_the_task(page, head)
    page.locator("main a[href$='/do/refuse']").click()
    page.locator("main [type=submit]").click()
    expect(page.locator(".form-errors")).to_be_focused()
    shoot(page, "delegation-reason")
    assert_accessible(page)
    page.locator("textarea[name=reason]").fill("年底考核期间不能离岗")
    page.locator("main [type=submit]").click()
    expect(page.locator(".timeline")).to_contain_text("年底考核期间不能离岗")
