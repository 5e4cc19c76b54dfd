"""Every component, light and dark, at three widths: shown, accessible, obeying the policy."""

import pytest

from tests.journeys.browser import assert_accessible, shoot

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "tablet", "desk"])
def test_the_gallery_is_accessible(open_page, width, dark) -> None:
    page = open_page(width, dark=dark)
    page.goto("/gallery")
    shoot(page, "gallery-dark" if dark else "gallery")
    assert_accessible(page)


def test_language_colours_and_type_are_kept(open_page) -> None:
    page = open_page("desk")
    page.goto("/gallery")
    page.get_by_label("语言和显示").click()
    page.get_by_role("button", name="English").click()
    page.get_by_label("Language and display").click()
    page.get_by_role("button", name="Dark").click()
    page.get_by_label("Language and display").click()
    page.get_by_role("button", name="Large").click()
    root = page.locator("html")
    assert root.get_attribute("lang") == "en"
    assert root.get_attribute("data-theme") == "dark"
    assert root.get_attribute("data-type") == "large"
    assert page.url.endswith("/gallery")
    shoot(page, "gallery-large")
    assert_accessible(page)


def test_drop_downs_close_with_escape_and_by_clicking_elsewhere(open_page) -> None:
    page = open_page("desk")
    page.goto("/gallery")
    drop = page.locator("details.drop").first
    drop.locator("summary").click()
    page.keyboard.press("Escape")
    assert drop.get_attribute("open") is None
    drop.locator("summary").click()
    page.locator("h1").click()
    assert drop.get_attribute("open") is None


def test_a_form_that_was_typed_in_is_not_left_by_accident(open_page) -> None:
    page = open_page("desk")
    page.goto("/gallery")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("[data-guard] textarea").fill("备注")
    page.goto("/search")
    assert asked == ["beforeunload"]
