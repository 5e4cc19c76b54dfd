"""A change of the rule book on its way: four eyes, a check of exactly this, frozen content."""

import io
import zipfile
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit.events import wired
from mingbai.kit.files.uploads import Upload
from mingbai.kit.flow import GuardHolds, NotPermitted, WrongState
from mingbai.kit.scope import entered
from mingbai.packs.layout import ERAS
from mingbai.registry.queries import incomes_threshold
from mingbai.rulebook.reading import load
from mingbai.screening.actions import book
from mingbai.screening.actions import editions as keeping
from mingbai.screening.actions.book import Proposal
from mingbai.screening.events import RunDone
from mingbai.screening.flow import book_change as flow
from mingbai.screening.models import BookChange, Edition, Run
from mingbai.screening.queries import book as changes
from mingbai.screening.queries import checking, decisions, editions, overlay, unverified
from mingbai.screening.states import BookChangeKind as Kind
from mingbai.screening.states import BookChangeState as State
from mingbai.screening.states import EditionOrigin, RunOccasion, RunState
from tests.factories import county
from tests.factories.county import AT, TOWN, VILLAGE
from tests.flow_checks import walk

pytestmark = pytest.mark.usefixtures("db", "biyang")
NEW = date(2020, 12, 1)
PAPER = {
    "paper_number": "泌政办〔2020〕31号",
    "paper_title": "关于调整产业奖补标准的通知",
    "paper_on": date(2020, 11, 20),
}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
ERA = "2016-2020"


@pytest.fixture
def head(db, biyang):
    """The head of the county office: another person."""
    return county.person("county_office_head").acting


def award(typed="3500", since=NEW, **more):
    return Proposal(Kind.VALUE, "industry_award", since, typed, **{**PAPER, **more})


def drafted(by, facts=None, scan=None):
    with entered(by), transaction.atomic():
        return book.draft(facts=facts or award(), scan=scan, by=by, at=AT)


def looked_through(change, by):
    """The check's outcome as the queue writes it for a book that loads; the real one answers 800 examples."""
    with entered(by), transaction.atomic():
        laid = editions.of_era(ERA, also=decisions.of(change))
        found = {"rules": [], "problems": [], "examples": 0, "failed": [], "edition": laid.book.edition}
        found |= {"digest": checking.digest(change), "base": editions.current().edition}
        BookChange.objects.filter(pk=change.pk).update(checked=found, book=editions.packed_up(laid.whole))
    return change


def move(change, verb, by, at=AT, **more):
    with entered(by), transaction.atomic():
        fresh = BookChange.objects.get(pk=change.pk)
        getattr(book, verb)(change=fresh, by=by, at=at, **more)
        return fresh


def in_force(office, head, facts=None):
    change = looked_through(drafted(office, facts), office)
    move(change, "submit", office)
    return move(change, "approve", head, seen="原件")


def value_on(by, day, code="industry_award"):
    with entered(by), transaction.atomic():
        dated = editions.book(day).parameters[code].on(day)
        return dated.value, dated.verified


def test_a_value_comes_into_force_by_two_people_and_makes_an_edition(office, head):
    before = value_on(office, NEW)
    change = in_force(office, head)
    assert before == (3_000_00, True)
    assert value_on(office, NEW) == (3_500_00, True)
    assert value_on(office, date(2020, 11, 30)) == before
    with entered(office), transaction.atomic():
        made = Edition.objects.get(change=change)
        assert (made.edition, made.origin) == (editions.current().edition, EditionOrigin.DECISION)
        assert editions.kept(made).parameters["industry_award"].on(NEW).value == 3_500_00


def test_whoever_proposed_does_not_approve_whatever_post_they_hold(office, head):
    change = looked_through(drafted(head), head)
    move(change, "submit", head)
    for by in (head, office):  # the same person; a kind of post that approves nothing
        with pytest.raises(NotPermitted):
            move(change, "approve", by, seen="原件")


def test_nothing_unchecked_is_submitted(office):
    change = drafted(office)
    with pytest.raises(GuardHolds):
        move(change, "submit", office)


def test_a_draft_that_changed_after_its_check_must_be_checked_again(office):
    change = looked_through(drafted(office), office)
    move(change, "amend", office, facts=award("4000"))
    with pytest.raises(GuardHolds):
        move(change, "submit", office)


def test_content_is_frozen_once_submitted_and_open_again_when_sent_back(office, head):
    change = looked_through(drafted(office), office)
    move(change, "submit", office)
    with pytest.raises(book.Frozen):
        move(change, "amend", office, facts=award("4000"))
    move(change, "send_back", head, reason="文号不对")
    assert move(change, "amend", office, facts=award("4000")).value == "4000"


