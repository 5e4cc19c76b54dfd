"""Persons of a journey: accounts that exist, and how each signs in as people do."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.db import connections, transaction
from playwright.sync_api import Page

from mingbai.kit.scope import entered
from mingbai.org.actions import factors
from mingbai.org.models import SecondFactor
from mingbai.org.queries.seats import postless
from tests.factories import county, signed


@dataclass
class Somebody:
    """A person with one post (or more), perhaps with a phone that shows codes."""

    person: county.Person

    @property
    def name(self) -> str:
        return self.person.user.display_name


@pytest.fixture
def given_somebody(django_db_setup, django_db_blocker) -> Iterator[Callable[..., Somebody]]:
    """`given_somebody("township_head", TOWN)`: an account that has signed in; `phone` if codes are asked.

    The server reads what is committed, so nothing is rolled back: posts are given up again by the owner.
    """
    given: list[Somebody] = []

    def make(kind: str, area: str = county.COUNTY, *, phone: bool = False, name: str = "") -> Somebody:
        person = county.person(kind, area, name=name)
        if phone:
            with transaction.atomic():
                signed.enrolled(person.user)
        given.append(Somebody(person))
        return given[-1]

    with django_db_blocker.unblock():
        county.load()
        yield make
        _give_up([who.person.id for who in given])


def _give_up(users: list[int]) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM org_delegation WHERE giver_id = ANY(%s)", [users])
        cursor.execute("DELETE FROM org_exportrequest WHERE user_id = ANY(%s)", [users])
        cursor.execute("DELETE FROM org_posting WHERE user_id = ANY(%s)", [users])


def sign_in(page: Page, who: Somebody) -> None:
    """Through the sign-in page, with the code if one is asked."""
    page.goto("/sign-in")
    page.locator("input[name=username]").fill(who.person.user.username)
    page.locator("input[name=password]").fill(county.PASSWORD)
    page.locator("main [type=submit]").click()
    if page.url.endswith("/sign-in/code"):
        page.locator("input[name=code]").fill(code(who))
        page.locator("main [type=submit]").click()
    page.wait_for_url("**/")


def code(who: Somebody) -> str:
    """What the phone shows now; used again if need be, since journeys are quicker than codes change."""
    with entered(postless(user_id=who.person.id)), transaction.atomic():
        SecondFactor.objects.filter(user=who.person.user).update(last_step=-1)
        return factors.code_at(SecondFactor.objects.get(user=who.person.user), time.time())
