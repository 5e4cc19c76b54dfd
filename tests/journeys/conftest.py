"""Fixtures of the journeys."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from mingbai.kit import clock
from mingbai.org.actions import throttle
from tests.journeys.browser import chromium, open_page, site
from tests.journeys.cast import cast
from tests.journeys.devices import device, phone

# A machine with other work to do takes longer to answer; what never comes still fails.
expect.set_options(timeout=20_000)

__all__ = ["cast", "chromium", "device", "open_page", "phone", "site"]


@pytest.fixture(autouse=True)
def rested_address(site: str) -> None:
    """All journeys come from one address, and a quick machine signs in more often than one may."""
    throttle.forget_old(at=clock.read() + timedelta(days=2))
