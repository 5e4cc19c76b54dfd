"""Every list of the room passes what every ledger must."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from mingbai.kit.ledger import Ledger
from mingbai.kit.scope import ActingPost, entered
from mingbai.org import ledgers
from mingbai.org.actions import delegations, exports
from mingbai.org.models import Delegation, SignIn, User
from mingbai.org.queries.founder import founder
from tests.factories import county, signed
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE
from tests.ledger_checks import LedgerChecks

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
DAY = timedelta(days=1)


@pytest.fixture
def visit() -> Callable[[ActingPost], Client]:
    """Everybody signs in through the pages, once for a test."""
    clients: dict[int, Client] = {}

    def client(post: ActingPost) -> Client:
        if post.user_id not in clients:
            with entered(founder()), transaction.atomic():
                user = User.objects.get(pk=post.user_id)
            clients[post.user_id] = signed.signed_in(user, HTTP_ACCEPT_LANGUAGE="en")
        return clients[post.user_id]

    return client


def with_phone(person: county.Person) -> county.Person:
    """Somebody of whose post a second factor is asked."""
    signed.enrolled(person.user)
    return person


@pytest.fixture
def cadre() -> county.Person:
    return county.person("village_cadre", VILLAGE)


@pytest.fixture
def outsider() -> ActingPost:
    return with_phone(county.person("township_officer", OTHER_TOWN)).acting


class TestPosts(LedgerChecks):
    ledger = ledgers.posts
    stranger = pytest.fixture(lambda self: None)

    @pytest.fixture
    def insider(self, cadre) -> ActingPost:
        return cadre.acting

    @pytest.fixture
    def make(self) -> Callable[[int], None]:
        return lambda _count: None  # the county's posts stand


class TestUnits(TestPosts):
    ledger = ledgers.units


class TestDelegations(LedgerChecks):
    ledger = ledgers.delegations
    stranger = pytest.fixture(lambda self: None)

    @pytest.fixture
    def insider(self, cadre) -> ActingPost:
        return cadre.acting

    @pytest.fixture
    def make(self, cadre) -> Callable[[int], None]:
        stand_in = county.person("resident_team", VILLAGE)
        months = iter(range(1_000))

        def rows(count: int) -> None:
            with entered(cadre.acting), transaction.atomic():
                for month in (next(months) for _n in range(count)):
                    _lend(cadre, stand_in, month)

        return rows


def _lend(giver: county.Person, stand_in: county.Person, month: int) -> None:
    """The first is asked for; the others are its copies, a month later each."""
    first = Delegation.objects.filter(giver=giver.user).first()
    if first is None:
        delegations.ask(
            delegate=stand_in.user,
            starts=AT + DAY,
            ends=AT + 3 * DAY,
            reason="年休假",
            by=giver.acting,
            at=AT,
        )
        return
    first.pk, first.key = None, uuid.uuid4()
    first.starts, first.ends = AT + (1 + 30 * month) * DAY, AT + (3 + 30 * month) * DAY
    first.save(force_insert=True)


class TestExports(LedgerChecks):
    ledger = ledgers.exports
    stranger = pytest.fixture(lambda self: None)

    @pytest.fixture
    def insider(self) -> ActingPost:
        return with_phone(county.person("township_officer", TOWN)).acting

    @pytest.fixture
    def make(self, insider) -> Callable[[int], None]:
        wish = {
            "ledger": "org:posts",
            "filters": {},
            "rows": 5_000,
            "purpose": "meeting",
            "reason": "调度会材料",
        }

        def rows(count: int) -> None:
            with entered(insider), transaction.atomic():
                for _n in range(count):
                    exports.ask(by=insider, at=AT, **wish)

        return rows


class TestAccounts(LedgerChecks):
    ledger = ledgers.accounts

    @pytest.fixture
    def insider(self) -> ActingPost:
        return with_phone(county.person("system_administrator")).acting

    @pytest.fixture
    def outsider(self) -> None:
        """Accounts are kept for the whole county: there is nobody of this kind elsewhere."""

    @pytest.fixture
    def stranger(self, cadre) -> ActingPost:
        return cadre.acting

    @pytest.fixture
    def make(self) -> Callable[[int], None]:
        return lambda count: [county.user() for _n in range(count)] and None


class TestSessions(TestAccounts):
    ledger = ledgers.sessions

    @pytest.fixture
    def insider(self) -> ActingPost:
        return with_phone(county.person("security_administrator")).acting

    @pytest.fixture
    def make(self, cadre, visit) -> Callable[[int], None]:
        visit(cadre.acting)

        def rows(count: int) -> None:
            with entered(founder()), transaction.atomic():
                known = SignIn.objects.filter(user=cadre.user).first()
                for _n in range(count):
                    known.pk, known.key, known.session_key = None, uuid.uuid4(), uuid.uuid4().hex
                    known.save(force_insert=True)

        return rows


def test_no_ledger_is_left_unchecked() -> None:
    """Every ledger that a room declares has a class of checks, here or in its own room's tests."""
    declared = set()
    for app in apps.get_app_configs():
        if app.name.startswith("mingbai.") and app.name != "mingbai.kit":
            module = getattr(import_module(app.name), "ledgers", None)
            declared |= {value for value in vars(module or object).values() if isinstance(value, Ledger)}
    checked, waiting = set(), [LedgerChecks]
    while waiting:
        found = waiting.pop().__subclasses__()
        checked |= {each.ledger for each in found}
        waiting += found
    assert {ledger.name for ledger in declared - checked} == set()
    assert declared
