"""A county, and a week of an inspection team in it."""

from dataclasses import replace

import pytest

from tests.factories import county
from tests.factories.signed import visitor
from tests.oversight import scene


@pytest.fixture(scope="session")
def biyang(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        county.load()


@pytest.fixture
def visit():
    """The browser of a post's holder."""
    return visitor(HTTP_ACCEPT_LANGUAGE="en")


@pytest.fixture
def era_2026(settings):
    """The same county under the norms of 2026 (handbook O.1): nothing scored, ranked or forced."""
    settings.HOME = replace(settings.HOME, config=replace(settings.HOME.config, era="2026-"))


@pytest.fixture
def cast():
    """Somebody for every step of the close-out chain."""
    return scene.chained()


@pytest.fixture
def office():
    """The head of the county office."""
    return county.person("county_office_head").acting


@pytest.fixture
def team():
    """A member of the scene's inspection team."""
    return county.person("inspection_member", unit=scene.TEAM).acting
