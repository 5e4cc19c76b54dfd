"""The ledgers of due benefits and over-payments; the pages of figures refuse what they do not understand."""

from datetime import timedelta

import pytest
from django.db import transaction

from mingbai.kit.scope import entered
from mingbai.screening.ledgers.dues import due
from mingbai.screening.ledgers.undue import undue
from mingbai.screening.models import DueCase
from mingbai.screening.states import FindingKind
from tests.factories import county, families, findings
from tests.factories.county import AT, COUNTY, OTHER_TOWN, TOWN, VILLAGE
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


def rows_of(office, kind):
    """Makes findings of a kind, with their cases."""

    def rows(n):
        with entered(office), transaction.atomic():
            home = families.household(office)
            for number in range(n):
                made = findings.finding(
                    home=home, kind=kind, name=f"张{number}", restricted=kind == FindingKind.UNDUE,
                    line="social_assistance", at=AT + timedelta(minutes=number // 2),
                )  # fmt: skip
                if kind == FindingKind.DUE and number % 2:
                    DueCase.objects.create(finding=made, area_code=home.area_code, household_id=home.pk)

    return rows


class TestDue(LedgerChecks):
    ledger = due

    @pytest.fixture
    def make(self, office):
        return rows_of(office, FindingKind.DUE)


class TestUndue(LedgerChecks):
    ledger = undue

    @pytest.fixture
    def insider(self):
        return county.person("county_office_officer").acting

    @pytest.fixture
    def outsider(self):
        return None

    @pytest.fixture
    def stranger(self):
        return county.person("first_secretary", VILLAGE).acting

    @pytest.fixture
    def make(self, office):
        return rows_of(office, FindingKind.UNDUE)

    def test_another_department_finds_nothing(self, make, visit):
        make(2)
        insurer = county.person("department_head", unit="medical_insurance_bureau").acting
        assert not self.rows(insurer)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/screening/benefits", 200),
        (f"/screening/benefits?area={TOWN}&all=1", 200),
        (f"/screening/benefits?area={OTHER_TOWN}", 404),
        ("/screening/benefits?area=nonsense", 404),
        ("/screening/comparisons/standard", 200),
        ("/screening/comparisons/nonsense", 404),
        ("/screening/comparisons/systems?item=nonsense", 400),
        ("/screening/names?board=nonsense", 400),
        ("/screening/names?board=systems&item=dibao&standing=nonsense", 400),
        ("/screening/names?board=systems&item=nonsense&standing=both", 400),
        ("/screening/names?board=systems&item=dibao&standing=both&page=x", 400),
        ("/screening/names?board=systems&item=dibao&standing=both", 200),
        (f"/screening/names?board=systems&item=dibao&standing=both&area={COUNTY}", 404),
    ],
)
def test_the_pages_of_figures_answer_or_refuse(visit, insider, address, status):
    assert visit(insider).get(address).status_code == status
