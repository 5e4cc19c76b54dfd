"""Doubts handed down become findings when they are sent, and their answers go back to the list."""

import uuid
from datetime import date

import pytest
from django.db import transaction

from mingbai.exchange.actions import handed as lists
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.states import HandedFile, HandedMatch, HandedRowState, HandedState
from mingbai.kit import steps
from mingbai.kit.scope import entered
from mingbai.screening.actions import verifying
from mingbai.screening.actions.verifying import Answer
from mingbai.screening.models import Finding, Tally
from mingbai.screening.states import Verdict
from tests.factories import county, families
from tests.factories.county import AT, COUNTY, VILLAGE

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
DUE = date(2020, 12, 4)


@pytest.fixture
def cadre():
    return county.person("village_cadre", VILLAGE).acting


@pytest.fixture
def laid(office):
    """A list of two doubts about a household, one of them about a car; sent."""
    with entered(office), transaction.atomic():
        home = families.household(office)
        families.member(office, home, name="张大山")
        families.member(office, home, name="王芳", relation="spouse", sex="female")
        found = HandedList.objects.create(
            area_code=COUNTY, title="十一月疑点", sender="省局", due=DUE, kind=HandedFile.XLSX,
            stored=uuid.uuid4(), sha256="0" * 64, state=HandedState.SPLIT, uploader="县办", uploaded_at=AT,
            rows_in=2,
        )  # fmt: skip
        doubts = ("疑似未享受低保", "名下有车辆")
        for number, (person, doubt) in enumerate(zip(home.persons.order_by("id"), doubts, strict=True)):
            HandedRow.objects.create(
                area_code=VILLAGE, handed_list=found, title=found.title, sender="省局", sheet=0,
                row_no=number + 2, household=home, person=person, name=person.name, doubt=doubt, due=DUE,
                matched=HandedMatch.NUMBER, state=HandedRowState.READY,
            )  # fmt: skip
        lists.send(handed=found, by=office, at=AT)
        return found


def found(by):
    with entered(by), transaction.atomic():
        return list(Finding.objects.order_by("id"))


def answer(row, by, verdict, said):
    with entered(by), transaction.atomic():
        return verifying.answer(finding=row, given=Answer(verdict, said), by=by, at=AT)


def test_what_is_sent_stands_with_its_verifiers_at_once_and_what_speaks_of_assets_is_restricted(laid, office):
    first, second = found(office)
    assert (first.state, first.due, first.kind, first.reason) == ("sent", DUE, "handed", "疑似未享受低保")
    assert (first.restricted, second.restricted) == (False, True)
    with entered(office), transaction.atomic():
        assert [step.move for step in steps.of(first)] == ["send"]


def test_an_answer_goes_back_to_the_list_and_is_no_rule_s(laid, office, cadre):
    row = found(cadre)[0]
    done = answer(row, cadre, Verdict.FALSE, "已享受低保，系统未更新")
    with entered(office), transaction.atomic():
        back = HandedRow.objects.get(pk=row.handed_row)
        assert not Tally.objects.exists()
    assert (back.verdict, back.answer, done.state) == ("false", "已享受低保，系统未更新", "false")
    assert back.answered_by == cadre.label.partition(" · ")[0]


def test_nobody_reached_is_counted_in_both(laid, office, cadre):
    row = found(cadre)[0]
    assert answer(row, cadre, Verdict.UNREACHED, "").tried == 1
    with entered(office), transaction.atomic():
        assert HandedRow.objects.get(pk=row.handed_row).tried == 1


def test_urged_and_postponed_lists_urge_and_postpone_their_findings(laid, office):
    with entered(office), transaction.atomic():
        lists.urge(handed=laid, by=office, at=AT)
        lists.postpone(handed=laid, due=date(2020, 12, 9), by=office, at=AT)
    assert {(row.urged, row.due) for row in found(office)} == {(1, date(2020, 12, 9))}


def test_an_answer_asked_again_is_open_again_and_answered_anew(laid, office, cadre):
    row = found(cadre)[0]
    answer(row, cadre, Verdict.TRUE, "确未享受")
    with entered(office), transaction.atomic():
        back = HandedRow.objects.get(pk=row.handed_row)
        lists.ask_again(row=back, reason="请附低保证", by=office, at=AT)
    again = found(cadre)[0]
    assert (again.state, again.verdict, again.due) == ("sent", "", DUE)
    assert answer(again, cadre, Verdict.FALSE, "已享受，证已附").state == "false"