@pytest.mark.parametrize("field", ["value", "since", "paper_number", "code"])
def test_what_is_no_longer_what_was_submitted_cannot_be_approved(office, head, field):
    change = looked_through(drafted(office), office)
    move(change, "submit", office)
    other = {"value": "9999", "since": date(2019, 1, 1), "paper_number": "别的文号", "code": "hire_award"}
    with entered(office), transaction.atomic():
        BookChange.objects.filter(pk=change.pk).update(**{field: other[field]})
    with pytest.raises(GuardHolds):
        move(change, "approve", head, seen="原件")


def test_a_check_counts_no_more_when_the_book_has_changed_meanwhile(office, head):
    change = looked_through(drafted(office), office)
    move(change, "submit", office)
    in_force(office, head, Proposal(Kind.VALUE, "hire_award", NEW, "2500", **PAPER))
    with pytest.raises(GuardHolds):
        move(change, "approve", head, seen="原件")


def test_a_later_decision_replaces_the_earlier_one(office, head):
    first = in_force(office, head)
    in_force(office, head, award("3800"))
    with entered(office), transaction.atomic():
        assert BookChange.objects.get(pk=first.pk).state == State.REPLACED
    assert value_on(office, NEW) == (3_800_00, True)


def test_a_confirmation_keeps_the_value_and_names_who_and_when(office, head):
    since = date(2016, 1, 1)
    facts = Proposal(Kind.CONFIRM, "medical_alert_inpatient_graduated", since, document="P1")
    assert value_on(office, NEW, facts.code)[1] is False
    change = in_force(office, head, facts)
    assert value_on(office, NEW, facts.code) == (5_000_00, True)
    assert (change.entered_by, change.decided_by) == (office.label, head.label)
    with entered(office), transaction.atomic():
        waiting = {(one.code, one.since) for one in unverified.waiting(editions.current(), on=NEW)}
    assert (facts.code, since) not in waiting


