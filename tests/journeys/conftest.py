"""Fixtures of the journeys."""

from tests.journeys.browser import chromium, open_page, site
from tests.journeys.cast import cast

__all__ = ["cast", "chromium", "open_page", "site"]
