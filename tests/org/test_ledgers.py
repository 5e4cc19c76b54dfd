"""The room's ledgers pass what every ledger must."""

from datetime import timedelta

import pytest
from django.db import transaction

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.org import ledgers
from mingbai.org.models import Delegation, ExportRequest, Post, SignIn
from mingbai.org.queries.founder import founder
from tests.factories import county
from tests.factories.county import OTHER_TOWN, TOWN, VILLAGE
from tests.factories.signed import visitor
from tests.ledger_checks import LedgerChecks

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]


@pytest.fixture
def visit():
    """A browser of whoever holds the post, signed in once, in English."""
    return visitor(HTTP_ACCEPT_LANGUAGE="en")


@pytest.fixture
def insider():
    return county.person("township_head", TOWN).acting


@pytest.fixture
def outsider():
    return county.person("township_head", OTHER_TOWN).acting


@pytest.fixture
def stranger():
    return None


class TestPosts(LedgerChecks):
    ledger = ledgers.posts

    @pytest.fixture
    def make(self):
        """They are there already."""
        return lambda _count: None


class TestUnits(TestPosts):
    ledger = ledgers.units


class TestDelegations(LedgerChecks):
    ledger = ledgers.delegations

    @pytest.fixture
    def make(self):
        giver, stand_in = county.person("village_cadre", VILLAGE), county.person("resident_team", VILLAGE)
        post = county.post("village_cadre", VILLAGE)

        def rows(count):
            with entered(founder()), transaction.atomic():
                starts = clock.read() + timedelta(days=Delegation.objects.count())
                Delegation.objects.bulk_create(
                    Delegation(
                        post=post, giver=giver.user, delegate=stand_in.user, area_code=VILLAGE,
                        post_kind=post.kind, post_name=post.name, giver_name="甲", delegate_name="乙",
                        starts=starts + timedelta(minutes=n), ends=starts + timedelta(days=1), reason="试",
                    )
                    for n in range(count)
                )  # fmt: skip

        return rows


class TestExports(LedgerChecks):
    ledger = ledgers.exports

    @pytest.fixture
    def insider(self):
        return county.person("department_head", unit="civil_affairs").acting

    @pytest.fixture
    def make(self):
        clerk = county.person("township_officer", TOWN)

        def rows(count):
            with entered(founder()), transaction.atomic():
                ExportRequest.objects.bulk_create(
                    ExportRequest(
                        user=clerk.user, post_id=clerk.acting.post_id, area_code=TOWN, asker="丙",
                        ledger="org:posts", rows=5_000, purpose="meeting", needs_approval=True, reason="试",
                        asked_at=clock.read() + timedelta(seconds=n),
                    )
                    for n in range(count)
                )  # fmt: skip

        return rows


class TestAccounts(LedgerChecks):
    ledger = ledgers.accounts

    @pytest.fixture
    def insider(self):
        return county.person("system_administrator").acting

    @pytest.fixture
    def outsider(self):
        with entered(founder()), transaction.atomic():
            own = Post.objects.filter(area_code=OTHER_TOWN)[0]
            Post.objects.create(
                code=f"{OTHER_TOWN}.system_administrator", kind="system_administrator", name="外镇管理员",
                unit=own.unit, area_code=OTHER_TOWN, valid_from=county.AT.date(),
            )  # fmt: skip
        return county.person("system_administrator", OTHER_TOWN).acting

    @pytest.fixture
    def stranger(self):
        return county.person("township_head", TOWN).acting

    @pytest.fixture
    def make(self):
        def rows(count):
            for _number in range(count):
                county.user(area=TOWN)

        return rows


class TestSessions(TestAccounts):
    ledger = ledgers.sessions

    @pytest.fixture
    def insider(self):
        return county.person("security_administrator").acting

    @pytest.fixture
    def outsider(self):
        with entered(founder()), transaction.atomic():
            own = Post.objects.filter(area_code=OTHER_TOWN)[0]
            Post.objects.create(
                code=f"{OTHER_TOWN}.security_administrator", kind="security_administrator", name="外镇管理员",
                unit=own.unit, area_code=OTHER_TOWN, valid_from=county.AT.date(),
            )  # fmt: skip
        return county.person("security_administrator", OTHER_TOWN).acting

    @pytest.fixture
    def make(self):
        someone = county.person("village_cadre", VILLAGE)

        def rows(count):
            with entered(founder()), transaction.atomic():
                SignIn.objects.bulk_create(
                    SignIn(
                        user=someone.user, area_code=TOWN, started_at=clock.read() + timedelta(seconds=n),
                        seen_at=clock.read(),
                    )
                    for n in range(count)
                )  # fmt: skip

        return rows
