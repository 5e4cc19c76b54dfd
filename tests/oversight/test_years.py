"""年奖惩: the frozen year proposes for units only; another person decides; it is told when all is decided."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit import steps
from mingbai.kit.flow import GuardHolds, NotPermitted, WrongState
from mingbai.kit.scope import rows
from mingbai.oversight import ledgers
from mingbai.oversight.actions import proposing
from mingbai.oversight.actions.refusal import BadProposal, Frozen
from mingbai.oversight.flow import proposal as flow
from mingbai.oversight.models import FrozenPeriod, FrozenScore, Proposal
from mingbai.oversight.queries import reckoned, summary, yearly
from tests.factories import county
from tests.factories.county import OTHER_TOWN, TOWN, VILLAGE
from tests.factories.signed import form
from tests.flow_checks import walk
from tests.ledger_checks import TownshipLedgerChecks
from tests.oversight import frozen, scene
from tests.oversight.frozen import NEIGHBOUR, NEW_YEAR, QUARTER

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
MONTHS = ("2020-10", "2020-11", "2020-12")
GIVEN = {
    "adopt": {"reason": "经领导小组研究同意", "leader": "联系领导"},
    "otherwise": {"reason": "经领导小组研究决定", "measure": "discuss", "leader": ""},
    "refuse": {"reason": "情况特殊，不予采纳"},
    "reopen": {"reason": "有新情况，重新研究"},
}


@pytest.fixture
def leader():
    return county.person("county_leader").acting


@pytest.fixture
def year(office):
    """October to December: one village well, one badly, with a critical problem; a cadre was checked too."""
    frozen.villages(office)
    cadre = county.person("village_cadre", VILLAGE)
    frozen.checked(office, QUARTER[0], ("person", str(cadre.id), VILLAGE, "village_cadre"))
    frozen.problem(office, date(2020, 11, 3), "critical", owner="water_bureau")
    for title in "甲乙丙丁":
        frozen.problem(office, date(2020, 11, 4), "critical", title=title, owner="water_bureau")
    return frozen.freeze(office, *MONTHS, "2020")


def proposals(office, **wanted):
    with scene.act(office):
        return list(Proposal.objects.filter(**wanted).order_by("subject", "subject_no"))


def decide(by, one, verb=proposing.adopt, **more):
    with scene.act(by):
        one.refresh_from_db()
        verb(proposal=one, by=by, at=NEW_YEAR, version=one.version, **{"reason": "经研究同意", **more})


def decided(office, leader):
    for one in proposals(office):
        decide(leader, one, leader="联系领导")


def test_a_first_year_counts_from_its_first_frozen_month_a_later_one_needs_all_twelve(office, year):
    assert year.since == date(2020, 10, 1)
    assert year.months == list(QUARTER)
    with scene.act(office):
        assert reckoned.again(year).agrees
    with pytest.raises(Frozen, match="2021-01"):
        frozen.freeze(office, "2021", at=NEW_YEAR.replace(year=2022))


def test_units_are_classed_critical_problems_cap_nothing_and_no_person_is_listed(office, year):
    found = {(one.subject, one.subject_no): one for one in proposals(office)}
    assert {subject for subject, _no in found} == {"township", "village", "unit"}
    good, bad = found["village", NEIGHBOUR], found["village", VILLAGE]
    assert (good.grade, good.measure, good.critical) == ("class_1", "raise", [])
    with scene.act(office):
        score = FrozenScore.objects.get(frozen=year, subject="village", subject_no=VILLAGE).score
        people = set(
            FrozenScore.objects.filter(frozen=year, subject="person").values_list("label", flat=True)
        )
    assert bad.score == score
    assert (bad.grade, len(bad.critical), bad.found) == (yearly.grade_of(score)[0], 5, 5)
    assert len(found["unit", "water_bureau"].critical) == 5
    assert len(found["township", TOWN].critical) == 5
    assert people
    assert not people & {one.label for one in found.values()}


@given(score=st.decimals(0, 100, places=2))
def test_every_score_has_its_class(score):
    code, measure = yearly.grade_of(score)
    wanted = ("class_1", "raise") if score >= 90 else ("class_2", "step_up")
    assert (code, measure) == (wanted if score >= 75 else ("class_3", "transform"))


def test_no_score_is_no_class():
    assert yearly.grade_of(None) == ("", "")


def test_only_a_leading_post_decides_once_and_with_a_reason(office, leader, year):
    one = proposals(office, subject_no=NEIGHBOUR)[0]
    for wrong in (office, county.person("township_head", OTHER_TOWN).acting):
        with pytest.raises(NotPermitted):
            decide(wrong, one)
    with pytest.raises(BadProposal):
        decide(leader, one, proposing.adopt_otherwise, measure="raise")
    decide(leader, one)
    assert (one.state, one.decided, one.told_at) == ("adopted", "raise", None)
    with pytest.raises(WrongState):
        decide(leader, one, proposing.refuse)


def test_a_decision_is_taken_anew_until_the_year_is_told_and_nothing_is_overwritten(office, leader, year):
    one = proposals(office, subject_no=NEIGHBOUR)[0]
    decide(leader, one, proposing.adopt_otherwise, measure="step_up", reason="先晋一位")
    with pytest.raises(NotPermitted):
        decide(office, one, proposing.reopen)
    decide(leader, one, proposing.reopen, reason="有新情况，重新研究")
    assert (one.state, one.decided, one.reason, one.decided_at) == ("proposed", "", "", None)
    decide(leader, one)
    with scene.act(office):
        kept = [(step.move, step.detail.get("evidence", {}).get("reason")) for step in steps.of(one)]
    assert kept[1:] == [("otherwise", "先晋一位"), ("reopen", "有新情况，重新研究"), ("adopt", "经研究同意")]
    for rest in proposals(office, state="proposed"):
        decide(leader, rest, leader="联系领导")
    with pytest.raises(GuardHolds):
        decide(leader, one, proposing.reopen)


def test_what_waits_anew_keeps_the_year_from_being_told(office, leader, year):
    first, *others = proposals(office)
    decide(leader, first, leader="联系领导")
    decide(leader, first, proposing.reopen)
    for one in others:
        decide(leader, one, leader="联系领导")
    assert {one.told_at for one in proposals(office)} == {None}
    decide(leader, first, leader="联系领导")
    assert {one.told_at for one in proposals(office)} == {NEW_YEAR}


def test_a_year_s_page_counts_its_own_proposals(office, year):
    with scene.act(office):
        month = FrozenPeriod.objects.get(kind="month", begins=QUARTER[0])
        assert summary.waiting(office, year) == summary.waiting(office) > 0
        assert summary.waiting(office, month) == 0


def test_who_froze_the_year_does_not_decide(office, leader, year):
    one = proposals(office, subject_no=NEIGHBOUR)[0]
    with scene.act(office):
        Proposal.objects.filter(pk=one.pk).update(frozen_user=leader.user_id)
    with pytest.raises(NotPermitted):
        decide(leader, one)


def test_a_transformation_has_a_named_leader_and_ninety_days(office, leader, year):
    one = proposals(office, subject_no=VILLAGE)[0]
    assert (one.grade, one.measure) == ("class_3", "transform")
    with pytest.raises(BadProposal):
        decide(leader, one, leader=" ")
    decide(leader, one, leader="联系领导")
    assert (one.decided, one.leader) == ("transform", "联系领导")
    assert one.until == NEW_YEAR.date() + timedelta(days=90)
    good = proposals(office, subject_no=NEIGHBOUR)[0]
    decide(leader, good, proposing.adopt_otherwise, measure="step_up", leader="联系领导")
    assert (good.state, good.decided, good.leader, good.until) == ("otherwise", "step_up", "", None)


def test_nothing_is_told_before_all_is_decided_then_ranked_to_everybody(office, leader, year, visit):
    head, cadre = county.person("township_head", TOWN).acting, county.person("village_cadre", VILLAGE).acting
    with scene.act(head):
        assert not rows(Proposal, head).exists()
    assert visit(head).get("/oversight/periods/2020").status_code == 404
    assert "条建议待决定" in visit(office).get("/oversight/periods/2020").content.decode()
    assert "年度奖惩建议待决定" in visit(leader).get("/").content.decode()
    decided(office, leader)
    with scene.act(head):
        assert {one.subject_no for one in rows(Proposal, head)} == {TOWN, VILLAGE}
    page = visit(cadre).get("/oversight/periods/2020").content.decode()
    assert "名次" in page
    assert "一类" in page
    assert "自2020-10起计算" in page
    assert visit(cadre).get("/oversight/periods/2020/paper.pdf").content.startswith(b"%PDF")
    assert cadre.label.split(" · ")[0] not in page.split("<main")[1].split("</main>")[0]


def test_where_nobody_is_ranked_each_unit_sees_its_own(office, leader, settings, visit):
    settings.HOME = replace(settings.HOME, config=replace(settings.HOME.config, era="2021-2025"))
    frozen.villages(office)
    frozen.freeze(office, *MONTHS, "2020")
    decided(office, leader)
    page = visit(county.person("village_cadre", VILLAGE).acting).get("/oversight/periods/2020")
    main = page.content.decode().split("<main")[1]
    assert "名次" not in main
    assert main.count("一类") == 1
    water = county.person("department_head", unit="water_bureau").acting
    with scene.act(water):
        assert not rows(Proposal, water).exists()


@pytest.mark.usefixtures("era_2026")
def test_under_the_norms_of_2026_there_are_no_classes_only_what_is_to_be_discussed(office, leader, visit):
    frozen.problem(office, date(2020, 11, 3), "critical")
    frozen.problem(office, date(2020, 11, 3), area=NEIGHBOUR)
    frozen.freeze(office, *MONTHS, "2020")
    found = proposals(office)
    assert {(one.subject, one.subject_no) for one in found} == {("township", TOWN), ("village", VILLAGE)}
    assert {(one.grade, one.measure, one.score) for one in found} == {("", "discuss", None)}
    page = visit(leader).get(f"/oversight/proposals/{found[1].key}").content.decode()
    assert "此处不计分" in page
    assert "特别严重问题" in page
    decided(office, leader)
    other = county.person("village_cadre", NEIGHBOUR).acting
    main = visit(other).get("/oversight/periods/2020").content.decode().split("<main")[1]
    assert "共同研判" not in main


def test_it_is_decided_on_the_pages_one_by_one_and_several_at_once(office, leader, year, visit):
    client = visit(leader)
    found = [one for one in proposals(office) if one.measure != "transform"]
    one, rest = found[0], found[1:]
    sent = form(reason="经研究同意", leader="", version=one.version)
    assert client.post(f"/oversight/proposals/{one.key}/do/adopt", sent).status_code == 302
    picked = {f"version-{each.key}": each.version for each in rest}
    sent = form(pick=[str(each.key) for each in rest], reason="经研究同意", leader="", **picked)
    answer = client.post(ledgers.proposals.url("bulk", "adopt"), sent)
    assert answer.status_code == 302
    with scene.act(office):
        assert set(
            Proposal.objects.filter(pk__in=[each.pk for each in found]).values_list("state", flat=True)
        ) == {"adopted"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10, deadline=None)
@given(data=st.data())
def test_decisions_go_as_the_table_says(office, leader, data):
    def make():
        frozen.villages(office)
        frozen.freeze(office, *MONTHS, "2020")
        return Proposal.objects.filter(subject_no=VILLAGE).first()

    walk(flow, make, [office, leader], data, evidence=GIVEN)


class TestProposals(TownshipLedgerChecks):
    ledger = ledgers.proposals

    @pytest.fixture
    def make(self, office):
        def laid(n):
            for _each in range(n):
                with scene.act(office):
                    year = 2000 + Proposal.objects.count()
                    made = _year(office, year)
                    Proposal.objects.create(
                        area_code=VILLAGE, frozen=made, year=year, subject="village", subject_no=VILLAGE,
                        label="马道村", measure="discuss", found=1, due_count=1, in_time=1, reopened=0,
                        made_at=NEW_YEAR, told_at=NEW_YEAR,
                    )  # fmt: skip

        return laid


def _year(office, year):
    return frozen.FrozenPeriod.objects.create(
        area_code=office.area_code, kind="year", begins=date(year, 1, 1), frozen_at=NEW_YEAR, edition="",
        frozen_by="样例", digest="",
    )  # fmt: skip
