"""What a week's brief says: recounted by other means; five matters by the rule; nobody's name; frozen."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit.scope import entered
from mingbai.org.models import Area
from mingbai.oversight.actions import briefs
from mingbai.oversight.actions.refusal import BriefIssued, LinkOver, MayNotList, NoLink
from mingbai.oversight.models import Brief, BriefLink, Problem
from mingbai.oversight.queries import briefs as asked
from mingbai.oversight.queries.briefs_names import SOMEBODY
from tests.factories import county, families
from tests.factories.county import COUNTY, OTHER_TOWN, TOWN, VILLAGE
from tests.oversight import scene
from tests.oversight.briefing import FRIDAY, late, problem

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
MONDAY = date(2020, 11, 23)
GRAVITY = ["minor", "moderate", "serious", "critical"]
STATES = ["listed", "assigned", "rectified", "checked", "signed", "verified", "closed", "withdrawn"]
NEIGHBOUR = "411726102203"


def says(office, at=FRIDAY):
    with scene.act(office):
        return asked.now(office, at)


def issued(office, at=FRIDAY):
    with scene.act(office):
        return briefs.issue(by=office, at=at)


@pytest.fixture
def many(office):
    """Eighty problems thrown by dice over ten weeks, three places and every state."""
    dice, found = Random(7), []
    for _n in range(80):
        state = dice.choice(STATES)
        found_on = FRIDAY.date() - timedelta(days=dice.randint(0, 70))
        closed_on = min(found_on + timedelta(days=dice.randint(0, 20)), FRIDAY.date())
        found.append(
            problem(
                office,
                state=state,
                area_code=dice.choice([VILLAGE, NEIGHBOUR, COUNTY]),
                category=dice.choice(["data", "policy", "project"]),
                severity=dice.choice(GRAVITY),
                owner="water_bureau",
                found_on=found_on,
                closed_on=closed_on if state == "closed" else None,
                deadline=None if state == "listed" else late(dice.randint(-10, 30)),
                returned=dice.randint(0, 1),
                raised_above=dice.random() < 0.1,
            )
        )
    return found


def still(one):
    return one.state not in ("closed", "withdrawn")


def overdue(one):
    return still(one) and one.due is not None and one.due < FRIDAY.date()


def test_the_figures_are_the_ledger_s_counted_one_by_one(office, many):
    told = says(office)["figures"]
    assert told == {
        "found": sum(one.state != "withdrawn" and one.found_on >= MONDAY for one in many),
        "closed": sum(one.state == "closed" and one.closed_on >= MONDAY for one in many),
        "open": sum(map(still, many)),
        "overdue": sum(map(overdue, many)),
        "returned": sum(still(one) and one.returned for one in many),
    }
    assert min(told.values()) > 0


def test_eight_weeks_found_against_closed(office, many):
    weeks = says(office)["weeks"]
    assert [date.fromisoformat(one["from"]) for one in weeks] == [
        MONDAY - timedelta(days=7 * back) for back in range(7, -1, -1)
    ]

    def week(day):
        return (day - timedelta(days=day.weekday())).isoformat()

    found = Counter(week(one.found_on) for one in many if one.state != "withdrawn")
    closed = Counter(week(one.closed_on) for one in many if one.state == "closed")
    assert [one["found"] for one in weeks] == [found[one["from"]] for one in weeks]
    assert [one["closed"] for one in weeks] == [closed[one["from"]] for one in weeks]


def test_townships_with_the_overdue_part_and_kinds_add_up_to_what_is_open(office, many):
    told = says(office)
    for one in told["towns"]:
        here = [each for each in many if each.area_code[:9] == one["code"][:9] and still(each)]
        assert (one["open"], one["overdue"]) == (len(here), sum(map(overdue, here)))
    for part in ("towns", "kinds"):
        assert sum(one["open"] for one in told[part]) == told["figures"]["open"]
        assert sum(one["overdue"] for one in told[part]) == told["figures"]["overdue"]


def test_townships_stand_by_count_where_ranking_is_on(office, many):
    told = says(office)
    assert told["ranked"]
    counts = [one["open"] for one in told["towns"]]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.usefixtures("era_2026")
def test_townships_stand_by_code_where_nobody_is_ranked(office, many):
    told = says(office)
    assert not told["ranked"]
    codes = [one["code"] for one in told["towns"]]
    assert codes == sorted(codes)


def test_five_matters_raised_first_then_gravest_then_longest_overdue(office, many):
    told = says(office)["matters"]
    due = [one for one in many if still(one) and (overdue(one) or one.raised_above)]
    wanted = sorted(
        due,
        key=lambda one: (not one.raised_above, -GRAVITY.index(one.severity), one.due or date.max, one.pk),
    )
    assert [one["number"] for one in told] == [one.number for one in wanted[:5]]
    assert [one["days"] for one in told] == [
        max(0, (FRIDAY.date() - one.due).days) if one.due else 0 for one in wanted[:5]
    ]


def test_a_matter_tells_with_whom_it_is_and_what_was_done_last(office):
    problem(office, title="饮水管网未修复", deadline=late(9), area_code=COUNTY, owner="water_bureau")
    problem(office, title="村级公示缺少照片", deadline=late(3))
    first, second = says(office)["matters"]
    assert "水利" in first["with"]["zh"]
    assert second["with"]["zh"] == Area.objects.get(code=TOWN).name
    assert (second["last"], second["last_on"], second["days"]) == ("assign", "2020-11-18", 3)


def test_what_is_not_late_and_not_raised_is_not_stuck(office):
    problem(office)
    problem(office, state="closed", deadline=late(4), closed_on=late(1))
    problem(office, state="withdrawn", deadline=late(4), raised_above=True)
    assert says(office)["matters"] == []


@pytest.fixture
def people(office):
    """A household of two and an officer, whose names are planted into titles."""
    head = county.person("township_head", TOWN, name="司马代行").acting
    with scene.act(head):
        home = families.household(head, area=VILLAGE)
        families.member(head, home, name="欧阳守秘")
        families.member(head, home, name="东方明", relation="spouse")
        home.refresh_from_db()
    return home


PLANTED = ["欧阳守秘", "东方明", "司马代行", "欧阳 守秘", "张测王", "13812345678"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.text("户家反映的危房未改造，、 ", max_size=12),
    name=st.sampled_from(PLANTED),
    after=st.text("户家反映的危房未改造，、 ", max_size=12),
)
def test_nobody_s_name_stands_on_a_brief(office, people, before, name, after):
    with transaction.atomic():
        problem(
            office, title=f"{before}{name}{after}", name="张测王", about="household", household_id=people.pk,
            deadline=late(5), severity="critical", raised_above=True,
        )  # fmt: skip
        told = str(says(office))
        transaction.set_rollback(True)
    squeezed = "".join(told.split())
    for planted in PLANTED:
        assert "".join(planted.split()) not in squeezed


def test_a_neighbour_of_the_village_is_hidden_and_the_forms_own_words_stand(office, people):
    problem(office, title="东方明家门前道路积水", deadline=late(5))
    problem(office, title="住房安全没有保障", deadline=late(4))
    first, second = says(office)["matters"]
    assert first["title"] == f"{SOMEBODY}家门前道路积水"
    assert second["title"] == "住房安全没有保障"


def test_once_issued_nothing_that_happens_later_changes_it(office, many):
    brief = issued(office)
    assert (brief.year, brief.number, brief.week) == (2020, 1, MONDAY)
    assert brief.digest == asked.digest(brief.says)
    with scene.act(office):
        Problem.objects.all().update(state="closed", closed_on=FRIDAY.date(), title="改了")
    with scene.act(office):
        again = Brief.objects.get()
    assert again.says == brief.says
    assert asked.digest(again.says) == again.digest
    assert says(office) != brief.says


def test_the_database_itself_lets_nobody_change_or_delete_it(office):
    brief = issued(office)
    for change in (lambda rows: rows.update(number=9), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="permission denied"), scene.act(office):
            change(Brief.objects.filter(pk=brief.pk))


def test_once_a_week_and_numbers_without_gaps(office):
    issued(office)
    with pytest.raises(BriefIssued, match="2020-11-27"):
        issued(office, scene.on(29))
    assert issued(office, scene.on(30)).number == 2  # the Monday after


@pytest.mark.parametrize(
    ("kind", "area"), [("county_leader", COUNTY), ("township_head", OTHER_TOWN), ("village_cadre", VILLAGE)]
)
def test_only_the_office_issues_and_makes_addresses(office, kind, area):
    brief, other = issued(office), county.person(kind, area).acting
    for verb in (
        lambda: briefs.issue(by=other, at=FRIDAY),
        lambda: briefs.give_link(brief=brief, by=other, at=FRIDAY),
        lambda: briefs.withdraw_link(brief=brief, by=other, at=FRIDAY),
    ):
        with pytest.raises(MayNotList), scene.act(other):
            verb()


def opening(office, token, at=FRIDAY):
    with entered(office), transaction.atomic():
        return briefs.open_link(token=token, at=at)


def test_an_address_lives_its_days_and_only_its_hash_is_kept(office):
    brief = issued(office)
    with scene.act(office):
        token = briefs.give_link(brief=brief, by=office, at=FRIDAY)
        (link,) = BriefLink.objects.all()
    assert token not in str(vars(link))
    assert link.token_hash == briefs.hashed(token)
    assert opening(office, token, FRIDAY + timedelta(days=13, hours=23)) == brief
    with pytest.raises(LinkOver):
        opening(office, token, FRIDAY + timedelta(days=14))
    for wrong in (token[:-1], token.swapcase(), link.token_hash, ""):
        with pytest.raises(NoLink):
            opening(office, wrong)
    with scene.act(office):
        assert BriefLink.objects.get().opened == 1


def test_a_new_address_and_a_withdrawal_end_the_one_before(office):
    brief = issued(office)
    with scene.act(office):
        first = briefs.give_link(brief=brief, by=office, at=FRIDAY)
        second = briefs.give_link(brief=brief, by=office, at=FRIDAY)
    with pytest.raises(LinkOver):
        opening(office, first)
    assert opening(office, second) == brief
    with scene.act(office):
        briefs.withdraw_link(brief=brief, by=office, at=FRIDAY)
    with pytest.raises(LinkOver):
        opening(office, second)
    with pytest.raises(NoLink), scene.act(office):
        briefs.withdraw_link(brief=brief, by=office, at=FRIDAY)
