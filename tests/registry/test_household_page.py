"""一户一页: what is known, today and as of a day; each look recorded; numbers for a purpose only."""

from datetime import date

import pytest
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from mingbai.kit.scope import entered
from mingbai.kit.sight import Sight
from mingbai.registry.actions import circumstances, households, memberships
from mingbai.registry.models import Household, Pairing
from mingbai.registry.states import Leaving
from tests.factories import county, families
from tests.factories.county import AT, OTHER_TOWN, TOWN
from tests.factories.signed import enrolled, post, signed_in

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
LEFT = date(2019, 4, 1)
SPLIT = date(2018, 12, 1)


@pytest.fixture
def someone(biyang):
    return county.person("township_head", TOWN)


@pytest.fixture
def client(someone):
    enrolled(someone.user)
    return signed_in(someone.user)


@pytest.fixture
def home(someone):
    """A family since 2016: poor, since December 2018 out of poverty; the son left in April 2019."""
    by = someone.acting
    with entered(by), transaction.atomic():
        made = households.NewHousehold(
            area_code=county.VILLAGE, started_on=families.BEGAN, number="41172600001", group_no=4,
            registered_on=date(2016, 3, 1),
        )  # fmt: skip
        family = households.found(facts=made, by=by, at=AT)
        families.member(by, family, name="曾国强", phone="13800001234")
        families.member(by, family, name="李小红", relation="spouse", sex="female", birth=date(1972, 2, 1))
        son = families.member(by, family, name="曾小宝", relation="son", birth=date(1995, 2, 1))
        poor = {"category": "poor", "safe_water": False, "dilapidated": True, "dilapidated_level": "d"}
        _state(family, families.BEGAN, by, poor)
        better = {"category": "graduated", "safe_water": True, "dilapidated": False, "dilapidated_level": "a"}
        _state(family, SPLIT, by, better)
        circumstances.change_person(
            person=family.head, on=families.BEGAN, values={"health": "chronic", "resident_medical": True},
            by=by, at=AT,
        )  # fmt: skip
        memberships.leave(person=son, on=LEFT, left=Leaving.MARRIED_OUT, by=by, at=AT)
        Pairing.objects.create(
            area_code=county.VILLAGE, household=family, helper_name="朱帮扶", valid_from=date(2017, 1, 1)
        )
        return Household.objects.get(pk=family.pk)


def _state(family, on, by, values):
    family.refresh_from_db()
    circumstances.change_household(household=family, on=on, values=values, by=by, at=AT)
    family.refresh_from_db()


def said(words):
    with translation.override("zh-hans"):
        return gettext(words)


def text(answer):
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_the_page_tells_today(client, home):
    found = text(client.get(f"/registry/households/{home.key}"))
    for words in ("曾国强", "李小红", "长期慢性病", "配偶", "朱帮扶", "脱贫户", "41172600001", "A级"):
        assert words in found, words
    assert "曾小宝" not in found.split("发生过什么")[0].split("members-title")[1].split("</section>")[0]


def test_as_of_a_day_it_tells_that_day_in_its_words(client, home):
    found = text(client.get(f"/registry/households/{home.key}?as_of=2018-06-30"))
    for words in ("曾小宝", "贫困户", "D级", "2018-06-30"):
        assert words in found, words
    assert "?as_of=2018-06-30" in found


@pytest.mark.parametrize("day", ["2018-02-30", "yesterday", "2999-01-01", "1900-01-01", "'"])
def test_a_day_that_is_none_is_refused(client, home, day):
    for address in (f"/registry/households/{home.key}", "/registry/then/"):
        assert client.get(address, {"as_of": day}).status_code == 400, address


def test_no_whole_number_stands_on_any_page(client, home, someone):
    with entered(someone.acting), transaction.atomic():
        head = home.head
        last = head.id_last4
    for address in (f"/registry/households/{home.key}", f"/registry/persons/{head.key}"):
        found = text(client.get(address))
        assert f"**** {last}" in found
        assert not families.NUMBER.search(found)
        assert "13800001234" not in found


def test_full_numbers_need_a_purpose_and_are_recorded(client, home, someone):
    with entered(someone.acting), transaction.atomic():
        head = home.head
    address = f"/registry/persons/{head.key}/numbers"
    assert post(client, address, purpose="household_visit", reason="").status_code == 422
    found = text(post(client, address, purpose="household_visit", reason="核对证件"))
    assert families.NUMBER.search(found)
    assert "13800001234" in found
    assert "核对证件" in text(client.get(f"/registry/households/{home.key}/looks"))


def test_every_look_is_recorded_once_and_seen_on_the_page(client, home, someone):
    client.get(f"/registry/households/{home.key}")
    found = text(client.get(f"/registry/households/{home.key}"))
    assert someone.acting.label in found
    with entered(someone.acting), transaction.atomic():
        seen = Sight.objects.filter(subject_type="registry.household", subject_id=home.pk)
        assert seen.count() == 2


def test_a_household_of_elsewhere_has_no_page(home):
    far = county.person("township_head", OTHER_TOWN)
    enrolled(far.user)
    client = signed_in(far.user)
    for address in (
        f"/registry/households/{home.key}",
        f"/registry/households/{home.key}/looks",
        f"/registry/households/{home.key}/numbers",
        f"/registry/villages/{county.VILLAGE}",
    ):
        assert client.get(address).status_code == 404, address


def test_a_household_without_members_or_states_has_a_page(client, someone):
    with entered(someone.acting), transaction.atomic():
        bare = families.household(someone.acting)
    assert said("no head") in text(client.get(f"/registry/households/{bare.key}"))


def test_the_page_asks_no_more_for_more_members(client, someone, django_assert_max_num_queries):
    with entered(someone.acting), transaction.atomic():
        big = families.household(someone.acting)
        families.member(someone.acting, big)
        for _n in range(11):
            families.member(someone.acting, big, name="张某", relation="other")
    client.get(f"/registry/households/{big.key}")
    with django_assert_max_num_queries(45):
        assert client.get(f"/registry/households/{big.key}").status_code == 200


def test_the_person_s_page_tells_where_they_were(client, home, someone):
    with entered(someone.acting), transaction.atomic():
        son = home.memberships.get(person_name="曾小宝").person
    found = text(client.get(f"/registry/persons/{son.key}"))
    assert "曾国强" in found
    then = text(client.get(f"/registry/persons/{son.key}?as_of=2018-06-30"))
    assert f"/registry/households/{home.key}?as_of=2018-06-30" in then


def test_the_page_speaks_english_too(client, home):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        assert "Household of" in text(client.get(f"/registry/households/{home.key}"))


def test_the_village_opens_its_lists(client, home):
    found = text(client.get(f"/registry/villages/{county.VILLAGE}"))
    assert f"area={county.VILLAGE}&amp;registered=1" in found
    listed = text(client.get(f"/registry/households/?area={county.VILLAGE}&registered=1"))
    assert "曾国强" in listed


def test_the_menu_and_the_search_lead_to_people(client, home):
    found = text(client.post("/search", {"q": "国强"}))
    assert "/registry/persons/" in found
    assert "/registry/find" in found
    assert "/registry/persons/" not in text(client.get("/search?q=41172600001"))


def test_joined_members_are_told_in_the_timeline(client, home):
    found = text(client.get(f"/registry/households/{home.key}"))
    assert said("A member came") in found
    assert said("A member left") in found
