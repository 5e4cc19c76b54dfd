"""A household where nobody can be found: the next of the same lot stands in, and absence is no way out."""

import csv
import io
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.oversight.actions import checking, ending, planning, problems, rechecking, replacing, teams
from mingbai.oversight.actions.checking import Check
from mingbai.oversight.actions.refusal import BadProblem, MayNotList
from mingbai.oversight.models import Draw, Exposure
from mingbai.oversight.queries import draw, inspections, naming, questions, scores
from mingbai.oversight.queries.terms import terms
from tests.factories import county, families
from tests.factories.signed import form
from tests.oversight import scene

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
PARCEL = {"HTTP_X_PARCEL": "1"}
GOOD = dict.fromkeys(questions.of_form("poor"), "yes")
AT = scene.on(3)


@pytest.fixture
def drawn(office, team):
    """Six households live in the one village that can be drawn; two of them are, for a visit."""
    with scene.act(office):
        teams.rotate(quarter=scene.MONDAY, seed="七", by=office, at=scene.on(1))
        village = inspections.villages(scene.TEAM, scene.MONDAY)[0]
        for n in range(6):
            home = families.household(office, area=village, registered_on=scene.MONDAY)
            families.member(office, home, name=f"户{n}")
    return planned(office, team, scene.MONDAY, seed="七")


def planned(office, team, week, seed):
    with scene.act(office):
        task = planning.give_task(
            team=scene.TEAM, week=week, matters=["两不愁三保障"], villages=1, poor=2, other=0, seed=seed,
            by=office, at=scene.on(1),
        )  # fmt: skip
    with scene.act(team):
        (visit,) = planning.plan(task=task, by=team, at=scene.on(2))
    return visit


def homes(team, visit):
    with scene.act(team):
        return list(visit.households.select_related("household", "instead_of").order_by("place"))


def gone(team, one, reason="moved", note="邻居说全家搬到县城"):
    with scene.act(team):
        return replacing.replace(inspected=one, reason=reason, note=note, by=team, at=AT)


def check(team, one, **more):
    with scene.act(team):
        given = {"answers": GOOD, **more}
        one.refresh_from_db()
        return checking.check(inspected=one, given=Check(**given), by=team, at=AT)


def lot_of(team, visit):
    with scene.act(team):
        return Draw.objects.get(inspection=visit)


def keys(found):
    return [str(one.household.key) for one in found]


def test_the_next_of_the_lot_stands_in_and_the_replaced_stays_with_its_reason(team, drawn, visit):
    first, second = homes(team, drawn)
    assert gone(team, first).instead_of == first
    assert gone(team, second, reason="ended", note="户口已注销").place == 4
    found, lot = homes(team, drawn), lot_of(team, drawn)
    assert keys(found) == draw.ordered(lot.seed, lot.names)[:4]  # in the very order of the lot
    assert [(one.gone, one.instead_of_id) for one in found] == [
        ("moved", None), ("ended", None), ("", first.pk), ("", second.pk),
    ]  # fmt: skip
    page = visit(team).get(f"/oversight/draws/{lot.key}").content.decode()
    assert "与计划完全一致" in page
    assert "已由下一户替换：已搬离本村" in page
    rows = list(
        csv.DictReader(io.StringIO(visit(team).get(f"/oversight/draws/{lot.key}/list").content.decode()))
    )
    assert [row["drawn"] for row in rows] == ["1"] * 4 + ["0"] * 2
    assert [row["replaced"] for row in rows][:3] == ["已搬离本村", "整户注销", ""]


def test_the_same_again_replaces_nobody_a_second_time_and_a_used_up_list_is_said(team, drawn):
    first, second = homes(team, drawn)
    made = gone(team, first)
    assert gone(team, first, reason="ended") == made
    for one in (second, *homes(team, drawn)[2:]):
        gone(team, one)
    found = homes(team, drawn)
    assert len(found) == 5  # the sixth is the next
    assert gone(team, found[3]) is not None
    last = homes(team, drawn)
    assert len(last) == 6
    assert [gone(team, one) for one in last if not one.gone] == [None, None]
    assert all(one.gone for one in homes(team, drawn))


def test_nobody_chooses_comes_once_or_replaces_what_is_checked(office, team, drawn):
    first, second = homes(team, drawn)
    for reason, note in (("tired", "不想去"), ("moved", " "), ("nobody", "只去了一次")):
        with pytest.raises(BadProblem):
            gone(team, first, reason=reason, note=note)
    check(team, second)
    with pytest.raises(BadProblem):
        gone(team, second)
    with pytest.raises(MayNotList):
        gone(office, first)
    check(team, first, answers={}, nobody_home=True)
    assert gone(team, first, reason="nobody", note="上午下午各去一次") is not None
    with pytest.raises(BadProblem):
        check(team, first)


