"""The close-out chain: five different persons, no clock that restarts, in whatever order people move."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit.flow import MoveRefused
from mingbai.kit.scope import entered
from mingbai.org.queries import areas
from mingbai.oversight.actions import closing, problems, sheets
from mingbai.oversight.flow import problem as flow
from mingbai.oversight.states import ProblemState as S
from tests.flow_checks import walk
from tests.oversight import scene
from tests.oversight.scene import CHAIN, GIVEN, WANTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
VERBS = ("rectify", "check", "sign", "verify", "close", "send_back", "reopen")


def enlisted(cast):
    office = cast.acting("office")
    with scene.act(office):
        made = problems.enlist(wanted=problems.Wanted(**WANTED), by=office, at=scene.on(2))
        sheets.issue(by=office, at=scene.on(2))
        made.refresh_from_db()
    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.data())
def test_no_chain_of_moves_closes_with_fewer_than_five_signers_nor_moves_the_clock(cast, data):
    with entered(cast.acting("office")), transaction.atomic():
        problem = enlisted(cast)
        deadline, signed = problem.deadline, []
        for day in range(3, 23):
            name = data.draw(st.sampled_from(CHAIN), label="who")
            verb = data.draw(st.sampled_from(VERBS), label="move")
            with entered(cast.acting(name)):
                signed = _moved(problem, verb, cast.acting(name), day, signed)
            if problem.state != S.CLOSED and not problem.reopened:
                assert problem.deadline == deadline
            if problem.state == S.CLOSED:
                assert len(set(signed)) == len(signed) == 5
        transaction.set_rollback(True)


def _verb(name):
    return closing.close if name == "close" else getattr(problems, name)


def _moved(problem, verb, by, day, signed):
    """Try a move; what is refused changes nothing. Returns who has signed since the chain began anew."""
    before = (problem.state, problem.version, problem.deadline)
    try:
        _verb(verb)(problem=problem, by=by, at=scene.on(day), **GIVEN.get(verb, {}))
    except MoveRefused:
        problem.refresh_from_db()
        assert (problem.state, problem.version, problem.deadline) == before
        return signed
    problem.refresh_from_db()
    return [] if verb in ("send_back", "reopen") else [*signed, by.user_id]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(data=st.data())
def test_the_table_is_kept_by_every_walk(cast, data):
    posts = [cast.acting(name) for name in CHAIN]
    walk(flow, lambda: enlisted_in_scope(cast), posts, data, evidence=GIVEN)


def enlisted_in_scope(cast):
    office = cast.acting("office")
    with entered(office):
        return problems.enlist(wanted=problems.Wanted(**WANTED), by=office, at=scene.on(2))


def test_a_returned_problem_is_late_by_the_first_deadline(cast):
    problem = enlisted(cast)
    cadre, secretary = cast.acting("cadre"), cast.acting("secretary")
    with scene.act(cadre):
        problems.rectify(problem=problem, by=cadre, at=scene.on(10), **GIVEN["rectify"])
    with scene.act(secretary):
        problems.send_back(problem=problem, by=secretary, at=scene.on(11), **GIVEN["send_back"])
    with scene.act(cadre):
        problems.rectify(problem=problem, by=cadre, at=scene.on(20), **GIVEN["rectify"])
    with scene.act(cadre):
        problem.refresh_from_db()
        entries = [one for one in problem.entries.filter(subject="village") if one.reverses_id is None]
    assert (problem.rectified_on, problem.returned) == (scene.on(20).date(), 1)
    assert entries[-1].inputs["time"] == "2"


def test_a_village_answers_under_its_own_name(cast):
    with entered(cast.acting("office")), transaction.atomic():
        problem = enlisted(cast)
        village = problem.answerable.get(subject="village")
        assert village.label == areas.names({problem.area_code})[problem.area_code]
        assert village.label != problem.name
        transaction.set_rollback(True)
