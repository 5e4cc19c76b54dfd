"""The ledgers of findings, of households to be identified, of rules to be mended."""

from datetime import timedelta

import pytest
from django.db import transaction

from mingbai.kit.scope import entered
from mingbai.screening import ledgers
from mingbai.screening.models import Mending, ToIdentify
from mingbai.screening.states import MendState
from tests.factories import county, families, findings
from tests.factories.county import AT, COUNTY, OTHER_TOWN, TOWN
from tests.factories.signed import visitor
from tests.ledger_checks import LedgerChecks

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]


@pytest.fixture
def visit():
    return visitor(HTTP_ACCEPT_LANGUAGE="en")


@pytest.fixture
def insider():
    return county.person("township_head", TOWN).acting


@pytest.fixture
def outsider():
    return county.person("township_head", OTHER_TOWN).acting


@pytest.fixture
def stranger():
    return county.person("county_leader").acting


class TestFindings(LedgerChecks):
    ledger = ledgers.findings

    @pytest.fixture
    def make(self, office):
        def rows(n):
            with entered(office), transaction.atomic():
                home = families.household(office)
                for number in range(n):
                    findings.finding(home=home, name=f"张{number}", at=AT + timedelta(minutes=number // 2))

        return rows


class TestToIdentify(LedgerChecks):
    ledger = ledgers.to_identify

    @pytest.fixture
    def make(self, office):
        def rows(n):
            with entered(office), transaction.atomic():
                for number in range(n):
                    home = families.household(office)
                    ToIdentify.objects.create(
                        area_code=home.area_code, household=home, head_name=f"李{number}", title="自付过高",
                        since=AT + timedelta(minutes=number // 2), due=AT.date(),
                    )  # fmt: skip

        return rows


class TestMendings(LedgerChecks):
    ledger = ledgers.mendings

    @pytest.fixture
    def insider(self):
        return county.person("county_office_officer").acting

    @pytest.fixture
    def outsider(self):
        return None

    @pytest.fixture
    def make(self, office):
        def rows(n):
            with entered(office), transaction.atomic():
                begun = Mending.objects.count()
                for number in range(begun, begun + n):
                    Mending.objects.create(
                        area_code=COUNTY, rule=f"R{number}", title=f"规则{number}", title_en=f"Rule {number}",
                        since=AT.date(), confirmed=2, denied=40,
                        proposed_at=AT + timedelta(minutes=number // 2), state=MendState.PROPOSED,
                    )  # fmt: skip

        return rows
