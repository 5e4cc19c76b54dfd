"""应急查阅: a reason, some minutes, one household, and the township knows."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.kit.sight import Sight
from mingbai.org.queries import today
from mingbai.registry.actions import glass as actions
from mingbai.registry.actions import persons
from mingbai.registry.models import GlassLook, Household, Person
from mingbai.registry.queries import glass
from mingbai.registry.states import Entry
from tests.factories import county, families
from tests.factories.county import AT, TOWN
from tests.factories.signed import enrolled, post, signed_in

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
NEAR = "411726102001"
WHY = {"reason_code": "illness", "reason": "路遇该户老人突发疾病"}


@pytest.fixture
def home(biyang):
    """A household of TOWN, with its head's whole number."""
    by = county.person("township_officer", TOWN).acting
    with entered(by), transaction.atomic():
        family = families.household(by, number="411726H77")
        number = families.id_no()
        told = {"relation": "head", "on": families.BEGAN, "came": Entry.START, "by": by, "at": AT}
        persons.enter(facts=persons.NewPerson(name="张求助", id_no=number), household=family, **told)
        return Household.objects.get(pk=family.pk), number


@pytest.fixture
def cadre(biyang):
    return county.person("village_cadre", NEAR)


def broken(by, number, at=AT, **more):
    return actions.break_glass(**{"number": number, **WHY, **more}, by=by, at=at)


def test_a_look_is_told_to_the_township(home, cadre):
    family, number = home
    with entered(cadre.acting), transaction.atomic():
        look = broken(cadre.acting, number)
        assert look.until == AT + timedelta(minutes=15)
    head = county.person("township_head", TOWN).acting
    with entered(head), transaction.atomic():
        titles = [task.title for task in today.tasks(head, AT + timedelta(hours=1))]
        assert any("张求助" in title and cadre.acting.label in title for title in titles)
        seen = Sight.objects.get(subject_type="registry.household", subject_id=family.pk)
        assert (seen.act, seen.purpose, seen.user_id) == ("broke_glass", WHY["reason"], cadre.id)
        actions.take_note(look=glass.in_reach(head).get(), by=head, at=AT, version=1)
        assert not [task for task in today.tasks(head, AT) if "张求助" in task.title]


def test_the_household_s_own_number_opens_it_too(home, cadre):
    with entered(cadre.acting), transaction.atomic():
        assert broken(cadre.acting, "411726H77").household_id == home[0].pk


@pytest.mark.parametrize("number", ["", "张求助", "999999", "411726H7", "999999197005010010", "%"])
def test_less_than_a_whole_number_opens_nothing(home, cadre, number):
    with entered(cadre.acting), transaction.atomic(), pytest.raises(actions.NobodyThere):
        broken(cadre.acting, number)


@pytest.mark.parametrize("more", [{"reason": "看看"}, {"reason": "   "}, {"reason_code": "curious"}])
def test_no_look_without_a_reason(home, cadre, more):
    with entered(cadre.acting), transaction.atomic(), pytest.raises(actions.BadReason):
        broken(cadre.acting, home[1], **more)


def test_a_day_has_an_end_of_looks(home, cadre):
    with entered(cadre.acting), transaction.atomic():
        for _n in range(5):
            broken(cadre.acting, home[1])
        with pytest.raises(actions.TooOften):
            broken(cadre.acting, home[1])
        broken(cadre.acting, home[1], at=AT + timedelta(days=1))


@pytest.mark.parametrize("kind", ["department_officer", "auditor", "system_administrator", "county_leader"])
def test_posts_of_the_county_break_no_glass(home, kind):
    other = county.person(kind).acting
    with entered(other), transaction.atomic(), pytest.raises(actions.MayNotBreak):
        broken(other, home[1])


def test_the_scope_of_a_look_is_one_household(home, cadre):
    family, number = home
    by = county.person("township_officer", TOWN).acting
    with entered(by), transaction.atomic():
        families.member(by, families.household(by), name="邻居甲")
    with entered(cadre.acting), transaction.atomic():
        assert not Household.objects.filter(pk=family.pk).exists()
        narrow = glass.through(cadre.acting, broken(cadre.acting, number))
        with entered(narrow):
            assert list(Household.objects.values_list("pk", flat=True)) == [family.pk]
            assert [each.name for each in Person.objects.all()] == ["张求助"]
        assert not Household.objects.filter(pk=family.pk).exists()


def test_nobody_writes_a_look_by_hand(home, cadre):
    row = {"area_code": TOWN, "household": home[0], "user_id": 1, "post_id": 1, "looked_at": AT, "until": AT}
    with entered(cadre.acting), transaction.atomic(), pytest.raises(ProgrammingError):
        GlassLook.objects.create(**row)
    with transaction.atomic(), pytest.raises(Exception, match="post"), connection.cursor() as cursor:
        cursor.execute("SELECT registry_break_glass(NULL, '411726H77', 'illness', 'x', 15, now())")


def opened(client, number):
    answer = post(client, "/registry/emergency", number=number, **WHY)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_the_page_opens_masked_without_ways_on_and_closes(home, cadre):
    family, number = home
    client = signed_in(cadre.user)
    assert client.get(f"/registry/households/{family.key}").status_code == 404
    address = opened(client, number)
    found = client.get(address).content.decode()
    assert "张求助" in found
    assert number not in found
    for way in (f"/registry/households/{family.key}", "/registry/persons/", "/numbers"):
        assert way not in found, way
    assert client.get(f"/registry/households/{family.key}").status_code == 404
    head = county.person("township_head", TOWN).acting
    with entered(head), transaction.atomic():
        glass.in_reach(head).update(until=clock.read())
    assert client.get(address).status_code == 404
    assert "张求助" not in client.get(address).content.decode()


def test_nobody_else_uses_another_s_look(home, cadre):
    address = opened(signed_in(cadre.user), home[1])
    colleague = county.person("village_cadre", NEAR)
    assert signed_in(colleague.user).get(address).status_code == 404


def test_the_township_notes_a_look_on_its_page(home, cadre):
    opened(signed_in(cadre.user), home[1])
    head = county.person("township_head", TOWN)
    enrolled(head.user)
    client = signed_in(head.user)
    assert "张求助" in client.get("/registry/emergency-looks/").content.decode()
    with entered(head.acting), transaction.atomic():
        key = glass.in_reach(head.acting).get().key
    assert post(client, f"/registry/emergency-looks/{key}/note", version="1").status_code == 302
    assert head.acting.label in client.get(f"/registry/emergency-looks/{key}").content.decode()
