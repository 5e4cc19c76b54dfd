"""Fixtures of the journeys."""

from tests.journeys.browser import chromium, open_page, site
from tests.journeys.cast import cast
from tests.journeys.people import given_somebody

__all__ = ["cast", "chromium", "given_somebody", "open_page", "site"]
