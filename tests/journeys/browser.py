"""The browser of the journeys: a real server, a real Chromium, and a page that forgives nothing.

Any console error, uncaught exception, failed request or violation of the Content-Security-Policy fails the
journey. Pictures go to shots/ (not committed).
"""

import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SHOTS = Path(__file__).resolve().parents[2] / "shots"
ACCESSIBLE = (Path(__file__).parent / "accessible.js").read_text(encoding="utf-8")
USUAL, LARGE = 4.5, 3.0
WIDTHS = {"phone": 360, "tablet": 768, "desk": 1280}
HEIGHT = 800
# Every width by day and by night; the two most unlike always, the others under `make test-slow`.
SIGHTS = [
    pytest.param(
        width,
        dark,
        id=f"{width}-{'dark' if dark else 'light'}",
        marks=() if (width, dark) in {("phone", False), ("desk", True)} else pytest.mark.slow,
    )
    for width in WIDTHS
    for dark in (False, True)
]
QUIET = re.compile(r"status of 4\d\d")  # the browser logs every refusal that a journey provokes
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


class _Silent(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """The journeys' own report is enough."""


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The address of the program, served by threads of this process with its own database connections."""
    with django_db_blocker.unblock(), ThreadedWSGIServer(("127.0.0.1", 0), _Silent) as server:
        server.daemon_threads = True
        server.set_app(_closing(get_wsgi_application()))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        connections.close_all()


def _closing(application: Callable) -> Callable:
    """Each request's thread gives its connections back, as gunicorn's threads do when they end."""

    def answer(environ: dict, start_response: Callable) -> list[bytes]:
        try:
            response = application(environ, start_response)
            body = list(response)
            response.close()
            return body
        finally:
            connections.close_all()

    return answer


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """One browser for the run; `CHROMIUM` names another than the first that is found."""
    path = os.environ.get("CHROMIUM") or next(
        (found for found in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
         if Path(found).exists()), None
    )  # fmt: skip
    # Playwright keeps an event loop in this thread; the tests themselves are not asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open pages as one person each: `open_page("phone", language="en", dark=True)`; faults fail the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(width: str = "desk", *, language: str = "zh-CN", dark: bool = False) -> Page:
        context = chromium.new_context(
            base_url=site,
            locale=language,
            viewport={"width": WIDTHS[width], "height": HEIGHT},
            has_touch=width == "phone",
            reduced_motion="reduce",
            color_scheme="dark" if dark else "light",
        )
        if language == "en":
            context.add_cookies([{"name": "django_language", "value": "en", "url": site}])
        context.add_init_script(REPORT_VIOLATIONS)
        contexts.append(context)
        page = context.new_page()
        listen(page, faults)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


def listen(page: Page, faults: list[str]) -> None:
    """Gather what the page complains of."""

    def heard(message) -> None:
        if message.type == "error" and not QUIET.search(message.text):
            faults.append(f"console at {page.url}: {message.text}")

    def failed(request) -> None:
        # The browser gives up what a page that it leaves still asked for, and navigations to downloads.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"failed: {request.url} {request.failure}")

    page.on("console", heard)
    page.on("pageerror", lambda error: faults.append(f"exception at {page.url}: {error}"))
    page.on("requestfailed", failed)


def assert_accessible(page: Page) -> None:
    """Labels, names, headings, contrast, targets, no sideways scrolling, a visible way for the Tab key."""
    page.wait_for_load_state()
    wrong = page.evaluate(ACCESSIBLE, [USUAL, LARGE])
    assert not wrong, f"{page.url} at {page.viewport_size}:\n" + "\n".join(wrong)
    assert_tab_goes_round(page)


VISIBLE_FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect(), style = getComputedStyle(at);
  return { what: at.outerHTML.slice(0, 80), seen: style.outlineStyle !== "none" && box.width > 0 };
}"""
MOST_TABS = 25


def assert_tab_goes_round(page: Page) -> None:
    """The first stops of the Tab key are visible ones."""
    page.evaluate("() => document.activeElement && document.activeElement.blur()")
    for _stop in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(VISIBLE_FOCUS)
        if at is None:
            return
        assert at["seen"], f"the focus cannot be seen on {at['what']}"


def shoot(page: Page, name: str) -> Path:
    """A picture of the whole page, named with its width."""
    SHOTS.mkdir(exist_ok=True)
    page.wait_for_load_state()
    path = SHOTS / f"{name}-{page.viewport_size['width']}.png"
    page.evaluate("() => window.scrollTo(0, 0)")
    page.screenshot(path=path, full_page=True)
    return path