def test_a_rule_is_confirmed_too(office, head):
    in_force(office, head, Proposal(Kind.RULE, "P01", document="L7"))
    with entered(office), transaction.atomic():
        assert editions.current().rules["P01"].verified


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (award("三千五"), "不是数字"),
        (award("3500.555"), "位小数"),
        (award("3000"), "已经是这样写的"),
        (award(since=None), "从哪天起"),
        (award(paper_number=""), "请选择文件"),
        (award(document="no-such"), "没有这个文件"),
        (Proposal(Kind.VALUE, "no_such", NEW, "1", **PAPER), "没有这一项"),
        (Proposal(Kind.CONFIRM, "industry_award", date(2016, 1, 1), document="P1"), "待确认的取值"),
        (Proposal(Kind.CONFIRM, "poverty_line", date(2017, 1, 1), document="P1"), "还没人知道"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(office, facts, told):
    with pytest.raises(book.BadChange, match=told):
        drafted(office, facts)


def test_a_bad_scan_leaves_no_draft(office):
    scan = Upload("通知.exe", iter([b"MZ"]))
    with pytest.raises(book.BadChange):
        drafted(office, scan=scan)
    with entered(office), transaction.atomic():
        assert not BookChange.objects.exists()


def test_a_department_proposes_for_its_own_rules_only(db):
    health = county.person("department_officer", unit="medical_insurance_bureau").acting
    with pytest.raises(book.MayNotEdit):
        drafted(health)
    facts = Proposal(Kind.VALUE, "medical_alert_inpatient_graduated", NEW, "4000", **PAPER)
    assert drafted(health, facts, Upload("文件.png", iter([PNG]))).paper_file


@pytest.mark.parametrize(
    ("kind", "area"), [("township_head", TOWN), ("village_cadre", VILLAGE), ("auditor", None)]
)
def test_others_propose_nothing(kind, area):
    by = county.person(kind, *([area] if area else [])).acting
    with pytest.raises(book.MayNotEdit):
        drafted(by)


def test_a_village_reads_the_book_as_it_stands(office, head):
    in_force(office, head)
    cadre = county.person("village_cadre", VILLAGE).acting
    assert value_on(cadre, NEW) == (3_500_00, True)
    with entered(cadre), transaction.atomic():
        assert not BookChange.objects.exists()
        assert not Edition.objects.exists()


def test_the_county_s_file_gives_headless_commands_the_same_edition(office, head, tmp_path):
    in_force(office, head)
    in_force(office, head, Proposal(Kind.RULE, "P01", document="L7"))
    in_force(
        office, head, Proposal(Kind.VALUE, "county_stage_aid", NEW, "primary 1600\nsenior 3000", **PAPER)
    )
    with entered(office), transaction.atomic():
        zipfile.ZipFile(io.BytesIO(overlay.folder(decisions.in_force()))).extractall(tmp_path)
        for era in ERAS:
            told = load(county="411726", era=era, extra=[tmp_path / "county-pack"])
            assert told.edition == editions.of_era(era).book.edition
            assert told.parameters["county_stage_aid"].on(NEW).value == {
                "primary": 1_600_00,
                "senior": 3_000_00,
            }


def test_the_check_loads_every_era_and_tells_which_examples_answer_otherwise(office):
    facts = Proposal(Kind.VALUE, "medical_alert_inpatient_graduated", date(2016, 1, 1), "9000", **PAPER)
    change, told = drafted(office, facts), []
    with entered(office), transaction.atomic():
        loads = book.carry_out_check(
            change=change, by=office, at=AT, told=lambda done, total: told.append((done, total))
        )
        change.refresh_from_db()
        found = change.checked
        assert loads
        assert checking.fresh(change)
        assert {one["rule"] for one in found["failed"]} <= set(found["rules"])
        assert found["failed"]
        assert found["examples"] > 700
        assert Edition.objects.get(edition=found["base"]).origin == EditionOrigin.SHIPPED
        assert [one.path for _k, _n, one in _differences(found, change)]
    assert told[0][1] == told[-1][1] > told[-1][0] > 0


def _differences(found, change):
    before = Edition.objects.get(edition=found["base"])
    after = editions.of_era(ERA, also=decisions.of(change)).book
    return changes.differences(editions.kept(before), after)


def test_a_value_that_no_longer_fits_its_rules_is_told_and_goes_nowhere(office):
    """A number beyond what the book can prove to stay within its bounds does not load."""
    facts = Proposal(Kind.VALUE, "industry_award", NEW, "99999999999", **PAPER)
    change = drafted(office, facts)
    with entered(office), transaction.atomic():
        loads = book.carry_out_check(change=change, by=office, at=AT, told=lambda _done, _total: None)
        change.refresh_from_db()
        assert not loads
        assert "county-decisions.yaml" in change.checked["problems"][0]["zh"]
        with pytest.raises(GuardHolds):
            book.submit(change=change, by=office, at=AT)


def test_moves_are_made_where_the_table_says(office, head):
    change = drafted(office)
    for verb, by, more in (("approve", head, {"seen": "原件"}), ("send_back", head, {"reason": "不合适"})):
        with pytest.raises(WrongState):
            move(change, verb, by, **more)
    move(change, "withdraw", office)
    with pytest.raises(WrongState):
        move(change, "submit", office)


@pytest.mark.slow
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_walk_of_the_flow_is_as_its_table_says(office, head, data):
    cadre = county.met[-1].acting
    good = {"approve": {"seen": "原件"}, "send_back": {"reason": "请补文号"}}

    def make():
        change = book.draft(facts=award(), by=office, at=AT)
        looked_through(change, office)
        change.refresh_from_db()
        return change

    def also(name, _by):
        newest = BookChange.objects.order_by("-id").first()
        return {"digest": checking.digest(newest)} if name == "submit" and newest else {}

    walk(flow, make, [office, head, cadre], data, evidence=good, also=also)


def test_a_family_s_income_is_held_against_the_county_s_own_line(office, head):
    in_force(office, head, Proposal(Kind.VALUE, "monitoring_line", date(2020, 1, 1), "5600", **PAPER))
    with entered(office), transaction.atomic():
        threshold = incomes_threshold.of_year(2020)
    assert (threshold.fen, threshold.verified) == (5_600_00, True)
    assert "泌政办" in threshold.document


def test_a_run_keeps_the_book_that_it_went_by(office):
    with entered(office), transaction.atomic():
        run = Run.objects.create(
            area_code=office.area_code, occasion=RunOccasion.HAND, state=RunState.DONE, as_of=NEW, era=ERA,
            asked_by=office.label, asked_at=AT, ended_at=AT,
        )  # fmt: skip
        assert keeping.on_run in wired()[RunDone]  # the others want a run's tables, which this one never had
        for _n in range(2):
            keeping.on_run(RunDone(run=run.pk, at=AT))
        assert [one.edition for one in Edition.objects.all()] == [editions.book(NEW).edition]
