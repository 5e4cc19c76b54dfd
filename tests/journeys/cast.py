"""People of the journeys: made and committed through the program's own verbs, removed when it ends."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.db import connections, transaction
from playwright.sync_api import Page

from mingbai.kit.scope import entered
from mingbai.org.actions import factors
from mingbai.org.models import Area, Delegation, ExportRequest, Posting, SecondFactor, User
from mingbai.org.queries import kinds
from mingbai.org.queries.founder import founder
from mingbai.org.queries.seats import postless
from tests.factories import county
from tests.factories.county import PASSWORD, Person
from tests.factories.signed import enrolled

TOWN, VILLAGE = "411726108000", "411726108202"
PLACES = {"county": county.COUNTY, "township": TOWN, "village": VILLAGE}


@dataclass
class Cast:
    """Who takes part in one journey."""

    people: list[Person] = field(default_factory=list)

    def person(self, kind: str, name: str, area: str | None = None, unit: str | None = None) -> Person:
        """Somebody who holds a post and has set up a second factor if the post needs one."""
        found = county.person(kind, area or PLACES[kinds.kind(kind).level], unit=unit, name=name)
        self.people.append(found)
        if kinds.kind(kind).second_factor:
            with transaction.atomic():
                enrolled(found.user)
        return found

    def known(self, username: str) -> User:
        """An account that a page has opened; removed with the others."""
        with entered(founder()), transaction.atomic():
            found = User.objects.get(username=username)
        self.people.append(Person(found, postless(user_id=found.pk)))
        return found

    def leave(self) -> None:
        """Remove everybody, and what they asked for."""
        ids = [person.id for person in self.people]
        with entered(founder()), transaction.atomic():
            Delegation.objects.filter(giver__in=ids).delete()
            Delegation.objects.filter(delegate__in=ids).delete()
            ExportRequest.objects.filter(user__in=ids).delete()
            Posting.objects.filter(user__in=ids).delete()
            User.objects.filter(pk__in=ids).delete()


@pytest.fixture
def cast(site: str, django_db_blocker) -> Iterator[Cast]:
    """The county, loaded once, and nobody in it yet."""
    with django_db_blocker.unblock():
        if not Area.objects.exists():
            county.load()
        found = Cast()
        yield found
        found.leave()
        connections.close_all()


def sign_in(page: Page, user: User, password: str = PASSWORD) -> Page:
    """Through the pages, as a person does it."""
    page.goto("/sign-in")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码", exact=True).fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="登录").click()
    if page.url.endswith("/sign-in/code"):
        _forget_codes(user)
        page.get_by_label("手机上的动态口令").fill(code_of(user))
        with page.expect_navigation():
            page.get_by_role("button", name="继续").click()
    assert "/sign-in/code" not in page.url, page.locator("main").inner_text()
    return page


def _forget_codes(user: User) -> None:
    """A quick machine signs people in twice within one step of the phone's clock, and a code serves once."""
    with entered(postless(user_id=user.pk)), transaction.atomic():
        SecondFactor.objects.filter(user=user).update(last_step=-1)


def code_of(user: User) -> str:
    """What the person's phone shows now."""
    with entered(postless(user_id=user.pk)), transaction.atomic():
        return factors.code_at(SecondFactor.objects.get(user=user), time.time())
