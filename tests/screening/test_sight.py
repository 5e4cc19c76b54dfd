"""Who sees which findings: lines of work, what is restricted, helpers' households, who sees none."""

import pytest
from django.db import connection, transaction

from mingbai.kit.scope import entered, rows
from mingbai.screening.models import Finding, Tally, ToIdentify
from mingbai.screening.states import FindingKind
from tests.factories import county, families, findings
from tests.factories.county import AT, COUNTY, OTHER_TOWN, TOWN, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]


@pytest.fixture
def laid(office):
    """Of one household: a question of its assets, a diagnosis, a bill, and a bill of another household."""
    with entered(office), transaction.atomic():
        home, other = families.household(office), families.household(office)
        asked = {"kind": FindingKind.EXCLUSION, "restricted": True, "line": "registration"}
        return {
            "assets": findings.finding(home=home, rule="X01", **asked),
            "diagnosis": findings.finding(home=home, rule="R09", line="health"),
            "bill": findings.finding(home=home),
            "other": findings.finding(home=other, rule="R02"),
        }


def seen(laid, acting):
    with entered(acting), transaction.atomic():
        found = set(rows(Finding, acting).values_list("pk", flat=True))
    return {name for name, row in laid.items() if row.pk in found}


EVERYTHING = {"assets", "diagnosis", "bill", "other"}


@pytest.mark.parametrize(
    ("kind", "area", "unit", "expected"),
    [
        ("county_office_officer", COUNTY, None, EVERYTHING),
        ("township_officer", TOWN, None, EVERYTHING),
        ("auditor", COUNTY, None, EVERYTHING),
        ("verification_member", VILLAGE, None, EVERYTHING),
        ("village_cadre", VILLAGE, None, {"diagnosis", "bill", "other"}),
        ("inspection_member", COUNTY, None, {"diagnosis", "bill", "other"}),
        ("department_officer", COUNTY, "medical_insurance_bureau", {"bill", "other"}),
        ("department_officer", COUNTY, "education_bureau", set()),
        ("township_officer", OTHER_TOWN, None, set()),
        ("county_leader", COUNTY, None, set()),
        ("third_party", COUNTY, None, set()),
    ],
)
def test_each_post_sees_its_own(laid, kind, area, unit, expected):
    assert seen(laid, county.person(kind, area, unit=unit).acting) == expected


def test_a_helper_sees_the_paired_household_without_assets_and_diagnosis(laid, office):
    helper = county.person("helper", VILLAGE)
    with entered(office), transaction.atomic():
        home = laid["bill"].household
        home.pairings.create(
            area_code=home.area_code, user=helper.user, helper_name="帮扶", valid_from=families.BEGAN
        )
    acting = county.acting(helper.user)
    assert acting.households == (home.pk,)
    assert seen(laid, acting) == {"bill"}
    with entered(acting), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM screening_finding")
        assert {number for (number,) in cursor.fetchall()} == {
            row.pk for name, row in laid.items() if name != "other"
        }
        assert not rows(Tally, acting).exists()


def test_the_queue_is_no_single_line_s_business(laid, office):
    with entered(office), transaction.atomic():
        home = laid["bill"].household
        ToIdentify.objects.create(area_code=VILLAGE, household=home, head_name="某", title="某", since=AT)
    bureau = county.person("department_officer", COUNTY, unit="medical_insurance_bureau").acting
    for acting, number in ((office, 1), (bureau, 0)):
        with entered(acting), transaction.atomic():
            assert rows(ToIdentify, acting).count() == number