def test_only_who_was_checked_counts_and_the_replaced_household_is_nobody_s_miss(office, team, drawn):
    first, second = homes(team, drawn)
    made = gone(team, first)
    check(team, made)
    check(team, second)
    with scene.act(team):
        drawn.refresh_from_db()
        ending.end(visit=drawn, met="村支书", village_said="", by=team, at=AT, version=drawn.version)
        counted = set(Exposure.objects.filter(subject="village").values_list("inspected", flat=True))
        assert counted == {made.pk, second.pk}
        assert (
            scores.standing("village", drawn.area_code, [scene.MONDAY.replace(day=1)], terms()).score == 100
        )
    assert [_missed(office, one) for one in (first, second)] == [[], ["serious"]]


def _missed(office, one):
    """What the team missed, once another line finds a serious problem in a household."""
    wanted = problems.Wanted(
        **scene.WANTED
        | {
            "area_code": one.area_code,
            "source": "province",
            "severity": "serious",
            "found_on": scene.on(20).date(),
        },
        household_id=one.household_id,
    )
    with scene.act(office):
        problems.enlist(wanted=wanted, by=office, at=scene.on(20))
        return scores.missed(scene.TEAM, [scene.MONDAY.replace(day=1)], terms())


def test_who_was_absent_comes_first_in_the_next_draw_until_somebody_has_checked_there(office, team, drawn):
    first, second = homes(team, drawn)
    check(team, first, answers={}, nobody_home=True)
    gone(team, first, reason="nobody", note="两次上门都没有人")
    gone(team, second)
    with scene.act(office):
        assert inspections.absent(drawn.area_code) == {str(first.household.key)}
    later = scene.MONDAY + timedelta(weeks=13)
    with scene.act(office):
        teams.rotate(quarter=later, seed=_seed(drawn.area_code), by=office, at=scene.on(1))
    again = planned(office, team, later, seed="别的种子")
    assert again.area_code == drawn.area_code
    found, lot = homes(team, again), lot_of(team, again)
    assert keys(found)[0] == str(first.household.key)
    assert lot.first == [str(first.household.key)]
    check(team, found[0])
    with scene.act(office):
        assert inspections.absent(drawn.area_code) == set()


def _seed(village):
    """One that deals the village's township to the team again."""
    hands = [f"inspection_team_{n}" for n in range(1, 7)]
    return next(
        seed
        for seed in map(str, range(500))
        if draw.dealt(seed, naming.townships(), hands, {})[f"{village[:9]}000"] == scene.TEAM
    )


def test_another_team_s_tenth_begins_with_who_was_absent(team, drawn, office):
    first, second = homes(team, drawn)
    check(team, first, answers={}, nobody_home=True)
    made = gone(team, first, reason="nobody", note="两次上门都没有人")
    gone(team, second)
    check(team, made)
    with scene.act(team):
        drawn.refresh_from_db()
        ending.end(visit=drawn, met="村支书", village_said="", by=team, at=AT, version=drawn.version)
    with scene.act(office):
        _problems, (again,) = rechecking.draw_month(
            month=scene.on(31).date(), seed="八", by=office, at=scene.on(31)
        )
        lot = Draw.objects.get(inspection=again)
        assert [str(one.household.key) for one in again.households.select_related("household")] == [
            str(first.household.key)
        ]
        assert str(second.household.key) not in lot.names  # moved away: not to be found again


def test_on_the_phone_the_parcel_waits_and_the_next_stands_in_once_it_arrives(team, drawn, visit):
    first, _second = homes(team, drawn)
    page = visit(team).get(f"/oversight/visits/{drawn.key}").content.decode()
    assert page.count(">抽取下一户<") == 2
    address = f"/oversight/visits/homes/{first.key}/instead"
    empty = visit(team).post(address, form(reason="moved"), **PARCEL)
    assert empty.json()["state"] != "arrived"
    sent = form(reason="moved", note="邻居说全家搬到县城")
    for _try in range(2):
        assert visit(team).post(address, sent, **PARCEL).json()["state"] == "arrived"
    assert len(homes(team, drawn)) == 3
    page = visit(team).get(f"/oversight/visits/{drawn.key}").content.decode()
    assert "已由下一户替换：已搬离本村" in page
    assert "替换户" in page
    assert page.count(">抽取下一户<") == 2
    other = county.person("inspection_member", unit="inspection_team_1").acting
    assert visit(other).post(address, sent).status_code == 403


names = st.lists(st.text("abcdef0123456789", min_size=1, max_size=6), unique=True, min_size=1, max_size=20)


@settings(max_examples=40)
@given(st.text(max_size=8), names, st.integers(0, 20), st.data())
def test_replacements_are_the_rest_of_the_lot_in_its_order_each_once(seed, listed, wanted, data):
    first = data.draw(st.lists(st.sampled_from(listed), unique=True))
    order = draw.ordered(seed, listed, first)
    assert sorted(order) == sorted(listed)
    assert set(order[: len(first)]) == set(first)
    assert draw.drawn(seed, listed, wanted, first) == order[:wanted]
    stood = [draw.standing_in(order, wanted, n) for n in range(len(listed) + 1)]
    assert [one for one in stood if one] == order[wanted:]
    assert draw.ordered(seed, listed) == draw.ordered(seed, reversed(listed))
