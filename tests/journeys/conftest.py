"""Fixtures of the journeys."""

from tests.journeys.browser import chromium, open_page, site

__all__ = ["chromium", "open_page", "site"]
