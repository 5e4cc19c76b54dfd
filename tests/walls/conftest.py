"""The county stands once for the whole run; what a test writes is rolled back."""

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.factories import county


@pytest.fixture(scope="session")
def biyang(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        county.load()
