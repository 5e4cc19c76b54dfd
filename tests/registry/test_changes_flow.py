"""A natural change on its way: three people, papers, frozen content, the window, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit.flow import NotPermitted, StaleVersion, WrongState
from mingbai.kit.scope import entered
from mingbai.registry.actions import (
    changes,
    changes_papers,
    changes_stops,
    circumstances,
    households,
    persons,
)
from mingbai.registry.actions.changes import NewChange
from mingbai.registry.actions.persons import NumberTaken
from mingbai.registry.actions.refusal import OutsideArea
from mingbai.registry.flow import natural_change as flow
from mingbai.registry.models import EntryFault, Household, NaturalChange, Person, StopProposal
from mingbai.registry.queries.changes_details import Details
from mingbai.registry.states import ChangeKind as Kind
from mingbai.registry.states import ChangeState, Entry
from tests.factories import county, families
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE
from tests.flow_checks import walk

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
OTHER_VILLAGE = "411726102001"
ON = date(2020, 11, 2)


@pytest.fixture
def cast(office):
    """Who takes part, and a family."""
    people = {
        "cadre": county.person("village_cadre", VILLAGE).acting,
        "town": county.person("township_officer", TOWN).acting,
        "county": office,
    }
    with entered(office), transaction.atomic():
        home = families.household(office)
        people["head"] = families.member(office, home)
        people["wife"] = families.member(office, home, name="王芳", relation="spouse", sex="female")
        home.refresh_from_db()
    return {**people, "home": home}


def a_birth(cast, **more):
    number = families.id_no(ON)
    wish = {"relation": "son", "id_no": number, "details": Details(name="张宝"), **more}
    return NewChange(Kind.BIRTH, ON, VILLAGE, cast["home"], **wish)


def drafted(cast, facts=None, papers=("birth_certificate",)):
    by = cast["cadre"]
    with entered(by), transaction.atomic():
        change = changes.draft(facts=facts or a_birth(cast), by=by, at=AT)
        for kind in papers:
            changes_papers.add(change=change, kind=kind, title="证明.png", pieces=iter([PNG]), by=by, at=AT)
        return change


def move(cast, change, verb, who, at=AT, **more):
    by = cast[who]
    with entered(by), transaction.atomic():
        fresh = NaturalChange.objects.get(pk=change.pk)
        getattr(changes, verb)(change=fresh, by=by, at=at, **more)
        return fresh


def test_a_birth_goes_its_way_and_the_child_is_there(cast):
    change = drafted(cast)
    for verb, who in (("submit", "cadre"), ("review", "town"), ("approve", "county")):
        move(cast, change, verb, who)
    with entered(cast["cadre"]), transaction.atomic():
        home = Household.objects.get(pk=cast["home"].pk)
        baby = Person.objects.get(name="张宝")
        assert (home.member_count, baby.relation, baby.birth_date) == (3, "son", ON)
        assert NaturalChange.objects.get(pk=change.pk).person_id == baby.pk


def test_a_higher_level_does_not_act_before_a_lower(cast):
    change = drafted(cast)
    with pytest.raises(WrongState):
        move(cast, change, "review", "town")
    move(cast, change, "submit", "cadre")
    with pytest.raises(WrongState):
        move(cast, change, "approve", "county")


def test_without_its_paper_nothing_is_submitted(cast):
    change = drafted(cast, papers=())
    with pytest.raises(changes.PapersWanting):
        move(cast, change, "submit", "cadre")


def test_a_helper_s_or_another_town_s_post_enters_nothing_here(cast):
    far = county.person("village_cadre", OTHER_VILLAGE).acting
    with entered(far), transaction.atomic(), pytest.raises(OutsideArea):
        changes.draft(facts=a_birth(cast), by=far, at=AT)
    with entered(cast["county"]), transaction.atomic(), pytest.raises(changes.NotYours):
        changes.draft(facts=a_birth(cast), by=cast["county"], at=AT)
    assert not flow.moves["review"].who(county.person("township_officer", OTHER_TOWN).acting, drafted(cast))


def test_who_entered_does_not_review(cast):
    by = cast["town"]
    with entered(by), transaction.atomic():
        change = changes.draft(facts=a_birth(cast), by=by, at=AT)
        changes_papers.add(
            change=change, kind="birth_certificate", title="a.png", pieces=iter([PNG]), by=by, at=AT
        )
        changes.submit(change=change, by=by, at=AT)
        with pytest.raises(NotPermitted):
            changes.review(change=change, by=by, at=AT)


def test_what_was_submitted_is_frozen_until_sent_back_and_counted_as_an_error(cast):
    change = move(cast, drafted(cast), "submit", "cadre")
    by = cast["cadre"]
    with entered(by), transaction.atomic(), pytest.raises(changes.Frozen):
        changes.amend(change=change, facts=a_birth(cast), by=by, at=AT, version=change.version)
    back = move(cast, change, "send_back", "town", field="name", reason="与出生证明不一致")
    assert (back.state, back.why_returned) == (ChangeState.RETURNED, "与出生证明不一致")
    with entered(by), transaction.atomic():
        facts = a_birth(cast, details=Details(name="张小宝"), id_no="")
        changes.amend(change=back, facts=facts, by=by, at=AT, version=back.version)
        assert (back.person_name, back.id_last4) == ("张小宝", change.id_last4)
        fault = EntryFault.objects.get()
        assert (fault.field, fault.user_id) == ("name", by.user_id)
    for verb, who in (("submit", "cadre"), ("review", "town"), ("approve", "county")):
        move(cast, change, verb, who)
    with entered(by), transaction.atomic():
        assert Person.objects.filter(name="张小宝").exists()


def test_what_was_changed_beside_the_flow_is_not_approved(cast):
    change = move(cast, drafted(cast), "submit", "cadre")
    with entered(cast["cadre"]), transaction.atomic():
        NaturalChange.objects.filter(pk=change.pk).update(happened_on=date(2020, 1, 1))
    with pytest.raises(changes.Frozen):
        move(cast, change, "review", "town")


def test_nothing_is_approved_outside_the_window_nor_twice(cast):
    change = drafted(cast)
    move(cast, change, "submit", "cadre")
    seen = move(cast, change, "review", "town")
    with pytest.raises(changes.WindowClosed):
        move(cast, change, "approve", "county", at=AT - timedelta(days=10))
    move(cast, change, "approve", "county", version=seen.version)
    by = cast["county"]
    with entered(by), transaction.atomic(), pytest.raises((StaleVersion, WrongState)):
        changes.approve(change=seen, by=by, at=AT, version=seen.version)
    with entered(by), transaction.atomic():
        assert Person.objects.filter(name="张宝").count() == 1


def test_nothing_to_enter_is_refused(cast):
    empty = a_birth(cast, id_no="", details=Details())
    with pytest.raises(changes.NothingToApply):
        drafted(cast, empty)


def test_a_number_that_waits_in_another_draft_is_taken_until_withdrawn(cast):
    facts = a_birth(cast)
    first = drafted(cast, facts)
    with pytest.raises(NumberTaken):
        drafted(cast, facts)
    move(cast, first, "withdraw", "cadre")
    assert drafted(cast, facts).id_vault is not None


def test_a_bride_from_another_township_is_found_by_her_number_and_leaves_there(cast):
    office = cast["county"]
    number = families.id_no(date(1998, 1, 1), "female")
    with entered(office), transaction.atomic():
        far = families.household(office, area=OTHER_VILLAGE)
        families.member(office, far)
        bride = persons.enter(
            facts=persons.NewPerson(name="李新", id_no=number), household=far, relation="daughter",
            on=families.BEGAN, came=Entry.START, by=office, at=AT,
        )  # fmt: skip
    facts = NewChange(
        Kind.MARRY_IN, ON, VILLAGE, cast["home"], relation="daughter_in_law", id_no=number,
        details=Details(name="李新"),
    )  # fmt: skip
    change = drafted(cast, facts, papers=("marriage_certificate",))
    assert (change.person_id, change.id_vault) == (None, None)
    for verb, who in (("submit", "cadre"), ("review", "town"), ("approve", "county")):
        move(cast, change, verb, who)
    with entered(office), transaction.atomic():
        bride.refresh_from_db()
        far.refresh_from_db()
        assert (bride.household_id, bride.area_code, far.member_count) == (cast["home"].pk, VILLAGE, 1)
        assert bride.memberships.order_by("valid_from")[0].left == "married_out"


def test_a_household_that_was_moved_meanwhile_is_not_reached_by_a_smaller_post(cast):
    office = cast["county"]
    with entered(office), transaction.atomic():
        home = Household.objects.get(pk=cast["home"].pk)
        households.move_household(household=home, area_code=OTHER_VILLAGE, on=ON, by=office, at=AT)
    with entered(cast["cadre"]), transaction.atomic():
        assert not Household.objects.filter(pk=home.pk).exists()


@pytest.fixture
def proposal(cast):
    office = cast["county"]
    with entered(office), transaction.atomic():
        circumstances.change_person(
            person=cast["head"], on=families.BEGAN, values={"dibao": True}, by=office, at=AT
        )
    facts = NewChange(
        Kind.DEATH, ON, VILLAGE, cast["home"], cast["head"], details=Details(head=cast["wife"].pk)
    )
    change = drafted(cast, facts, papers=("death_proof",))
    for verb, who in (("submit", "cadre"), ("review", "town"), ("approve", "county")):
        move(cast, change, verb, who)
    with entered(office), transaction.atomic():
        return StopProposal.objects.get()


def test_only_the_department_that_pays_decides_and_hears_first(cast, proposal):
    civil = county.person("department_officer", unit="civil_affairs").acting
    other = county.person("department_officer", unit="education_bureau").acting
    for by in (cast["county"], other):
        with entered(by), transaction.atomic(), pytest.raises(NotPermitted):
            changes_stops.notify(proposal=proposal, notified_on="2020-11-30", by=by, at=AT)
    with entered(civil), transaction.atomic():
        found = StopProposal.objects.get(pk=proposal.pk)
        changes_stops.notify(proposal=found, notified_on="2020-11-30", by=civil, at=AT)
        decided = {"heard": "没有异议", "decision": "泌民函〔2020〕9号", "by": civil}
        with pytest.raises(changes_stops.TooEarly):
            changes_stops.stop(proposal=found, at=AT, **decided)
        changes_stops.stop(proposal=found, at=AT + timedelta(days=6), **decided)
        assert (found.state, found.heard) == ("stopped", "没有异议")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_flow_keeps_its_table(cast, data):
    posts = [cast["cadre"], cast["town"], cast["county"]]
    back = {"field": "name", "reason": "请核对姓名"}
    walk(
        flow, lambda: drafted(cast), posts, data, evidence={"send_back": back, "county_sends_back": back},
        also=lambda move, by: {"reviewed_user": by.user_id} if move == "review" else {},
    )  # fmt: skip
