"""Browsers that keep what they took along, and are closed, cut off and started again."""

import shutil
import tempfile

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import HEIGHT, REPORT_VIOLATIONS, WIDTHS, listen

SLOW_MACHINE = 30_000  # milliseconds: a worker is installed and every page fetched while others work too


class Device:
    """A browser with its own disk, which can be closed and started again."""

    def __init__(self, chromium, site, width):
        self.type, self.site, self.width = chromium.browser_type, site, width
        self.path, self.faults = tempfile.mkdtemp(prefix="mingbai-device-"), []
        self.program = chromium
        self.context = None

    def start(self, executable):
        self.context = self.type.launch_persistent_context(
            self.path, executable_path=executable, base_url=self.site, locale="zh-CN",
            viewport={"width": WIDTHS[self.width], "height": HEIGHT}, has_touch=self.width == "phone",
            reduced_motion="reduce",
        )  # fmt: skip
        self.context.add_init_script(REPORT_VIOLATIONS)
        page = self.context.new_page()
        listen(page, self.faults)
        return page

    def stop(self):
        self.context.close()


@pytest.fixture
def device(chromium, site, request):
    made = []

    def start(width):
        made.append(Device(chromium, site, width))
        return made[-1]

    yield start
    for each in made:
        each.stop()
        shutil.rmtree(each.path, ignore_errors=True)


@pytest.fixture
def phone(device):
    """One phone."""
    return device("phone")


def executable():
    return next(path for path in ("/usr/bin/chromium", "/usr/bin/google-chrome") if shutil.which(path))


def signal_back(phone, page):
    """The signal comes back, and "send now" is pressed in that moment.

    What waits is sent by itself then: whoever pressed later would, on a quick machine, find nothing to press.
    """
    button = page.get_by_role("button", name="现在发送")
    expect(button).to_be_visible()
    button.evaluate("(button) => addEventListener('online', () => button.click(), { once: true })")
    phone.context.set_offline(False)


def assert_no_fault(phone):
    """What fails for want of the network that the journey took away is what it is about."""
    assert not [fault for fault in phone.faults if "INTERNET_DISCONNECTED" not in fault], phone.faults


def draw(page):
    page.locator("[data-signature]").scroll_into_view_if_needed()
    box = page.locator("[data-signature]").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 60)
    page.mouse.up()
