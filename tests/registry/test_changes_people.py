"""Pairing over time, grounds in order, requests about one's own data, and error rates."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit.flow import NotPermitted
from mingbai.kit.scope import entered
from mingbai.registry.actions import corrections, entry, grounds, pairings
from mingbai.registry.flow import correction as flow
from mingbai.registry.models import CorrectionRequest, EntryFault, FormerNumber, Household, Person
from mingbai.registry.queries import entry as figures
from mingbai.registry.states import CorrectionAsk, FaultSource, Ground
from tests.factories import county, families
from tests.factories.county import AT, TOWN, VILLAGE
from tests.flow_checks import walk

TODAY = AT.date()


@pytest.fixture
def home(office):
    with entered(office), transaction.atomic():
        found = families.household(office, registered_on=families.BEGAN)
        families.member(office, found, name="张大山", phone="13800001234")
        found.refresh_from_db()
        return found


def test_a_pairing_opens_and_ends_the_helper_s_reach(office, home):
    first, second = (county.person("helper", VILLAGE) for _n in range(2))
    for helper, on in ((first, date(2019, 1, 1)), (second, date(2020, 1, 1))):
        with entered(office), transaction.atomic():
            who = pairings.Helper(helper.user.display_name, user=helper.user, phone="13900000000")
            pairings.pair(household=home, helper=who, on=on, by=office, at=AT)
    assert county.acting(first.user).households == ()
    assert county.acting(second.user).households == (home.pk,)
    with entered(office), transaction.atomic():
        assert home.pairings.get(user=first.user).valid_to == date(2020, 1, 1)
        with pytest.raises(pairings.AlreadyPaired):
            pairings.pair(household=home, helper=who, on=TODAY, by=office, at=AT)
        pairings.unpair(household=home, on=TODAY, why="调离", by=office, at=AT)
        with pytest.raises(pairings.NotPaired):
            pairings.unpair(household=home, on=TODAY, why="调离", by=office, at=AT)
    assert county.acting(second.user).households == ()


def test_a_post_that_does_not_allocate_pairs_nobody(home):
    cadre = county.person("village_cadre", VILLAGE).acting
    with entered(cadre), transaction.atomic(), pytest.raises(pairings.MayNotPair):
        pairings.pair(household=home, helper=pairings.Helper("某"), on=TODAY, by=cadre, at=AT)


def test_grounds_are_ranked_over_time(office, home):
    said = {"household": home, "ground": Ground.CAUSE, "by": office, "at": AT}
    listed = [code for code, _words in grounds.codes.choices("cause")]
    with entered(office), transaction.atomic():
        grounds.say(ranked=listed[:2], on=date(2017, 1, 1), **said)
        grounds.say(ranked=listed[2:3], on=date(2018, 1, 1), **said)
        assert [g.code for g in home.grounds.filter(valid_to=None)] == listed[2:3]
        assert home.grounds.filter(valid_to=date(2018, 1, 1)).count() == 2
        for bad in (listed[:4], listed[:1] * 2, ["nonsense"]):
            with pytest.raises(grounds.BadGrounds):
                grounds.say(ranked=bad, on=TODAY, **said)
        plain = families.household(office)
        with pytest.raises(grounds.BadGrounds):
            grounds.say(ranked=listed[:1], on=TODAY, **{**said, "household": plain})


@pytest.fixture
def cadre(db, biyang):
    return county.person("village_cadre", VILLAGE).acting


@pytest.fixture
def town(db, biyang):
    return county.person("township_officer", TOWN).acting


def ask(cadre, home, **more):
    with entered(cadre), transaction.atomic():
        wish = {
            "ask": CorrectionAsk.CORRECT,
            "said": "名字写错了",
            "field": "name",
            "wanted": "张大三",
            **more,
        }
        person = Person.objects.get(household=home)
        return corrections.write_down(person=person, asked=corrections.Asked(**wish), by=cadre, at=AT)


def decide(verb, by, request, **more):
    with entered(by), transaction.atomic():
        found = CorrectionRequest.objects.get(pk=request.pk)
        getattr(corrections, verb)(request=found, reason="已核对户口簿", by=by, at=AT, **more)
        return found


def test_what_is_granted_is_written_by_another_post(cadre, town, home):
    request = ask(cadre, home)
    assert request.due == date(2020, 12, 15)
    with pytest.raises(NotPermitted):
        decide("grant", cadre, request)
    decide("grant", town, request)
    with entered(town), transaction.atomic():
        assert Person.objects.get(household=home).name == "张大三"
        assert Household.objects.get(pk=home.pk).head_name in ("张大三", "张大山")


def test_a_number_is_corrected_and_the_former_one_kept(cadre, town, home):
    number = families.id_no()
    request = ask(cadre, home, field="id_no", wanted=number)
    assert (request.wanted, request.id_last4) == ("", number[-4:])
    decide("grant", town, request)
    with entered(town), transaction.atomic():
        person = Person.objects.get(household=home)
        assert person.id_last4 == number[-4:]
        assert FormerNumber.objects.filter(person=person).exists()


def test_a_telephone_is_deleted_and_a_name_is_not(cadre, town, home):
    request = ask(cadre, home, ask=CorrectionAsk.ERASE, field="phone", wanted="")
    decide("grant", town, request)
    with entered(town), transaction.atomic():
        assert Person.objects.get(household=home).phone_last4 == ""
    with pytest.raises(corrections.BadRequest):
        ask(cadre, home, ask=CorrectionAsk.ERASE, wanted="")


@pytest.mark.parametrize(
    "wrong",
    [{"field": "moon"}, {"wanted": " "}, {"wanted": "张大山"}, {"field": "sex", "wanted": "x"}],
    ids=str,
)
def test_what_cannot_be_read_is_refused(cadre, home, wrong):
    with pytest.raises(corrections.BadRequest):
        ask(cadre, home, **wrong)


def test_a_refusal_has_its_reason_and_the_way_to_complain(cadre, town, home):
    refused = decide("refuse", town, ask(cadre, home))
    assert (refused.state, refused.reason) == ("refused", "已核对户口簿")
    assert "第五十条" in corrections.how_to_complain()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_flow_keeps_its_table(cadre, town, office, home, data):
    given_ = {"refuse": {"reason": "没有依据"}, "grant": {"reason": ""}}
    walk(flow, lambda: ask(cadre, home), [cadre, town, office], data, evidence=given_)


def test_error_rates_count_rows_and_errors_by_clerk_and_field(town, home):
    with entered(town), transaction.atomic():
        wrong = [entry.Wrong(home, field, 7, "村干部 · 王") for field in ("name", "name", "id_no")]
        entry.note_faults(wrong=wrong, source=FaultSource.REJECTED, by=town, at=AT)
        assert EntryFault.objects.count() == 3
        [rate] = figures.rates(town, since=TODAY - timedelta(days=1), until=TODAY)
        assert (rate.faults, rate.entered, rate.per_hundred) == (3, 0, None)
        assert rate.by_field == (("name", 2), ("id_no", 1))
        assert figures.rates(town, since=TODAY + timedelta(days=1), until=TODAY + timedelta(days=2)) == []


def test_only_those_who_look_after_entry_keep_its_roster(town, cadre):
    facts = {"area_code": VILLAGE, "kind": "computer", "note": ""}
    with entered(town), transaction.atomic():
        row = entry.count_equipment(count=3, working=2, by=town, at=AT, **facts)
        again = entry.count_equipment(count=3, working=3, by=town, at=AT, **facts)
        assert (row.pk, again.working) == (again.pk, 3)
        with pytest.raises(entry.BadEquipment):
            entry.count_equipment(count=1, working=2, by=town, at=AT, **facts)
    with entered(cadre), transaction.atomic(), pytest.raises(entry.NotKeeper):
        entry.count_equipment(count=3, working=2, by=cadre, at=AT, **facts)
