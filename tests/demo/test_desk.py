"""The demo's desks have work of every kind, laid once."""

import pytest
from django.db import transaction

from mingbai.demo import desk, errands, people
from mingbai.kit.scope import entered
from mingbai.org.queries.founder import founder
from mingbai.registry.models import (
    Coaching,
    CorrectionRequest,
    EntryClerk,
    EntryEquipment,
    NaturalChange,
)
from tests.factories import families
from tests.factories.county import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang"), pytest.mark.timeout(600)]


@pytest.fixture
def office():
    with entered(founder()), transaction.atomic():
        people.open_ready(people.ready(), by=founder(), at=AT - people.OPENED)
    return errands.acting("office", AT)


def test_a_birth_a_request_and_five_in_place_are_laid_once(office):
    with entered(office), transaction.atomic():
        home = families.household(office, area=desk.VILLAGE, registered_on=families.BEGAN)
        families.member(office, home, name="马凤云", sex="female")
    for _time in range(2):
        desk.load(at=AT)
    with entered(office), transaction.atomic():
        change, request = NaturalChange.objects.get(), CorrectionRequest.objects.get()
        assert (change.kind, change.state, change.person_name) == ("birth", "draft", "马梓涵")
        assert (request.person_name, request.field, request.wanted) == ("马凤云", "education", "junior")
        assert EntryClerk.objects.count() == len(desk.CLERKS)
        assert EntryEquipment.objects.count() == len(desk.EQUIPMENT)
        assert Coaching.objects.get().clerk_name == "王大山"
