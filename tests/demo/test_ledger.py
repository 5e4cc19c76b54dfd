"""The demo's ledger: five years of history through the registry's own verbs."""

from datetime import date

import pytest
from django.db import transaction

from mingbai.demo import desk, errands, ledger, people, staff
from mingbai.demo.files.beside import Files
from mingbai.demo.files.writing import write
from mingbai.demo.mark import HalfMade
from mingbai.demo.together import in_turn
from mingbai.kit.scope import entered
from mingbai.org.queries.founder import founder
from mingbai.registry.models import (
    Freeze,
    Household,
    HouseholdState,
    ImportBatch,
    IncomeStatement,
    Membership,
    NaturalChange,
    Pairing,
)
from tests.factories import families
from tests.factories.county import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang"), pytest.mark.timeout(600)]
# A demo may be started in the night: nothing of its last day may then be sent on the day before.
NIGHT = AT.replace(hour=0, minute=30)


@pytest.fixture
def opened():
    with entered(founder()), transaction.atomic():
        people.open_ready(people.ready(), by=founder(), at=AT - people.OPENED)


def test_a_county_that_was_interrupted_is_not_taken_for_a_whole_one(opened, tmp_path):
    office = errands.acting("office", AT)
    with entered(office), transaction.atomic():
        families.household(office, area=desk.VILLAGE)
    files = Files(tmp_path / "county", None)
    with pytest.raises(HalfMade) as refusal:
        ledger.load(tmp_path, files=files, at=AT, say=print, together=in_turn)
    assert "FRESH=1" in str(refusal.value)
    desk.load(at=AT)
    ledger.load(tmp_path, files=files, at=AT, say=print, together=in_turn)


def as_of(model, day):
    return model.objects.filter(valid_from__lte=day).exclude(valid_to__lte=day)


@pytest.mark.slow
def test_the_county_of_2016_becomes_that_of_2020(tmp_path):
    county = tmp_path / "county"
    write(county, people=5_000, seed=2020, step=lambda _text: None)
    with entered(founder()), transaction.atomic():
        people.open_ready(people.ready(), by=founder(), at=NIGHT - people.OPENED)
        staff.load(by=founder(), at=NIGHT - people.OPENED)
    ledger.with_past(county, tmp_path / "2016", at=NIGHT, say=lambda _text: None)
    with entered(errands.acting("office", NIGHT)), transaction.atomic():
        registered = Household.objects.filter(registered=True)
        assert registered.count() > 250
        assert list(ImportBatch.objects.values_list("state", flat=True)) == ["merged"] * 4
        then, now = date(2018, 6, 30), NIGHT.date()
        poor = as_of(HouseholdState, then).filter(category="poor").count()
        assert 0 < poor < registered.count()
        assert as_of(HouseholdState, now).filter(category="poor").count() == 0
        assert as_of(Membership, then).count() != as_of(Membership, now).count()
        assert set(NaturalChange.objects.values_list("kind", flat=True)) >= {"birth", "death"}
        years = IncomeStatement.objects.filter(replaced_on=None).values_list("year", flat=True)
        assert set(years) == {2015, 2016, 2017, 2018, 2019, 2020}
        assert Freeze.objects.filter(as_of=date(2020, 6, 30)).get().row_count > 0
        held = Pairing.objects.filter(valid_to=None).values_list("user", flat=True)
        assert len(held) == registered.filter(ended_on=None).count()
        assert max(list(held).count(user) for user in set(held)) <= staff.figures()["households_a_helper"]
