"""Every component, light and dark, at three widths: shown, accessible, obeying the policy."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import SIGHTS, assert_accessible, listen, shoot

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("width", "dark"), SIGHTS)
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
    expect(root).to_have_attribute("data-type", "large")
    expect(root).to_have_attribute("data-theme", "dark")
    expect(root).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile("/gallery$"))
    shoot(page, "gallery-large")
    assert_accessible(page)


def test_drop_downs_close_with_escape_and_by_clicking_elsewhere(open_page) -> None:
    page = open_page("desk")
    page.goto("/gallery")
    drop = page.locator("details.drop").first
    drop.locator("summary").click()
    page.keyboard.press("Escape")
    expect(drop).not_to_have_attribute("open", "")
    drop.locator("summary").click()
    page.locator("h1").click()
    expect(drop).not_to_have_attribute("open", "")


def test_a_form_that_was_typed_in_is_not_left_by_accident(open_page) -> None:
    page = open_page("desk")
    page.goto("/gallery")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("[data-guard] textarea").fill("备注")
    page.goto("/search")
    assert asked == ["beforeunload"]


def test_a_form_is_sent_once_however_often_it_is_pressed(open_page) -> None:
    page = open_page("desk")
    page.goto("/gallery")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.url.endswith("/look") else None)
    page.locator("summary", has_text="中文").click()
    page.get_by_role("button", name="深色").evaluate(
        "(it) => { it.click(); setTimeout(() => it.click(), 10); setTimeout(() => it.click(), 20); }"
    )
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert sent == ["POST"]


@pytest.mark.parametrize(
    "misdeed",
    [
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')",
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.bad = 1'}))",
        "document.body.append(Object.assign(new Image(), {src: 'https://example.org/x.png'}))",
        "fetch('https://example.org/')",
    ],
)
def test_the_policy_stops_what_is_foreign_or_inline_and_a_journey_notices(chromium, site, misdeed) -> None:
    """The harness itself can fail: each misdeed is refused by the browser and reported."""
    page = chromium.new_page(base_url=site)
    faults: list[str] = []
    listen(page, faults)
    page.goto("/gallery")
    page.evaluate(f"() => {{ {misdeed}; }}")
    page.wait_for_timeout(300)
    assert any("Content Security Policy" in fault or "policy" in fault for fault in faults), faults
    assert page.evaluate("() => window.bad") is None
    page.close()
