"""Counters read the ledger: what fell due, was done, was late, by post and period; exact to the matter."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.duties.queries import lists, matters, mine, periods, weekly
from mingbai.duties.queries.counters import COUNTERS
from mingbai.duties.queries.matters import Matter, Tally
from mingbai.org.queries import kinds
from mingbai.oversight.models import Draw, Inspection
from mingbai.oversight.states import DrawOf
from mingbai.packs.sections.duties import COUNTERS as NAMED
from mingbai.screening.models import Finding
from mingbai.screening.states import FindingState, Verdict
from tests.factories import county, findings
from tests.factories.county import AT, COUNTY, TOWN, VILLAGE
from tests.oversight import scene
from tests.oversight.scene import on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
PLACES = {"county": COUNTY, "township": TOWN, "village": VILLAGE}
NOVEMBER = periods.of("monthly", date(2020, 11, 30))
WEEK = periods.of("weekly", date(2020, 11, 4))


def tally(acting, counter, period=NOVEMBER, now=AT):
    with scene.act(acting):
        return mine.counted(acting, counter, period, now)


def test_the_pack_names_every_counter_and_no_other():
    assert set(COUNTERS) == set(NAMED)


@pytest.mark.parametrize("kind", [each.code for each in kinds.kinds() if each.family != "machine"])
def test_every_post_reads_its_duties_and_every_counter_answers(kind):
    someone = county.person(kind, PLACES[kinds.kind(kind).level]).acting
    with scene.act(someone):
        for line in mine.of_post(someone, AT):
            assert line.tally is None or line.tally.done <= line.tally.due
        for counter in COUNTERS.values() if someone.lo < someone.hi else ():
            assert matters.tally(counter(someone, NOVEMBER), NOVEMBER, AT).due >= 0


def test_a_week_of_problems_is_counted_along_the_chain():
    week = scene.staffed(homes=1)
    cadre, head, office, team = (week.acting(name) for name in ("cadre", "head", "office", "team"))
    assert tally(cadre, "problems_rectified") == Tally()
    with scene.act(team):
        for n in range(3):
            scene.problems.enlist(
                wanted=scene.problems.Wanted(
                    area_code=scene.VILLAGES[0], source="county_team", category="data", severity="minor",
                    name=f"户{n}", title=f"事项{n}", fact="样例", found_on=on(2).date(),
                ),
                by=office, at=on(2),
            )  # fmt: skip
            week.problems[f"F{n}"] = scene.Problem.objects.latest("id")
    assert tally(office, "problems_assigned", now=on(3)) == Tally(due=3)
    scene.issued(week, day=3)
    assert tally(office, "problems_assigned", now=on(4)) == Tally(due=3, done=3, own=3)
    assert tally(head, "sheets_acknowledged", now=on(4)) == Tally(due=1)
    assert tally(head, "sheets_acknowledged", now=on(20)) == Tally(due=1, late=1)
    with scene.act(cadre):
        one = scene.Problem.objects.get(pk=week.problems["F0"].pk)
        scene.problems.rectify(
            problem=one, measure="已经补办到位", proof="发放凭证", by=cadre, at=on(4), version=one.version
        )
    assert tally(cadre, "problems_rectified", now=on(5)) == Tally(due=3, done=1, own=1)
    assert tally(head, "problems_rectified", now=on(5)) == Tally(due=3, done=1)
    assert tally(cadre, "problems_rectified", now=on(20)) == Tally(due=3, done=1, late=2, own=1)
    assert tally(week.acting("leader"), "problems_rectified", now=on(5)) == Tally(due=3, done=1)
    unlinked = county.person("county_leader").acting
    assert tally(unlinked, "problems_rectified", now=on(5)) == Tally()
    secretary = week.acting("secretary")
    assert tally(secretary, "problems_checked", now=on(5)) == Tally(due=1)
    # The week before it was found knows nothing of it, the week after only what was still open.
    assert tally(cadre, "problems_rectified", periods.of("weekly", date(2020, 10, 26)), on(20)) == Tally()
    later = tally(cadre, "problems_rectified", periods.of("weekly", date(2020, 11, 9)), on(20))
    assert later == Tally(due=2, late=2)


def test_a_team_s_random_re_check_is_counted_from_its_lot_on():
    member = county.person("inspection_member", unit=scene.TEAM).acting
    with scene.act(county.person("county_office_officer", unit="lead_office").acting):
        again = Inspection.objects.create(area_code=VILLAGE, team=scene.TEAM, on=on(20).date(), recheck=True)
        Draw.objects.create(
            of=DrawOf.AGAIN,
            area_code=VILLAGE,
            inspection=again,
            seed="七",
            names=[],
            wanted=1,
            drawn_at=on(16),
        )
    assert tally(member, "inspections_ended", now=on(15)) == Tally()
    assert tally(member, "inspections_ended", now=on(17)) == Tally(due=1)
    assert tally(member, "inspections_ended", now=on(22)) == Tally(due=1, late=1)


def test_a_helper_is_counted_by_paired_households_only():
    week = scene.staffed(homes=1)
    helper, group = week.cast["A"].acting, week.acting("group")
    helper = county.acting(week.cast["A"].user)
    year = periods.of("yearly", date(2020, 11, 30))
    assert tally(helper, "incomes_counted", year).due == 5
    assert tally(group, "incomes_counted", year) == Tally(due=tally(group, "helpers_paired", year).due)
    assert tally(group, "helpers_paired", year).done == 15


def test_an_answer_after_its_deadline_is_late_though_the_next_deadline_stands_in_the_row():
    office = county.person("county_office_officer").acting
    cadre = county.person("village_cadre", VILLAGE).acting
    with scene.act(office):
        early, late = (findings.sent(by=office, at=on(2)) for _n in range(2))
    for one, day in ((early, 3), (late, 20)):
        with scene.act(cadre):
            findings.verifying.answer(finding=one, given=findings.TRUE, by=cadre, at=on(day))
    assert tally(cadre, "findings_answered", now=on(25)) == Tally(due=2, done=2, late=1, own=2)
    assert tally(cadre, "findings_answered", WEEK, on(25)) == Tally(due=2, done=1, late=1, own=1)


times = st.integers(0, 40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    drawn=st.lists(st.tuples(times, times, st.none() | times), max_size=6), week=st.integers(0, 6), now=times
)
def test_the_database_counts_as_the_definition_does(drawn, week, now):
    office = county.person("county_office_officer").acting
    start = on(1) - timedelta(days=1)
    with scene.act(office):
        for came, due, took in drawn:
            left = {} if took is None else {
                "verdict": Verdict.TRUE, "state": FindingState.TRUE,
                "answered_at": start + timedelta(days=came + took),
            }  # fmt: skip
            one = findings.finding(at=start)
            Finding.objects.filter(pk=one.pk).update(
                state=left.pop("state", FindingState.SENT), sent_at=start + timedelta(days=came),
                due=(start + timedelta(days=due)).date(), **left,
            )  # fmt: skip
        period = periods.of("weekly", (start + timedelta(days=7 * week)).date())
        at = start + timedelta(days=now)
        found = COUNTERS["findings_answered"](office, period)
        plain = [Matter(*each) for each in found.values_list("came", "due_on", "left")]
        counted = matters.tally(found, period, at)
        assert counted == matters.tally(plain, period, at)
        assert counted.done <= counted.due >= counted.late
        weeks = weekly.of_one(found, period.start, min(period.end, max(at, period.start)))
        assert sum(weeks.values()) == counted.done
        Finding.objects.all().delete()


def test_every_list_of_the_pack_is_read():
    office = county.person("county_office_officer").acting
    with scene.act(office):
        assert len(lists.every(date(2020, 11, 30))) == 108 + 79 + 12
