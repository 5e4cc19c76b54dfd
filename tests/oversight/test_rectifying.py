"""How rectification stands: by place, household, matter and department; policies person by person."""

from collections import Counter
from datetime import date, timedelta

import pytest

from mingbai.oversight.actions import problems, sheets
from mingbai.oversight.models import Problem
from mingbai.oversight.queries import rectifying, rectifying_policies
from mingbai.screening.models import Finding
from tests.factories import families
from tests.factories import findings as doubts
from tests.factories.signed import enrolled, signed_in
from tests.oversight import scene
from tests.oversight.scene import WANTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
REGISTERED = date(2016, 1, 1)
LATER = scene.on(2).date() + timedelta(days=60)
MENDED = 3


@pytest.fixture
def week():
    return scene.staffed(homes=0)


def listed(week, **more):
    """A problem of a household of the first village, handed over."""
    office = week.acting("office")
    with scene.act(office):
        one = problems.enlist(wanted=problems.Wanted(**WANTED | more), by=office, at=scene.on(2))
        sheets.issue(by=office, at=scene.on(2))
        one.refresh_from_db()
    return one


def home(week, name, kind, holds):
    """A household and what a comparison found of it."""
    clerk = week.acting("clerk")
    with scene.act(clerk):
        made = families.household(clerk, area=scene.VILLAGES[0], registered_on=REGISTERED)
        families.member(clerk, made, name=name)
        made.refresh_from_db()
        found = doubts.finding(home=made, kind=kind, rule="P21", holds=holds, title="低保")
    return made, found


def told(week, by, on=LATER, name="office"):
    acting = week.acting(name)
    with scene.act(acting):
        return rectifying.lines(acting, by, list(rectifying.groups(acting, by, on)))


def test_every_grouping_counts_each_problem_once(week):
    for place in scene.VILLAGES:
        listed(week, area_code=place)
    listed(week, category="policy", owner="medical_insurance_bureau", severity="serious")
    for by in ("township", "village", "matter"):
        assert sum(line.open for line in told(week, by)) == len(scene.VILLAGES) + 1
    assert {line.open for line in told(week, "department")} == {1}
    assert {line.label for line in told(week, "matter")} == {"数据信息", "政策落实"}


def test_what_is_mended_waits_for_signatures_and_is_not_late(week):
    one = listed(week)
    scene.brought(week, one, 3, day=4)
    (line,) = told(week, "village")
    assert (line.open, line.late, line.signing, line.closed) == (0, 0, 1, 0)


def test_past_its_day_it_stands_first(week):
    listed(week, area_code=scene.VILLAGES[1], severity="critical")
    listed(week, area_code=scene.VILLAGES[2], severity="minor")
    first, second = told(week, "village", on=scene.on(9).date())
    assert (first.key, first.late) == (scene.VILLAGES[2], 1)
    assert (second.key, second.late) == (scene.VILLAGES[1], 0)


@pytest.mark.usefixtures("era_2026")
def test_where_units_are_not_ranked_places_stand_by_their_codes(week):
    listed(week, area_code=scene.VILLAGES[1], severity="critical")
    listed(week, area_code=scene.VILLAGES[2], severity="minor")
    assert [one.key for one in told(week, "village", on=scene.on(9).date())] == list(scene.VILLAGES[1:])


def test_a_household_s_line_leads_to_its_page_and_others_see_it_not(week):
    made, found = home(week, "户主甲", "due", holds=True)
    listed(week, household_id=made.pk, finding=found.pk, name="户主甲")
    (line,) = told(week, "household")
    assert (line.label, line.household.pk) == ("户主甲", made.pk)
    assert told(week, "household", name="cadre2") == []


def test_policies_are_told_person_by_person_against_the_payment_file(week):
    for name, kind, holds in (("甲", "due", True), ("乙", "due", False), ("丙", "undue", True)):
        made, found = home(week, name, kind, holds=holds)
        listed(week, household_id=made.pk, finding=found.pk, name=name)
    office = week.acting("office")
    with scene.act(office):
        (line,) = rectifying_policies.groups(office, LATER)
        assert (line["of"], line["called"], line["still_"], line["open_"]) == ("P21", "低保", 2, MENDED)
        found = list(rectifying_policies.persons(office, "P21"))
    assert Counter((one.name, one.due_kind, one.still) for one in found) == Counter(
        [("甲", "due", True), ("丙", "undue", True), ("乙", "due", False)]
    )
    assert [one.still for one in found] == [True, True, False]


def test_the_pages_open_and_say_it(week):
    made, found = home(week, "户主甲", "due", holds=True)
    listed(week, household_id=made.pk, finding=found.pk, name="户主甲")
    client = browser(week, "office")
    for by in rectifying.BY:
        assert client.get(f"/oversight/rectification?by={by}").status_code == 200
    assert "户主甲" in client.get("/oversight/rectification?by=household").content.decode()
    assert "低保" in client.get("/oversight/rectification/policies").content.decode()
    assert "仍未见发放" in client.get("/oversight/rectification/policies/P21").content.decode()
    with scene.act(week.acting("office")):
        Finding.objects.filter(pk=found.pk).update(holds=False)
    assert "已见发放" in client.get("/oversight/rectification/policies/P21").content.decode()


def test_what_is_not_there_is_not_found(week):
    client = browser(week, "office")
    assert client.get("/oversight/rectification?by=moon").status_code == 404
    assert client.get("/oversight/rectification/policies/P21").status_code == 404


def test_what_was_struck_out_counts_nowhere(week):
    one = listed(week)
    with scene.act(week.acting("office")):
        Problem.objects.filter(pk=one.pk).update(state="withdrawn")
    assert told(week, "village") == []


def browser(week, name):
    enrolled(week.cast[name].user)
    return signed_in(week.cast[name].user)
