"""A county, and a week of an inspection team in it."""

from dataclasses import replace

import pytest

from tests.factories import county
from tests.factories.signed import enrolled, signed_in


@pytest.fixture(scope="session")
def biyang(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        county.load()


@pytest.fixture
def visit():
    """The browser of a post's holder."""
    known = {}

    def of(post, **options):
        if post.user_id not in known:
            person = next(each for each in county.met if each.id == post.user_id)
            enrolled(person.user)
            known[post.user_id] = signed_in(person.user, **{"HTTP_ACCEPT_LANGUAGE": "en", **options})
        return known[post.user_id]

    return of


@pytest.fixture
def era_2026(settings):
    """The same county under the norms of 2026 (handbook O.1): nothing scored, ranked or forced."""
    settings.HOME = replace(settings.HOME, config=replace(settings.HOME.config, era="2026-"))
