"""A county, a village officer, and what tests of the registry make again and again."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.db import transaction
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from mingbai.kit.scope import ActingPost, entered
from tests.factories import county


@pytest.fixture(scope="session")
def biyang(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        county.load()


@pytest.fixture
def officer(db: None, biyang: None) -> ActingPost:
    """A township officer of TOWN."""
    return county.person("township_officer", county.TOWN).acting


@pytest.fixture
def office(db: None, biyang: None) -> ActingPost:
    """Somebody of the county office."""
    return county.person("county_office_officer").acting


@pytest.fixture
def acting(officer: ActingPost) -> Iterator[ActingPost]:
    """Acts as the township officer for the whole test."""
    with entered(officer), transaction.atomic():
        yield officer


@pytest.fixture
def as_() -> Callable[[ActingPost], AbstractContextManager[None]]:
    return entered


@pytest.fixture
def language_zh() -> Iterator[None]:
    """Speaks Chinese, as the county does."""
    with translation.override("zh-hans"):
        yield
