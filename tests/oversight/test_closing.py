"""Closing what a comparison found: its rule is asked again on today's facts; later runs watch over it."""

from datetime import date, timedelta

import pytest

from mingbai.kit.flow import MoveRefused
from mingbai.kit.flow.refusals import EvidenceWanting, NotPermitted
from mingbai.kit.models import Step
from mingbai.oversight.actions import closing, problems, sheets
from mingbai.oversight.queries import again
from mingbai.registry.actions import circumstances
from mingbai.screening.models import Finding, Run
from tests.factories import families
from tests.factories import findings as doubts
from tests.oversight import scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
RULE = "DQ10"  # labour ability missing
PAID = "已由民政局发放，银行文件下月才到"
REGISTERED = date(2016, 1, 1)


@pytest.fixture
def problem(cast):
    """Found by a rule, verified on the spot; the ledger itself still lacks the person's labour ability."""
    by = cast.acting("clerk")
    with scene.act(by):
        home = families.household(by, area=scene.VILLAGES[0], registered_on=REGISTERED)
        person = families.member(by, home, name="户主")
        home.refresh_from_db()
        finding = doubts.finding(
            home=home,
            person=person,
            rule=RULE,
            kind="quality",
            subject_no=str(person.pk),
            owner="lead_office",
        )
        wanted = problems.Wanted(
            area_code=home.area_code, source="comparison", category="data", severity="moderate", name="户主",
            title="劳动技能缺失", fact="未填", found_on=scene.on(2).date(), household_id=home.pk,
            finding=finding.pk,
        )  # fmt: skip
        made = problems.enlist(wanted=wanted, by=by, at=scene.on(2))
        sheets.issue(by=by, at=scene.on(2))
        made.refresh_from_db()
    scene.brought(cast, made, 4, day=4)
    return made


def close(cast, made, **more):
    by = cast.acting("office")
    with scene.act(by):
        closing.close(problem=made, by=by, at=scene.on(5), **more)


def said(made):
    return Step.objects.filter(subject_id=made.pk, move="close").get().note


def mend(cast, made):
    by = cast.acting("clerk")
    with scene.act(by):
        person = Finding.objects.get(pk=made.finding).person
        circumstances.change_person(
            person=person, on=scene.on(4).date(), values={"labour": "ordinary"}, by=by, at=scene.on(4)
        )


def test_what_still_holds_is_not_closed_and_the_refusal_says_what_the_rule_says(cast, problem):
    with pytest.raises(EvidenceWanting) as refused:
        close(cast, problem)
    assert "劳动技能空白" in str(refused.value.problems["despite"])
    with scene.act(cast.acting("office")):
        problem.refresh_from_db()
    assert problem.state == "verified"


def test_a_word_is_not_a_reason(cast, problem):
    with pytest.raises(MoveRefused):
        close(cast, problem, despite="已发")


def test_with_a_written_reason_it_is_closed_and_both_stand_in_its_history(cast, problem):
    close(cast, problem, despite=PAID)
    assert problem.state == "closed"
    with scene.act(cast.acting("office")):
        step = Step.objects.get(subject_id=problem.pk, move="close")
    assert step.detail["evidence"]["despite"] == PAID
    assert "规则仍然触发" in step.note


def test_what_is_mended_in_the_ledger_closes_without_a_word(cast, problem):
    mend(cast, problem)
    close(cast, problem)
    with scene.act(cast.acting("office")):
        assert "不再触发" in said(problem)


def test_who_may_not_close_is_not_told_what_the_rule_says(cast, problem):
    with pytest.raises(NotPermitted), scene.act(cast.acting("cadre")):
        closing.close(problem=problem, by=cast.acting("cadre"), at=scene.on(5))


def test_a_later_run_that_finds_it_again_stands_on_the_list_of_the_county_office(cast, problem):
    close(cast, problem, despite=PAID)
    office = cast.acting("office")
    for days, wanted in ((0, 0), (1, 1)):
        day = scene.on(5) + timedelta(days=days)
        with scene.act(office):
            run = Run.objects.create(
                area_code=office.area_code, occasion="hand", as_of=day.date(), state="done", asked_at=day,
                ended_at=day,
            )  # fmt: skip
            Finding.objects.filter(pk=problem.finding).update(last_run=run, holds=True)
            assert again.count(office) == wanted
    with scene.act(office):
        Finding.objects.filter(pk=problem.finding).update(holds=False)
        assert again.count(office) == 0
