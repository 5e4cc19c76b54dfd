"""Random natural changes: whatever is reported, refused or entered, the ledger stays whole."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from mingbai.kit.refusal import Refused
from mingbai.kit.scope import entered
from mingbai.registry.actions import changes_bulk
from mingbai.registry.actions.changes import NewChange
from mingbai.registry.models import Household, Membership, Person
from mingbai.registry.queries import changes_relations as kin
from mingbai.registry.queries.changes_details import Details
from mingbai.registry.queries.changes_kinds import ARRIVALS, DEPARTURES
from mingbai.registry.states import ChangeKind, Standing
from tests.factories import county, families
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE

ELSEWHERE = "411726102001"
LONGEST = 10
OVERLAPPING = """
SELECT count(*) FROM registry_membership a JOIN registry_membership b
    ON a.person_id = b.person_id AND a.id < b.id
 WHERE a.valid_from < coalesce(b.valid_to, 'infinity') AND b.valid_from < coalesce(a.valid_to, 'infinity')
"""
NEW = ("son", "daughter", "spouse", "mother", "head", "other")


@pytest.fixture
def hands(db, biyang):
    cadre, town = county.person("village_cadre", VILLAGE), county.person("township_officer", TOWN)
    return changes_bulk.Hands(cadre.acting, town.acting)


def members(home):
    rows = (
        Membership.objects.filter(household=home, valid_to=None)
        .select_related("person")
        .order_by("person_id")
    )
    return [kin.Member(m.person_id, m.person.sex, m.relation) for m in rows]


def successor(data, home, gone):
    """Who heads those who stay, with relations as the table proposes them; nothing if none stays."""
    everybody = members(home)
    stay = [m.id for m in everybody if m.id not in gone]
    if not stay or not any(m.relation == "head" and m.id in gone for m in everybody):
        return None, {}
    head = data.draw(st.sampled_from(stay), label="head")
    said = kin.proposed(everybody, head)
    return head, {id_: said[id_] for id_ in stay if id_ != head}


def any_change(data, day):
    kind = data.draw(st.sampled_from(sorted(ChangeKind.values)), label="kind")
    homes = list(Household.objects.order_by("pk"))
    home = data.draw(st.sampled_from(homes), label="home")
    here = [m.id for m in members(home)]
    people = list(Person.objects.order_by("pk"))
    more = {}
    if kind in ARRIVALS:
        old = data.draw(st.booleans(), label="known")
        more["person"] = data.draw(st.sampled_from(people), label="who") if old else None
        more["relation"] = data.draw(st.sampled_from(NEW), label="relation")
        more["details"] = Details(name="新", sex="male", new_home=data.draw(st.booleans(), label="new home"))
    elif kind in DEPARTURES:
        person = data.draw(st.sampled_from(people), label="who")
        head, said = successor(data, home, {person.pk})
        more = {"person": person, "details": Details(head=head, relations=said)}
    else:
        more["details"] = whole(data, kind, home, here, homes)
    return NewChange(ChangeKind(kind), day, home.area_code, home, **more)


def whole(data, kind, home, here, homes):
    if kind == ChangeKind.SPLIT and here:
        going = data.draw(st.lists(st.sampled_from(here), min_size=1, unique=True), label="going")
        head = data.draw(st.sampled_from(going), label="ahead")
        said = kin.proposed(members(home), head)
        behind, stay = successor(data, home, set(going))
        ahead = {id_: said[id_] for id_ in going if id_ != head}
        return Details(
            members=tuple(going), head=head, relations=ahead, stay_head=behind, stay_relations=stay
        )
    if kind == ChangeKind.HEAD_CHANGE and here:
        head = data.draw(st.sampled_from(here), label="head")
        return Details(head=head, relations=kin.proposed(members(home), head))
    into = data.draw(st.sampled_from(homes), label="into")
    return Details(
        head=0,
        members=(0,),
        into=str(into.key),
        relations=dict.fromkeys(here, "other"),
        area_code=data.draw(st.sampled_from([VILLAGE, ELSEWHERE]), label="area"),
        left=data.draw(st.sampled_from(["death", "moved_out"]), label="left"),
    )


@pytest.mark.timeout(600)  # thirty families' lives, on a machine that has other work
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_happens_the_ledger_stays_whole(office, hands, data):
    with entered(office), transaction.atomic():
        for area in (VILLAGE, ELSEWHERE):
            home = families.household(office, area=area)
            families.member(office, home)
            for relation in ("spouse", "son", "daughter", "mother"):
                families.member(office, home, relation=relation)
        day, done = date(2017, 1, 1), 0
        for _n in range(data.draw(st.integers(1, LONGEST), label="changes")):
            day += timedelta(days=data.draw(st.integers(0, 40), label="days"))
            facts = [any_change(data, day) for _each in range(data.draw(st.integers(1, 2), label="at once"))]
            try:
                with transaction.atomic():
                    changes_bulk.record_many(facts=facts, hands=hands, by=office, at=AT)
                done += 1
            except Refused:
                pass
            the_ledger_is_whole()
        event(f"{done} entered")
        transaction.set_rollback(True)


def the_ledger_is_whole():
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPPING)
        assert cursor.fetchone() == (0,)
    open_ones = Membership.objects.filter(valid_to=None)
    assert not open_ones.filter(person__standing=Standing.DEAD).exists()
    for person in Person.objects.exclude(died_on=None):
        last = person.memberships.order_by("-valid_from").first()
        assert last.valid_to - person.died_on <= timedelta(days=1)
    for home in Household.objects.all():
        here = {m.person_id: m.relation for m in open_ones.filter(household=home)}
        heads = [id_ for id_, relation in here.items() if relation == "head"]
        assert (home.ended_on is not None) == (not here), home.pk
        assert home.member_count == len(here)
        assert [home.head_id] == heads or (home.head_id is None and not here)
        today = Person.objects.filter(household=home).values_list("pk", "relation")
        assert dict(today) == here
        assert set(open_ones.filter(household=home).values_list("area_code", flat=True)) <= {home.area_code}
    assert open_ones.count() == Person.objects.filter(standing=Standing.HERE).count()


def test_far_and_near_are_two_towns():
    assert ELSEWHERE.startswith(OTHER_TOWN[:9])
    assert VILLAGE.startswith(TOWN[:9])
