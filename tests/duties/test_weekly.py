"""Weeks are counted by the steps that lead out of a state; plainly: stay by stay, until what follows it."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.duties.queries import coverage, performance, periods, weekly
from mingbai.duties.queries.counters import COUNTERS
from mingbai.duties.queries.matters import Matter, Stays
from mingbai.duties.queries.periods import Period
from mingbai.duties.queries.standing import standing
from mingbai.kit import steps
from mingbai.oversight.models import Problem
from mingbai.oversight.states import ProblemState as S
from tests.factories import county
from tests.factories.county import AT
from tests.oversight import scene
from tests.oversight.scene import on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
COLUMNS = ("came", "due_on", "left", "area_code")
STATES = st.sampled_from([S.LISTED, S.ASSIGNED, S.RECTIFIED])
walks = st.lists(st.tuples(STATES, st.integers(0, 9)), max_size=8)


def plainly(found, since, until):
    """What was found, matter by matter."""
    rows = found.entered if isinstance(found, Stays) else found
    each = rows if isinstance(rows, list) else [Matter(*one) for one in rows.values_list(*COLUMNS)]
    return weekly.of_one(each, since, until)


def enlisted(office):
    return scene.problems.enlist(
        wanted=scene.problems.Wanted(
            area_code=scene.VILLAGES[0], source="county_team", category="data", severity="minor",
            name="户", title="事项", fact="样例", found_on=on(2).date(),
        ),
        by=office, at=on(2),
    )  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(walk=walks, states=st.sets(STATES, min_size=1))
def test_a_stay_ends_with_the_step_that_leads_out_of_its_states(walk, states):
    office = county.person("county_office_officer").acting
    with scene.act(office):
        enlisted(office)
        one, at = Problem.objects.latest("id"), on(2)
        for target, days in walk:
            at += timedelta(days=days)
            steps.record(subject=one, move="m", source=one.state, target=target, by=office, at=at)
            Problem.objects.filter(pk=one.pk).update(state=target)
            one.state = target
        since, until = periods.moment(on(6).date()), periods.moment(on(27).date())
        found = standing(office, Problem, tuple(states), since, only=Q(pk=one.pk))
        assert weekly.of_one(found, since, until) == plainly(found, since, until)


def test_a_countys_weeks_are_the_sum_of_all_that_was_done():
    week = scene.staffed(homes=1)
    office = week.acting("office")
    with scene.act(office):
        for name in ("F0", "F1", "F2"):
            enlisted(office)
            week.problems[name] = Problem.objects.latest("id")
    scene.issued(week, day=3)
    for name, day in (("F0", 4), ("F1", 10), ("F2", 17)):
        scene.closed(week, name, day=day)
    with scene.act(office):
        by_work, by_town, weeks = coverage.steadiness(office, AT)
        whole = Period(weeks[0].first, weeks[-1].after, "weekly")
        asked = {code: counter(office, whole) for code, counter in COUNTERS.items()}
        plain = {code: plainly(found, whole.start, whole.end) for code, found in asked.items()}
    assert {one.title: sum(one.done) for one in by_work} == {
        performance.title(code): sum(done.values()) for code, done in plain.items() if done
    }
    towns = sum((done for done in plain.values()), Counter())
    mondays = [one.first for one in weeks]
    assert sorted(one.done for one in by_town) == sorted(
        tuple(towns[monday, town] for monday in mondays) for town in {town for _monday, town in towns}
    )
    assert {"problems_closed", "problems_signed"} <= {code for code, done in plain.items() if done}
