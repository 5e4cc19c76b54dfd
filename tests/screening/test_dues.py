"""应享未享 from the run that finds it to the run that no longer does; the application; over-payments."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import transaction
from docx import Document

from mingbai.kit import sight, steps
from mingbai.kit.flow import GuardHolds
from mingbai.kit.scope import entered
from mingbai.org.queries.machine import machine
from mingbai.registry.actions import changes_stops
from mingbai.registry.models import Household, StopProposal
from mingbai.registry.queries import changes as stop_queries
from mingbai.registry.states import StopState
from mingbai.screening.actions import applications, dues, filling, moves, undue
from mingbai.screening.models import Cell, DueCase, Finding
from mingbai.screening.panels import benefits
from mingbai.screening.queries import dues as queries
from mingbai.screening.states import Board, FindingKind, FindingState, Standing, Told, Whose
from tests.factories import comparing, county, families, findings
from tests.factories.comparing import AS_OF, paid, stands
from tests.factories.county import AT, OTHER_TOWN, VILLAGE

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
LATER = AT + timedelta(days=2)


@pytest.fixture
def home(officer):
    with entered(officer), transaction.atomic():
        made = families.household(officer, registered_on=families.BEGAN)
        families.member(officer, made, name="刘守信")
        made.refresh_from_db()
        return made


@pytest.fixture
def secretary():
    return county.person("first_secretary", VILLAGE).acting


def due(home, **more):
    """A due benefit that a run found, for the head of the household."""
    with entered(machine()), transaction.atomic():
        person = home.persons.get()
        values = {
            "kind": FindingKind.DUE, "rule": "P05", "title": "困难残疾人生活补贴",
            "line": "social_assistance",
            "owner": "civil_affairs", "subject_no": str(person.pk), "reason": "刘守信有残疾证，吃低保。",
            "document": "general-knowledge", "amount_fen": 60_00,
        }  # fmt: skip
        return findings.finding(home=home, person=person, **{**values, **more})


def after_a_run(folder, home, *, standing="missing", payments=(), as_of=AS_OF, at=AT):
    """The run's figures and what follows from them; what it no longer finds does not hold."""
    with entered(machine()), transaction.atomic():
        person = home.persons.get()
        run = comparing.run(as_of=as_of)
        of_today = Finding.objects.filter(rule="P05").exclude(period="2020-10")
        of_today.update(last_run=run, holds=standing == "missing")
        rows = [stands("P05", standing, home=home, person=person)] if standing else []
        tables = comparing.tables(
            folder, homes=[home], people=[person], standing=rows,
            payments=[paid(person, *one[:2], month=one[2]) for one in payments],
        )  # fmt: skip
        filling.fill(run=run, tables=tables, by=machine(), at=at)


def case(home):
    with entered(machine()), transaction.atomic():
        return DueCase.objects.get(household_id=home.pk)


def record(finding, by, *, whose=Whose.NOT_APPLIED, at=AT, note="本周去民政所"):
    with entered(by), transaction.atomic():
        row = queries.listed(by).get(key=finding.key)
        return dues.record(finding=row, whose=whose, since=at.date(), note=note, by=by, at=at)


def test_a_new_due_benefit_waits_for_somebody_to_say_whose_move_it_is(tmp_path, home):
    due(home)
    after_a_run(tmp_path, home)
    found = case(home)
    assert (found.whose, found.told, found.cleared_on) == (Whose.OPEN, Told.NOBODY, None)


@pytest.mark.parametrize(
    ("status", "whose"), [("returned", Whose.ACCOUNT), ("pending", Whose.ON_THE_WAY), ("paid", Whose.OPEN)]
)
def test_the_payment_file_tells_whose_move_it_is(tmp_path, home, status, whose):
    due(home)
    after_a_run(tmp_path, home, payments=[("disabled_living", status, date(2020, 10, 1))])
    found = case(home)
    assert found.whose == whose
    if whose != Whose.OPEN:
        assert (found.told, found.since) == (Told.FILE, date(2020, 10, 1))


def test_another_item_s_payment_tells_nothing(tmp_path, home):
    due(home)
    after_a_run(tmp_path, home, payments=[("old_age", "returned", date(2020, 10, 1))])
    assert case(home).whose == Whose.OPEN


def test_the_newest_payment_counts_and_an_old_one_does_not(tmp_path, home):
    due(home)
    months = [
        ("disabled_living", "returned", date(2020, 9, 1)),
        ("disabled_living", "pending", date(2020, 10, 1)),
    ]
    after_a_run(tmp_path / "a", home, payments=months)
    assert case(home).whose == Whose.ON_THE_WAY
    with entered(machine()), transaction.atomic():
        DueCase.objects.all().delete()
    after_a_run(tmp_path / "b", home, payments=[("disabled_living", "returned", date(2019, 1, 1))])
    assert case(home).whose == Whose.OPEN


