"""A county, and people who act in it."""

import pytest

from tests.factories import county


@pytest.fixture(scope="session")
def biyang(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        county.load()
