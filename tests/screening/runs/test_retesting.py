"""A finding asked again by itself says what the whole run says; mended, it no longer holds."""

from collections import Counter

import pytest
from django.db import transaction

from mingbai.kit.scope import entered
from mingbai.org.queries.machine import machine
from mingbai.registry.actions import circumstances
from mingbai.registry.models import Person
from mingbai.screening.actions import retesting
from mingbai.screening.models import Finding
from tests.factories.county import AT
from tests.screening.runs.conftest import findings

EACH = 1  # of a rule and kind
ACROSS = {"DQ03", "DQ51"}  # who shares a number or telephone with whom
FAULT = "DQ10"  # labour ability missing


def again(ran, finding):
    with entered(machine()), transaction.atomic():
        return retesting.retested(finding=finding, sent=ran.sent, at=AT)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_each_finding_asked_alone_says_what_the_run_said(ran):
    seen = Counter()
    for one in findings():
        seen[one.rule, one.kind] += 1
        if one.household_id is None or seen[one.rule, one.kind] > EACH:
            continue
        found = again(ran, one)
        if found is None:
            assert one.rule in ACROSS
        else:
            assert (found.answer, found.reason, found.reason_en) == ("holds", one.reason, one.reason_en)
    assert len(seen) > 100


def test_one_of_each_kind_is_told_alone_as_in_the_run(ran):
    by_kind = {one.kind: one for one in findings() if one.household_id and one.rule not in ACROSS}
    assert len(by_kind) == 6
    for one in by_kind.values():
        assert again(ran, one).reason == one.reason


def test_what_is_mended_in_the_ledger_no_longer_holds(ran):
    with entered(machine()), transaction.atomic():
        faults = Finding.objects.filter(rule=FAULT).select_related("person")
        one = faults.first() or planted()
        circumstances.change_person(
            person=one.person, on=AT.date(), values={"labour": "ordinary"}, by=machine(), at=AT
        )
    assert again(ran, one).answer == "gone"


def planted():
    """A registered person whose labour ability nobody entered, and what a run says of it."""
    person = Person.objects.exclude(household__registered_on=None).first()
    circumstances.change_person(person=person, on=AT.date(), values={"labour": ""}, by=machine(), at=AT)
    return Finding(
        source="rule", rule=FAULT, kind="quality", subject_kind="person", subject_no=str(person.pk),
        person=person, household=person.household, area_code=person.area_code,
    )  # fmt: skip


def test_a_village_or_a_list_from_above_is_not_asked(ran):
    village = next(one for one in findings() if one.household_id is None)
    assert again(ran, village) is None
    home = next(one for one in findings() if one.household_id)
    home.source = "handed"
    assert again(ran, home) is None
