"""A county, its office, a township and a village officer, for tests of the exchange."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from mingbai.kit.scope import ActingPost, entered
from tests.factories import county, families
from tests.factories.county import Person


@pytest.fixture(scope="session")
def biyang(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        county.load()


@pytest.fixture
def office(db: None, biyang: None) -> ActingPost:
    """Somebody of the county office."""
    return county.person("county_office_officer").acting


@pytest.fixture
def officer(db: None, biyang: None) -> ActingPost:
    """A township officer of TOWN."""
    return county.person("township_officer", county.TOWN).acting


@pytest.fixture
def cadre(db: None, biyang: None) -> ActingPost:
    """A cadre of VILLAGE."""
    return county.person("village_cadre", county.VILLAGE).acting


@pytest.fixture
def home(office):
    """A household of VILLAGE with three members."""
    with entered(office), transaction.atomic():
        found = families.household(office, number="411726000001")
        families.member(office, found, name="张大山")
        families.member(office, found, name="王芳", relation="spouse", sex="female")
        families.member(office, found, name="张小山", relation="son")
        found.refresh_from_db()
        return found


@pytest.fixture
def clerk(db: None, biyang: None) -> Person:
    """Who sends the medical insurance bureau's files."""
    return county.person("department_officer", unit="medical_insurance_bureau")


@pytest.fixture
def head(db: None, biyang: None) -> Person:
    """Who accepts them."""
    return county.person("department_head", unit="medical_insurance_bureau")


@pytest.fixture
def acting(clerk: Person) -> Iterator[Person]:
    """Acts as the clerk for the whole test."""
    with entered(clerk.acting), transaction.atomic():
        yield clerk
