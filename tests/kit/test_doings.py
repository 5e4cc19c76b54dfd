"""Steps and sight: written with the move, seen by the unit that owns the subject, never changed."""

from types import SimpleNamespace

import pytest
from django.apps.registry import Apps
from django.db import ProgrammingError, connection, transaction

from mingbai.kit import clock, sight, steps
from mingbai.kit.scope import entered
from mingbai.kit.scoped import ScopedModel
from tests.kit.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE

AT = clock.read()
NOWHERE = Apps()


class Case(ScopedModel):
    """A subject that is never saved."""

    class Meta:
        app_label = "kit"
        apps = NOWHERE  # the program does not know of it


class Desk(ScopedModel):
    """A subject of the organisation."""

    wall = "org"

    class Meta:
        app_label = "kit"
        apps = NOWHERE  # the program does not know of it


def recorded(by, subject, move="open"):
    return steps.record(subject=subject, move=move, source="", target="opened", by=by, at=AT, note="由村上报")


@pytest.fixture
def acting(db, post_at):
    post = post_at(TOWN)
    with entered(post):
        yield post


def test_a_timeline_is_the_steps_of_one_subject_in_order(acting):
    case, other = Case(pk=1, area_code=VILLAGE), Case(pk=2, area_code=VILLAGE)
    for subject, move in ((case, "open"), (other, "open"), (case, "close")):
        recorded(acting, subject, move)
    found = list(steps.of(case))
    assert [step.move for step in found] == ["open", "close"]
    assert (found[0].post_id, found[0].user_id, found[0].post_label) == (7, 70, "乡镇干部")
    assert (found[0].happened_at, found[0].recorded_at) != (None, None)


def test_a_step_lies_behind_the_wall_of_its_subject(acting, post_at):
    recorded(acting, Case(pk=1, area_code=VILLAGE))
    recorded(acting, Desk(pk=1, area_code=VILLAGE))
    with entered(post_at(OTHER_TOWN, user_id=71)):
        assert not steps.Step.objects.filter(subject_type__startswith="kit.").exists()
    with entered(post_at(COUNTY, lo="", hi="", user_id=71)):
        found = steps.Step.objects.filter(subject_type__startswith="kit.")
        assert {step.subject_type for step in found} == {"kit.desk"}


@pytest.mark.parametrize("table", ["kit_step", "kit_sight"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET area_code = area_code", "DELETE FROM {}"])
def test_the_application_may_not_rewrite_what_was_done(acting, table, verb):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(verb.format(table))


def test_a_look_is_seen_by_the_unit_that_owns_the_subject(acting, post_at):
    case = Case(pk=1, area_code=VILLAGE)
    sight.note(subject=case, area_code=VILLAGE, act="revealed", purpose="电话核实", by=acting, at=AT)
    both = [case, Case(pk=2, area_code=TOWN)]
    sight.note_all(subjects=both, act="exported", purpose="月报", by=acting, at=AT)
    assert [look.act for look in sight.of(case)] == ["exported", "revealed"]
    assert sight.seen_in(acting).count() == 3
    assert sight.seen_in(post_at(OTHER_TOWN)).count() == 0


def test_an_unknown_act_is_an_error(acting):
    with pytest.raises(ValueError, match="glanced"):
        sight.note(
            subject=Case(pk=1, area_code=TOWN), area_code=TOWN, act="glanced", purpose="x", by=acting, at=AT
        )


def test_the_demos_date_stands_while_its_time_of_day_runs(settings):
    assert clock.read().strftime("%Y-%m-%d %z") == "2020-11-30 +0800"
    settings.HOME = SimpleNamespace(config=SimpleNamespace(clock=None))
    assert clock.read().year > 2020
