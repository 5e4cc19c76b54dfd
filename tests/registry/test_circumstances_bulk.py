"""The same circumstance of many households: all or none, with the same history as one by one."""

from datetime import date

import pytest

from mingbai.kit import steps
from mingbai.registry.actions import circumstances, circumstances_bulk
from mingbai.registry.actions.refusal import OutsideArea
from tests.factories import families
from tests.factories.county import AT

POOR, GRADUATED = date(2016, 1, 1), date(2018, 12, 31)


@pytest.fixture
def homes(acting):
    made = [families.household(acting) for _ in range(3)]
    for home in made:
        families.member(acting, home)
        circumstances.change_household(
            household=home, on=POOR, values={"category": "poor", "toilet": True}, by=acting, at=AT
        )
    return made


def test_all_change_and_the_past_stays(acting, homes):
    values = {"category": "graduated"}
    changed = circumstances_bulk.change_households(
        households=[home.pk for home in homes], on=GRADUATED, values=values, by=acting, at=AT
    )
    assert changed == 3
    for home in homes:
        home.refresh_from_db()
        before, now = home.states.order_by("valid_from")
        assert (before.category, before.valid_to) == ("poor", GRADUATED)
        assert (now.category, now.toilet, now.valid_to, home.category) == (
            "graduated",
            True,
            None,
            "graduated",
        )
        assert [step.move for step in steps.of(home)].count("change_household") == 2


def test_nothing_changes_where_one_knows_something_later(acting, homes):
    circumstances.change_household(
        household=homes[2], on=date(2019, 1, 1), values={"toilet": False}, by=acting, at=AT
    )
    told = {"on": GRADUATED, "values": {"category": "graduated"}, "by": acting, "at": AT}
    with pytest.raises(circumstances.LaterKnown):
        circumstances_bulk.change_households(households=[home.pk for home in homes], **told)
    assert {home.states.filter(category="graduated").count() for home in homes} == {0}


def test_households_beyond_the_wall_and_unknown_columns_are_refused(acting, homes):
    told = {"on": GRADUATED, "by": acting, "at": AT}
    with pytest.raises(OutsideArea):
        circumstances_bulk.change_households(households=[homes[0].pk, 10**9], values={"toilet": True}, **told)
    with pytest.raises(ValueError, match="no such circumstance"):
        circumstances_bulk.change_households(households=[homes[0].pk], values={"moon": True}, **told)
