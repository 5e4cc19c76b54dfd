"""A flow permits what its table permits, records what was done, and says in words why it refuses."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.kit import flow as kit_flow
from mingbai.kit import steps
from mingbai.kit.flow import diagram
from mingbai.kit.flow.flow import BadFlow, reachable
from mingbai.kit.scope import ActingPost, entered
from tests.flow_checks import walk
from tests.samples.flow import flow
from tests.samples.models import Matter

AT = datetime(2020, 11, 27, 9, 0, tzinfo=UTC)  # a Friday
VILLAGE = "411726001201"
GOOD = {"fact": "管道已修好", "way": "visit"}


@pytest.fixture
def by(post_at) -> ActingPost:
    return post_at(VILLAGE)


@pytest.fixture
def closer(post_at) -> ActingPost:
    return post_at("411726001000", user_id=71, abilities=frozenset({"close"}))


@pytest.fixture
def matter(db, by) -> Matter:
    with entered(by):
        yield Matter.objects.create(
            area_code=VILLAGE,
            town_code=VILLAGE[:9],
            number="W-1",
            title="水管",
            due=date(2020, 12, 1),
            opened_at=AT,
        )


def take(matter: Matter, move: str, by: ActingPost, **more) -> kit_flow.Taken:
    return flow.take(subject=matter, move=move, by=by, at=AT, **more)


def test_a_move_sets_state_version_and_deadline_and_records_the_step(matter, by) -> None:
    taken = take(matter, "report", by, evidence=GOOD | {"cost": "1,200"}, note="第一次")
    matter.refresh_from_db()
    step = steps.of(matter).get()
    assert (matter.state, matter.version, matter.due) == ("reported", 2, date(2020, 12, 7))
    assert (step.source, step.target, step.note) == ("open", "reported", "第一次")
    assert step.detail["evidence"] == {"fact": "管道已修好", "cost": 1200, "way": "visit"}
    assert step.detail["due"] == "2020-12-07"
    assert taken.due.day == date(2020, 12, 7)


def test_beginning_records_the_first_deadline_in_working_days(matter, by) -> None:
    flow.begin(subject=matter, by=by, at=AT)
    matter.refresh_from_db()
    assert matter.due == date(2020, 12, 4)
    assert steps.of(matter).get().move == "begin"


def test_who_may_not_is_told_who_may(matter, by) -> None:
    with translation.override("en"), pytest.raises(kit_flow.NotPermitted) as refused:
        take(matter, "close", by)
    assert refused.value.status == 403
    assert (
        str(refused.value)
        == "Only a post that closes who is also someone other than the reporter may do this."
    )


def test_who_reported_does_not_close(matter, post_at) -> None:
    one = post_at(VILLAGE, abilities=frozenset({"close"}))
    take(matter, "report", one, evidence=GOOD, also={"reported_by_id": one.user_id})
    assert flow.possible(matter, one) == []
    with pytest.raises(kit_flow.NotPermitted):
        take(matter, "close", one)


def test_a_move_from_another_state_is_refused(matter, closer) -> None:
    with pytest.raises(kit_flow.WrongState):
        take(matter, "close", closer)


def test_a_guard_says_what_is_in_the_way(matter, by, closer) -> None:
    take(matter, "report", by, evidence=GOOD, also={"blocked": True})
    assert [move.name for move in flow.possible(matter, closer)] == ["send_back"]
    assert [move.name for move in flow.permitted(matter, closer)] == ["send_back", "close"]
    with pytest.raises(kit_flow.GuardHolds, match="still open"):
        take(matter, "close", closer)


@pytest.mark.parametrize(
    ("evidence", "bad"),
    [
        ({}, {"fact", "way"}),
        ({"fact": "修", "way": "visit"}, {"fact"}),
        (GOOD | {"way": "letter"}, {"way"}),
        (GOOD | {"cost": "many"}, {"cost"}),
        (GOOD | {"fact": "长" * 2001}, {"fact"}),
    ],
)
def test_evidence_that_is_missing_or_unreadable_is_named(matter, by, evidence, bad) -> None:
    with pytest.raises(kit_flow.EvidenceWanting) as refused:
        take(matter, "report", by, evidence=evidence)
    assert set(refused.value.problems) == bad
    assert steps.of(matter).count() == 0


def test_an_old_version_is_refused(matter, by) -> None:
    with pytest.raises(kit_flow.StaleVersion):
        take(matter, "report", by, evidence=GOOD, version=7)


def test_of_two_who_press_at_once_one_succeeds(matter, by) -> None:
    other = Matter.objects.get(pk=matter.pk)
    take(matter, "report", by, evidence=GOOD)
    with pytest.raises(kit_flow.StaleVersion):
        take(other, "report", by, evidence=GOOD)
    assert steps.of(matter).count() == 1


def test_an_unknown_move_is_refused(matter, by) -> None:
    with pytest.raises(kit_flow.UnknownMove):
        take(matter, "explode", by)


def _bad(**changes):
    table = {
        "name": "f",
        "title": "F",
        "initial": "a",
        "states": [kit_flow.State("a", "A"), kit_flow.State("b", "B")],
        "moves": [kit_flow.Move("go", "Go", ("a",), "b", who=kit_flow.anyone())],
    }
    return kit_flow.Flow(**(table | changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"initial": "z"},
        {"moves": []},
        {"moves": [kit_flow.Move("go", "Go", ("a",), "z", who=kit_flow.anyone())]},
        {"moves": [kit_flow.Move("go", "Go", ("a",), "b", who=kit_flow.anyone())] * 2},
    ],
)
def test_a_table_that_contradicts_itself_is_refused(changes) -> None:
    with pytest.raises(BadFlow):
        _bad(**changes)


def test_every_state_is_reachable() -> None:
    assert reachable(flow) == set(flow.states)


def test_the_diagram_shows_states_moves_and_who() -> None:
    with translation.override("en"):
        drawn = diagram.document([flow])
    assert "open --> reported: Report" in drawn
    assert "closed --> [*]" in drawn
    assert "5 working days" in drawn
    assert "a post that closes who is also someone other than the reporter" in drawn


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_no_walk_leaves_the_table(django_db_setup, django_db_blocker, data) -> None:
    """Whoever presses whatever: only permitted moves happen, each recorded with its deadline."""
    posts = [
        ActingPost(
            1, user, "officer", "岗位", VILLAGE, VILLAGE, VILLAGE[:-1] + ":", abilities=frozenset(abilities)
        )
        for user, abilities in ((70, ()), (71, ("close",)), (72, ("close",)))
    ]
    with django_db_blocker.unblock():
        walk(
            flow,
            lambda: Matter.objects.create(
                area_code=VILLAGE,
                town_code=VILLAGE[:9],
                number="W-9",
                title="水管",
                due=date(2020, 12, 1),
                opened_at=AT,
            ),
            posts,
            data,
            evidence={"report": GOOD, "send_back": {"why": "照片不清"}},
            also=lambda move, by: {"reported_by_id": by.user_id} if move == "report" else {},
        )
