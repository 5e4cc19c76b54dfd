"""Two lists leave the program: asked for with a reason, approved together by another person's post."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.people import Somebody, sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def clerk(given_somebody) -> Somebody:
    return given_somebody("county_office_officer", phone=True, name="李慧敏")


@pytest.fixture
def head(given_somebody) -> Somebody:
    return given_somebody("county_office_head", phone=True, name="陈建华")


def when_the_clerk_asks_for_the_posts(page: Page, reason: str) -> None:
    page.goto("/posts/")
    page.locator("a[href*='/posts/export']").click()
    assert_accessible(page)
    page.locator("label.choice").first.click()
    page.locator("textarea[name=reason]").fill(reason)
    shoot(page, "export-ask")
    page.locator("main [type=submit]").click()
    expect(page.locator("main .notice").first).to_be_visible()


def when_the_head_picks_both(page: Page, head: Somebody) -> None:
    sign_in(page, head)
    page.goto("/exports/?state=asked")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    page.locator("[data-pick-all]").check()
    expect(page.locator("[data-picked]")).to_have_text("2")
    shoot(page, "exports-picked")
    assert_accessible(page)
    page.locator("[data-bulk] button").first.click()


def then_the_preview_names_both_and_the_deed_is_done(page: Page) -> None:
    expect(page.locator("main form tbody tr")).to_have_count(2)
    shoot(page, "exports-preview")
    assert_accessible(page)
    page.locator("main [type=submit]").click()
    expect(page.locator(".notice-closed")).to_contain_text("2")


def test_two_exports_are_approved_together(open_page, clerk, head) -> None:
    page = open_page("desk")
    sign_in(page, clerk)
    for reason in ("报送市扶贫办岗位花名册", "核对驻村干部名单"):
        when_the_clerk_asks_for_the_posts(page, reason)
    desk = open_page("desk")
    when_the_head_picks_both(desk, head)
    then_the_preview_names_both_and_the_deed_is_done(desk)
