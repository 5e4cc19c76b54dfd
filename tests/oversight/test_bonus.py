"""Bonus (handbook G.5): for what one reports and mends oneself; never above full; taken back to the digit."""

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from mingbai.org.queries.machine import machine
from mingbai.oversight.actions import problems, sheets
from mingbai.oversight.models import Exposure, FrozenScore, Problem, ScoreEntry
from mingbai.oversight.queries import reckoned, scores
from mingbai.oversight.queries.terms import terms
from tests.factories.county import TOWN
from tests.oversight import frozen, scene
from tests.oversight.scene import VILLAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
VILLAGE, NOVEMBER, DECEMBER = VILLAGES[0], [date(2020, 11, 1)], [date(2020, 12, 1)]
NEW_YEAR = frozen.NEW_YEAR


@pytest.fixture
def week():
    """Everybody has a post; twelve households of the village were checked, with one moderate problem."""
    found = scene.staffed(homes=1)
    own = ("village", VILLAGE, VILLAGE, "")
    cadre = ("person", str(found.cast["cadre"].id), VILLAGE, "village_cadre")
    frozen.checked(found.acting("office"), NOVEMBER[0], own, cadre)
    frozen.problem(found.acting("office"), date(2020, 11, 2), area=VILLAGE)
    return found


def reported(week, name="自查", *, closed_on=4, **more) -> Problem:
    """The village's own report, assigned and closed along the chain on a day of November."""
    by, office = week.acting("secretary"), week.acting("office")
    home = week.homes[VILLAGE][0].pk
    wanted = {**scene.WANTED, "source": "self", "title": name, "household_id": home, **more}
    with scene.act(by):
        problem = problems.enlist(wanted=problems.Wanted(**wanted), by=by, at=scene.on(3))
    with scene.act(office):
        sheets.issue(by=office, at=scene.on(3))
    week.problems[name] = problem
    if closed_on:
        scene.closed(week, name, day=closed_on)
    with scene.act(office):
        problem.refresh_from_db()
    return problem


def standing(subject, no, months=NOVEMBER):
    with scene.act(machine()):
        return scores.standing(subject, str(no), months, terms())


def bonuses(**wanted):
    with scene.act(machine()):
        found = ScoreEntry.objects.exclude(bonus=0).filter(**wanted).order_by("id")
        return [(one.subject, one.subject_no, one.bonus) for one in found]


def test_a_problem_of_one_s_own_closed_in_time_lifts_village_township_department_and_persons(week):
    before = standing("village", VILLAGE).score
    problem = reported(week, category="policy", owner="medical_insurance_bureau")
    given = {(subject, no): bonus for subject, no, bonus in bonuses(problem=problem)}
    who = {name: ("person", str(week.cast[name].id)) for name in ("A", "group", "cadre", "head")}
    assert given[who["A"]] == Decimal("0.5")  # 0.5 × 1.0
    assert given[who["group"]] == Decimal("0.3")
    assert given[who["cadre"]] == Decimal("0.2")
    assert given[who["head"]] == Decimal("0.1")
    assert given["unit", "medical_insurance_bureau"] == Decimal("0.5")
    assert given["village", VILLAGE] == 1
    assert given["township", TOWN] == Decimal("0.2")
    after = standing("village", VILLAGE)
    assert (after.score, after.bonus) == (before + 1, 1)
    with scene.act(machine()):
        town = scores.township(TOWN, NOVEMBER, terms())
    # 0.7 × the village, with its own bonus, + 0.3 × half in time, + the township's own
    assert town.score == Fraction(7, 10) * after.score + 15 + Fraction(1, 5)


def test_nothing_is_earned_late_open_or_found_by_somebody_else(week):
    reported(week, "晚", closed_on=28)
    reported(week, "未销", closed_on=None)
    reported(week, "县查", source="county_team")
    assert bonuses() == []


def test_together_at_most_five_and_never_above_full(week):
    for n in range(7):
        reported(week, f"自查{n}")
    found = standing("village", VILLAGE)
    assert len(bonuses(subject="village")) == 7
    assert found.bonus == 5
    assert found.score == 100  # 100 − 20 × 2 ÷ 12 = 96.67, and five more would be above full
    assert found.points == 2


