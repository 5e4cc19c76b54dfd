"""The demo's half-year of supervision: laid once, by as many hands as the flow asks for, and it adds up."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import transaction

from mingbai.demo import errands, people, staff, supervision
from mingbai.kit.scope import entered
from mingbai.org.models import Area
from mingbai.org.queries.founder import founder
from mingbai.org.queries.machine import machine
from mingbai.oversight.models import (
    Appeal,
    Brief,
    Draw,
    Extension,
    FrozenPeriod,
    Inspected,
    Inspection,
    Mark,
    Observation,
    ObservedResult,
    Practice,
    Problem,
    ScoreEntry,
    Sheet,
    TeamTask,
)
from mingbai.oversight.panels import around
from mingbai.oversight.queries import briefs, draw, observed, reckoned, reckoning, scores
from mingbai.oversight.queries.terms import terms
from mingbai.oversight.states import ProblemState
from tests.factories import families
from tests.factories.county import AT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
MONTHS = [date(2020, month, 1) for month in range(7, 12)]
FIVE_SIGN, TEAMS, FEW = 5, 6, 20
EVERY = 3  # villages: one in so many has households
MOST_TASKS = 7


@pytest.fixture(scope="module", autouse=True)
def _lived(biyang, django_db_blocker):
    """The county's posts held since March, three households in every third village, the half-year."""
    with django_db_blocker.unblock(), transaction.atomic():
        with entered(founder()):
            opened = {"by": founder(), "at": AT - people.OPENED, "since": AT - people.HELD}
            people.open_ready(people.ready(), **opened)
            staff.load(**opened)
        with entered(errands.acting("clerk", AT)):
            _households()
        supervision.load(at=AT)
        with entered(machine()):
            yield
        transaction.set_rollback(True)


def _households():
    by = errands.acting("clerk", AT)
    villages = Area.objects.filter(level="village", statistical=False).order_by("code")
    for code in villages.values_list("code", flat=True)[::EVERY]:
        for registered_on in (families.BEGAN, families.BEGAN, None):
            families.household(by, area=code, registered_on=registered_on)


def _counts():
    return [model.objects.count() for model in (TeamTask, Inspection, Problem, Sheet, ScoreEntry)]


def test_it_is_laid_once():
    before = _counts()
    assert all(before)
    supervision.load(at=AT)
    assert _counts() == before


def test_problems_stand_in_every_state_some_late_some_asked_about():
    assert set(Problem.objects.values_list("state", flat=True)) == set(ProblemState.values)
    assert Problem.objects.filter(state="assigned", due__lt=AT.date()).exists()
    assert Problem.objects.filter(returned=1).exists()
    assert sorted(Appeal.objects.values_list("state", flat=True)) == ["asked", "granted", "refused"]
    assert sorted(Extension.objects.values_list("state", flat=True)) == ["asked", "granted", "refused"]


def test_what_waits_for_today_is_drawn_and_not_inspected():
    planned = Inspection.objects.filter(state="planned")
    assert planned.filter(on__lt=AT.date(), recheck=False).count() == 0
    assert planned.values("team").distinct().count() == TEAMS


def test_five_different_people_sign_what_is_closed():
    closed = Problem.objects.filter(state=ProblemState.CLOSED)
    assert closed.count() > FEW
    for one in closed:
        assert len(one.signers) == len(set(one.signers.values())) == FIVE_SIGN


def test_a_village_s_score_is_the_formula_over_its_live_entries():
    entries = ScoreEntry.objects.filter(subject="village")
    assert entries.exists()
    for code in set(entries.values_list("subject_no", flat=True)):
        live = entries.filter(subject_no=code, reverses=None, reversed_by=None)
        for one in live.filter(formula="cascade").select_related("problem"):
            assert one.points == reckoning.factors(one.problem, terms(), one.at.date()).points
        lost = sum((one.points for one in live), Decimal(0))
        bonus = min(Decimal(5), sum((one.bonus for one in live), Decimal(0)))
        homes = Inspected.objects.filter(area_code=code, inspection__state="ended", nobody_home=False)
        n = max(homes.count(), 10)
        wanted = min(Fraction(100), max(Fraction(0), 100 - 20 * Fraction(lost) / n) + Fraction(bonus))
        rated = homes.exists() or lost
        assert scores.standing("village", code, MONTHS, terms()).score == (wanted if rated else None)


def test_a_village_s_own_report_and_a_good_practice_earned_a_bonus():
    assert sorted(Practice.objects.values_list("state", flat=True)) == ["adopted", "proposed", "refused"]
    earned = ScoreEntry.objects.exclude(bonus=0)
    assert set(earned.values_list("formula", flat=True)) == {"bonus_self", "bonus_practice"}
    assert all(one.bonus > 0 for one in earned)


def test_an_observation_is_frozen_with_its_results_and_one_is_open():
    frozen, present = Observation.objects.order_by("quarter")
    assert (frozen.frozen_at is None, present.frozen_at) == (False, None)
    assert observed.again(frozen)
    assert ObservedResult.objects.exclude(score=None).exists()
    assert Mark.objects.filter(observed__observation=present).exists()


def test_who_was_absent_is_replaced_by_the_next_of_the_lot():
    gone = Inspected.objects.exclude(gone="")
    assert gone.exists()
    for one in gone:
        lot = Draw.objects.get(inspection=one.inspection, of=one.form)
        homes = one.inspection.households.filter(form=one.form).order_by("place")
        order = list(map(str, homes.values_list("household__key", flat=True)))
        assert order == draw.ordered(lot.seed, lot.names, lot.first)[: len(order)]


def test_the_months_that_are_over_are_frozen():
    frozen = list(FrozenPeriod.objects.order_by("begins", "kind"))
    assert [one.begins for one in frozen if one.kind == "month"] == MONTHS[:-1]
    assert [one.period.name for one in frozen if one.kind != "month"] == ["2020-Q3"]
    for one in frozen:
        assert one.scores.exists()
        assert one.tallies.exists()
        assert reckoned.again(one).agrees


def test_eight_briefs_went_out_and_this_week_s_is_the_office_s():
    found = list(Brief.objects.order_by("week"))
    assert [one.number for one in found] == list(range(1, 9))
    assert found[-1].week == date(2020, 11, 23)
    for one in found:
        assert one.digest == briefs.digest(one.says)
        assert one.says["figures"]["open"] == sum(town["open"] for town in one.says["towns"])
    assert any(one.says["matters"] for one in found)
    issuers = {one.issued_by for one in found}
    assert issuers == {errands.acting("office", AT).label}


@pytest.mark.parametrize("user", ["village", "town", "inspect", "inspect2", "leader"])
def test_nobody_drowns(user):
    acting = errands.acting(user, AT)
    with entered(acting):
        assert len(around.tasks(acting, AT)) <= MOST_TASKS