def test_what_a_post_recorded_stays_until_a_payment_file_says_something_new(tmp_path, home, secretary):
    finding = due(home)
    october = [("disabled_living", "returned", date(2020, 10, 1))]
    after_a_run(tmp_path / "a", home, payments=october)
    record(finding, secretary, whose=Whose.REVIEW)
    after_a_run(tmp_path / "b", home, payments=october)
    found = case(home)
    assert (found.whose, found.told, found.noted_by) == (Whose.REVIEW, Told.POST, secretary.label)
    november = [*october, ("disabled_living", "returned", date(2020, 11, 1))]
    after_a_run(tmp_path / "c", home, payments=november)
    assert (case(home).whose, case(home).told) == (Whose.ACCOUNT, Told.FILE)


def test_only_a_run_that_sees_the_money_clears_it(tmp_path, home, secretary, office):
    finding = due(home)
    after_a_run(tmp_path / "a", home)
    record(finding, secretary)
    with entered(office), transaction.atomic():
        row = Finding.objects.get(pk=finding.pk)
        row.state = FindingState.TRUE
        row.save(update_fields=["state"])
        with pytest.raises(GuardHolds, match="销号"):
            moves.close(finding=row, reason="已经处理好了", by=office, at=AT)
    after_a_run(tmp_path / "b", home, standing="received", as_of=AS_OF + timedelta(days=1), at=LATER)
    found = case(home)
    assert (found.cleared_on, found.arrived) == (AS_OF + timedelta(days=1), True)
    with entered(office), transaction.atomic():
        assert [step.move for step in steps.of(found)] == ["record", "arrived"]
        assert not queries.listed(office).filter(holds=True).exists()


def test_what_is_no_longer_due_is_cleared_without_saying_that_money_came(tmp_path, home):
    due(home)
    after_a_run(tmp_path / "a", home)
    after_a_run(tmp_path / "b", home, standing="")
    assert case(home).arrived is False


def test_what_is_missing_again_is_open_again(tmp_path, home):
    due(home)
    after_a_run(tmp_path / "a", home)
    after_a_run(tmp_path / "b", home, standing="received")
    after_a_run(tmp_path / "c", home)
    assert (case(home).cleared_on, case(home).arrived) == (None, None)


def test_a_month_s_money_that_comes_later_clears_that_month_only(tmp_path, home):
    october, november = due(home, period="2020-10"), due(home, period="2020-11")
    after_a_run(tmp_path / "a", home)
    after_a_run(tmp_path / "b", home, payments=[("disabled_living", "paid", date(2020, 10, 1))])
    with entered(machine()), transaction.atomic():
        told = {
            one.pk: (one.holds, one.due_case.arrived) for one in Finding.objects.select_related("due_case")
        }
        [cell] = Cell.objects.filter(board=Board.BENEFITS)
    assert told == {october.pk: (False, True), november.pk: (True, None)}
    assert (cell.standing, cell.count) == (Standing.MISSING, 1)


def test_nothing_is_recorded_of_what_has_been_cleared(tmp_path, home, secretary):
    finding = due(home)
    after_a_run(tmp_path, home, standing="received")
    with pytest.raises(dues.Cleared):
        record(finding, secretary)


def test_a_day_to_come_and_no_answer_are_refused(home, secretary):
    finding = due(home)
    with pytest.raises(dues.BadRecord):
        record(finding, secretary, whose=Whose.OPEN)
    with entered(secretary), transaction.atomic():
        row = queries.listed(secretary).get(key=finding.key)
        with pytest.raises(dues.BadRecord):
            dues.record(
                finding=row, whose=Whose.REVIEW, since=AT.date() + timedelta(days=1), by=secretary, at=AT
            )


@pytest.mark.parametrize(
    ("kind", "area", "unit"),
    [
        ("township_officer", OTHER_TOWN, None),
        ("department_officer", county.COUNTY, "housing_bureau"),
        ("inspection_member", county.COUNTY, None),
    ],
)
def test_who_answers_for_another_place_or_line_records_nothing(home, kind, area, unit):
    finding = due(home)
    other = county.person(kind, area, unit=unit).acting
    with entered(machine()), transaction.atomic():
        row = queries.listed(machine()).get(key=finding.key)
        with pytest.raises(dues.NotYours):
            dues.record(finding=row, whose=Whose.REVIEW, since=AT.date(), by=other, at=AT)


