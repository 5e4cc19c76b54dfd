"""The county office reads lists: filters answer at once, the address keeps them, the keyboard is enough."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import SIGHTS, assert_accessible, shoot
from tests.journeys.cast import sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def office(cast):
    return cast.person("county_office_head", "陈建华")


def test_filters_answer_at_once_and_stay_in_the_address(open_page, office) -> None:
    page = open_page("desk")
    sign_in(page, office.user)
    page.goto("/posts/")
    page.locator("select[name=kind]").select_option("helper")
    page.wait_for_url("**kind=helper**")
    expect(page.locator("#ledger")).to_contain_text("帮扶责任人")
    expect(page.locator("#ledger")).not_to_contain_text("驻村第一书记")
    shoot(page, "posts")
    page.reload()
    expect(page.locator("select[name=kind]")).to_have_value("helper")
    page.locator("#ledger a", has_text="清除筛选").click()
    page.wait_for_url("**/posts/")


def test_pages_turn_both_ways(open_page, office) -> None:
    page = open_page("desk")
    sign_in(page, office.user)
    page.goto("/posts/")
    first = page.locator("#ledger tbody th").first.inner_text()
    page.locator("a[rel=next]").click()
    expect(page.locator("#ledger tbody th").first).not_to_have_text(first)
    page.locator("a[rel=prev]").click()
    expect(page.locator("#ledger tbody th").first).to_have_text(first)
    page.go_back()
    page.go_back()
    expect(page.locator("#ledger tbody th").first).to_have_text(first)


@pytest.mark.parametrize(("width", "dark"), SIGHTS)
def test_lists_maps_rows_and_paper_are_accessible(open_page, office, width, dark) -> None:
    page = open_page(width, dark=dark)
    sign_in(page, office.user)
    tone = "-dark" if dark else ""
    for name, address in {
        "posts": "/posts/",
        "areas": "/areas/",
        "post": "/posts/411726103204.village_cadre",
        "print": "/posts/print?kind=township_head",
        "search": "/search?q=马谷田",
        "missing": "/posts/nowhere",
    }.items():
        page.goto(address)
        shoot(page, f"{name}{tone}")
        assert_accessible(page)


def test_the_slash_key_goes_to_the_search(open_page, office) -> None:
    page = open_page("desk")
    sign_in(page, office.user)
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("马谷田")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("马谷田镇")


def test_paper_is_white_marked_and_without_buttons_also_from_a_dark_screen(open_page, office) -> None:
    page = open_page("desk", dark=True)
    sign_in(page, office.user)
    page.goto("/posts/?kind=township_head")
    expect(page.locator(".paper-mark")).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".paper-mark")).to_contain_text("陈建华")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".menu")).to_be_hidden()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    shoot(page, "on-paper")


def test_on_a_phone_filters_wait_behind_one_press_and_stay_while_they_narrow(open_page, office) -> None:
    page = open_page("phone")
    sign_in(page, office.user)
    page.goto("/posts/")
    expect(page.locator(".filters")).to_be_hidden()
    page.get_by_text("筛选条件", exact=True).click()
    expect(page.locator(".filters")).to_be_visible()
    assert_accessible(page)
    page.goto("/posts/?kind=township_head")
    expect(page.locator(".filters")).to_be_visible()
    shoot(page, "filters-on-a-phone")
