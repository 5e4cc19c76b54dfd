"""The demo's county: areas, posts, accounts and cadres, as `make demo` lays them."""

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.factories import county


@pytest.fixture(scope="session")
def biyang(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        county.load()