def words(made):
    document = Document(BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_application_is_filled_from_the_ledger_without_any_number(home, secretary, language_zh):
    finding = due(home)
    with entered(secretary), transaction.atomic():
        row = queries.listed(secretary).get(key=finding.key)
        made = {
            kind: applications.make(finding=row, kind=kind, by=secretary, at=AT) for kind in ("docx", "pdf")
        }
        said = words(made["docx"])
        assert made["pdf"].startswith(b"%PDF")
        for part in ("困难残疾人生活补贴", "民政局", "刘守信", "残疾人证", "60.00", "刘守信有残疾证"):
            assert part in said
        assert not families.NUMBER.search(said)
        assert sight.Sight.objects.filter(purpose=applications.PURPOSE).count() == 2


def test_the_number_is_printed_for_a_reason_only_and_the_vault_records_it(home, secretary, language_zh):
    finding = due(home)
    with entered(secretary), transaction.atomic():
        row = queries.listed(secretary).get(key=finding.key)
        made = applications.make(finding=row, kind="docx", by=secretary, at=AT, why="民政所要求填写")
        assert families.NUMBER.search(words(made))
        assert sight.Sight.objects.filter(purpose__contains="民政所要求填写").exists()


def test_a_household_s_page_says_what_is_missing_under_way_and_received(tmp_path, home, secretary, rf):
    finding = due(home)
    after_a_run(tmp_path, home)
    request = rf.get("/")
    request.acting = secretary
    with entered(secretary), transaction.atomic():
        household = Household.objects.get(pk=home.pk)
        [missing] = benefits.balance(request, household, None)
        assert (missing.state, str(finding.key) in missing.url) == ("missing", True)
        [card] = benefits.card(household, AT.date())
        assert (card.due, card.received) == (60_00, 0)
    record(finding, secretary, whose=Whose.REVIEW)
    with entered(secretary), transaction.atomic():
        assert [one.state for one in benefits.balance(request, household, None)] == ["under_way"]
    after_a_run(tmp_path, home, standing="received")
    with entered(secretary), transaction.atomic():
        assert [one.state for one in benefits.balance(request, household, None)] == ["received"]
        assert benefits.card(household, AT.date()) == []
        assert benefits.balance(request, household, date(2020, 1, 1)) == []


@pytest.fixture
def payer():
    return county.person("department_head", unit="civil_affairs").acting


def doubt(home, **more):
    with entered(machine()), transaction.atomic():
        return findings.finding(
            home=home, person=home.persons.get(), kind=FindingKind.UNDUE, rule="P07", title="高龄津贴",
            line="social_assistance", restricted=True, reason="不满80周岁，但查到享受记录。", **more,
        )  # fmt: skip


def test_nothing_is_proposed_before_somebody_has_verified_it(home, payer):
    finding = doubt(home)
    with entered(payer), transaction.atomic(), pytest.raises(undue.NotVerified):
        undue.propose(finding=finding, by=payer, at=AT)


def test_a_benefit_stops_after_notice_hearing_and_decision_and_may_be_appealed(home, payer, language_zh):
    finding = doubt(home, state=FindingState.TRUE)
    with entered(payer), transaction.atomic():
        proposal = undue.propose(finding=finding, by=payer, at=AT)
        with pytest.raises(changes_stops.AlreadyProposed):
            undue.propose(finding=finding, by=payer, at=AT)
        notice = stop_queries.notice(proposal)
        assert "高龄津贴" in notice
        assert "不满80周岁" in notice
        assert "陈述、申辩" in notice
        told = {"proposal": proposal, "by": payer}
        changes_stops.notify(**told, notified_on=AT.date().isoformat(), at=AT)
        decided = {"heard": "本人认为年龄登记有误", "decision": "民〔2020〕15号"}
        with pytest.raises(changes_stops.TooEarly):
            changes_stops.stop(**told, **decided, at=AT + timedelta(days=1))
        changes_stops.stop(**told, **decided, at=AT + timedelta(days=7))
        changes_stops.appeal(**told, appeal="户口簿上的出生日期更早", at=AT + timedelta(days=9))
        changes_stops.restore(**told, outcome="民复〔2020〕1号", at=AT + timedelta(days=12))
        found = StopProposal.objects.get(doubt=finding.key)
    assert (found.state, found.outcome) == (StopState.RESTORED, "民复〔2020〕1号")


def test_over_payments_are_for_the_few_whom_the_pack_names(home, payer, officer, secretary):
    finding = doubt(home, state=FindingState.TRUE)
    for other in (officer, secretary):
        with entered(machine()), transaction.atomic(), pytest.raises(undue.MayNotPropose):
            undue.propose(finding=finding, by=other, at=AT)
    insurer = county.person("department_head", unit="medical_insurance_bureau").acting
    with entered(machine()), transaction.atomic(), pytest.raises(undue.MayNotPropose):
        undue.propose(finding=finding, by=insurer, at=AT)