def test_reopened_it_is_taken_back_and_doubled_like_any_other(week):
    problem = reported(week)
    office = week.acting("office")
    with scene.act(office):
        problems.reopen(problem=problem, reason="回头看未落实", by=office, at=scene.on(20))
    assert sum(bonus for _subject, _no, bonus in bonuses()) == 0
    assert standing("village", VILLAGE).score == Fraction(100) - Fraction(20 * 4) / 12  # 2, and 2 × 2 × 0.5


def test_after_a_freeze_what_is_taken_back_counts_in_the_open_month(week):
    problem, office = reported(week), week.acting("office")
    kept = frozen.freeze(office, "2020-11", at=scene.on(35))
    with scene.act(office):
        stood = FrozenScore.objects.get(frozen=kept, subject="village", subject_no=VILLAGE)
        assert stood.bonus == 1
        problems.reopen(problem=problem, reason="回头看未落实", by=office, at=scene.on(36))
    assert set(_posted(problem, reverses__isnull=False)) == {DECEMBER[0]}
    frozen.checked(office, DECEMBER[0], ("village", VILLAGE, VILLAGE, ""))
    december = standing("village", VILLAGE, DECEMBER)
    assert (december.bonus, december.points) == (-1, 2)
    assert december.score == Fraction(100) - Fraction(20 * 2, 12) - 1
    with scene.act(office):
        assert reckoned.again(kept).agrees


def _posted(problem, **which):
    with scene.act(machine()):
        return list(
            ScoreEntry.objects.exclude(bonus=0)
            .filter(problem=problem, **which)
            .values_list("posted", flat=True)
        )


def test_a_bonus_alone_rates_nobody(week):
    reported(week)
    helper = str(week.cast["A"].id)
    assert (standing("person", helper).score, standing("person", helper).bonus) == (None, Decimal("0.5"))
    with scene.act(machine()):
        everybody = scores.standings("person", NOVEMBER, terms())
    assert everybody[helper].score is None
    assert everybody[str(week.cast["cadre"].id)].score is not None


def test_all_at_once_gives_what_each_gives_and_a_score_is_the_formula_over_its_entries(week):
    for n in range(3):
        reported(week, f"自查{n}", on_the_spot=n == 1)
    with scene.act(machine()):
        for subject in ("village", "person", "unit"):
            for no, found in scores.standings(subject, NOVEMBER, terms()).items():
                assert found == scores.standing(subject, no, NOVEMBER, terms())
                assert found.score == _by_hand(subject, no)


def _by_hand(subject: str, no: str) -> Fraction | None:
    """100 − 20 × Σd ÷ max(n, 10), and at most five more, never above a hundred."""
    own = ScoreEntry.objects.filter(subject=subject, subject_no=no)
    lost, more = (Fraction(sum(getattr(one, name) for one in own)) for name in ("points", "bonus"))
    n = Exposure.objects.filter(subject=subject, subject_no=no).count()
    if not n and not lost:
        return None
    base = max(Fraction(0), 100 - 20 * lost / max(n, 10))
    return min(max(base, Fraction(100)), base + min(more, 5))


@pytest.mark.usefixtures("era_2026")
def test_under_the_norms_of_2026_nothing_is_earned(week):
    problem = reported(week)
    assert problem.state == "closed"
    assert bonuses() == []


def test_where_posts_are_not_scored_only_units_earn(week, settings):
    settings.HOME = replace(settings.HOME, config=replace(settings.HOME.config, era="2021-2025"))
    reported(week, category="policy", owner="medical_insurance_bureau")
    assert {subject for subject, _no, _bonus in bonuses()} == {"village", "township", "unit"}


def test_the_bonus_stands_beside_the_result_with_what_it_is_of(week, visit):
    reported(week)
    page = visit(week.acting("cadre")).get("/oversight/mine?month=2020-11").content.decode()
    assert "加分" in page
    assert "自查自报、按期整改 · 0.5 × 0.4" in page
    assert "另加分0.2" in page
    office = visit(week.acting("office"))
    address = f"/oversight/problems/{week.problems['自查'].key}"
    assert "自查自报、按期整改" in office.get(address).content.decode()
    frozen.freeze(week.acting("office"), "2020-11", at=NEW_YEAR - timedelta(days=20))
    assert "加分" in office.get("/oversight/periods/2020-11").content.decode()
    docx = office.get("/oversight/periods/2020-11/paper.docx").content
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        assert "加分" in file.read("word/document.xml").decode()
