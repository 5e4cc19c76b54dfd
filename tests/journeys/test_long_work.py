"""Somebody watches their long work: it waits, it is done while the page stays open, it can be called off."""

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from mingbai.kit.jobs.execute import execute
from tests.factories.county import Person
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def officer(cast) -> Person:
    return cast.person("township_officer", "张丽娟")


def given_a_list_was_asked_for(page: Page) -> None:
    page.goto("/posts/export")
    page.locator("label.choice").first.click()
    page.locator("textarea[name=reason]").fill("核对驻村干部名单")
    page.locator("main [type=submit]").click()
    expect(page.locator("main .notice").first).to_be_visible()


def when_the_work_is_opened(page: Page) -> None:
    page.goto("/jobs/")
    assert_accessible(page)
    page.locator("main tbody a").first.click()
    expect(page.locator("#job-progress")).to_contain_text("正在排队")
    shoot(page, "long-work")
    assert_accessible(page)


def when_a_worker_does_it(who: Person) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT id, user_id, post_id FROM kit_job WHERE user_id = %s", [who.id])
        number, user, post = cursor.fetchone()
    execute(number, user=user, post=post, watched=False)


def then_the_open_page_says_so(page: Page) -> None:
    expect(page.locator("#job-progress")).to_contain_text("已完成", timeout=10_000)
    expect(page.locator("#job-progress")).not_to_have_attribute("hx-trigger", "every 2s")


def test_a_page_left_open_tells_when_the_work_is_done(open_page, officer) -> None:
    page = open_page("phone")
    sign_in(page, officer.user)
    given_a_list_was_asked_for(page)
    when_the_work_is_opened(page)
    when_a_worker_does_it(officer)
    then_the_open_page_says_so(page)


def test_work_that_waits_is_called_off_and_asked_for_again(open_page, officer) -> None:
    page = open_page("desk")
    sign_in(page, officer.user)
    given_a_list_was_asked_for(page)
    when_the_work_is_opened(page)
    page.locator("form[action$='/cancel'] button").click()
    expect(page.locator("#job-progress")).to_contain_text("已取消")
    page.locator("form[action$='/again'] button").click()
    expect(page.locator("#job-progress")).to_contain_text("正在排队")
