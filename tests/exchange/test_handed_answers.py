"""Rows are sent at once, answered from below, held against the ledger, let stand or asked again."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import transaction

from mingbai.exchange.actions import handed
from mingbai.exchange.actions.refusal import BadList
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.queries import handed_claims
from mingbai.exchange.states import HandedFile, HandedRowState, HandedState, HandedVerdict
from mingbai.kit import steps
from mingbai.kit.flow import MoveRefused
from mingbai.kit.scope import entered
from mingbai.registry.actions import circumstances
from tests.factories.county import AT, COUNTY, VILLAGE

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


@pytest.fixture
def laid(office, home):
    """A list of three doubts, one of them matched to nobody."""
    with entered(office), transaction.atomic():
        found = HandedList.objects.create(
            area_code=COUNTY, title="十一月疑点", sender="省局", due=date(2020, 12, 4), kind=HandedFile.XLSX,
            stored=uuid.uuid4(), sha256="0" * 64, state=HandedState.SPLIT, uploader="县办", uploaded_at=AT,
            rows_in=3,
        )  # fmt: skip
        head, wife = home.persons.order_by("id")[:2]
        for number, person in enumerate((head, wife, None)):
            HandedRow.objects.create(
                area_code=VILLAGE if person else COUNTY, handed_list=found, title="十一月疑点", sender="省局",
                sheet=0, row_no=number + 3, household=home if person else None, person=person,
                name=person.name if person else "某人", doubt="疑似未享受低保", due=found.due,
                state=HandedRowState.READY if person else HandedRowState.ASIDE,
                matched="number" if person else "",
            )  # fmt: skip
        return found


def rows(by):
    with entered(by), transaction.atomic():
        return list(HandedRow.objects.order_by("row_no"))


def test_sending_moves_what_is_matched_and_leaves_what_lies_aside(laid, office, cadre):
    with entered(office), transaction.atomic():
        assert handed.send(handed=laid, by=office, at=AT) == 2
        assert [row.state for row in rows(office)] == ["sent", "sent", "aside"]
        assert [step.move for step in steps.of(rows(office)[0])] == ["send"]
        with pytest.raises(BadList), transaction.atomic():
            handed.send_rest(handed=laid, by=office, at=AT)
    assert len(rows(cadre)) == 2


def answer(row, by, *, verdict="true", text="核实过", at=AT):
    with entered(by), transaction.atomic():
        return handed.note_answer(
            row=row.pk,
            verdict=verdict,
            text=text,
            files=[str(uuid.uuid4())],
            answered_by="李支书",
            by=by,
            at=at,
        )


@pytest.fixture
def sent(laid, office):
    with entered(office), transaction.atomic():
        handed.send(handed=laid, by=office, at=AT)
    return laid


def test_a_village_answers_and_answers_again(sent, cadre):
    first = answer(rows(cadre)[0], cadre)
    assert (first.state, first.verdict, first.answered_by) == ("answered", "true", "李支书")
    again = answer(first, cadre, verdict="false", text="已核对，与系统一致", at=AT + timedelta(hours=1))
    assert (again.verdict, again.state) == ("false", "answered")
    with entered(cadre), transaction.atomic():
        assert [step.note for step in steps.of(again)][-2:] == ["核实过", "已核对，与系统一致"]


def test_nobody_reached_leaves_it_open_and_counts(sent, cadre):
    row = answer(rows(cadre)[0], cadre, verdict="unreached", text="")
    row = answer(row, cadre, verdict="unreached", text="")
    assert (row.state, row.tried, row.verdict) == ("sent", 2, "")


def test_an_answer_against_the_ledger_is_held_and_may_stand(sent, office, cadre, home):
    with entered(office), transaction.atomic():
        person = home.persons.order_by("id")[0]
        circumstances.change_person(
            person=person, on=date(2020, 1, 1), values={"dibao": True}, by=office, at=AT
        )
    row = answer(rows(cadre)[0], cadre, verdict="true", text="确实没有")
    assert row.state == HandedRowState.CONTRADICTS
    assert row.contradicts == [{"fact": "dibao", "says": False, "ledger": True}]
    with entered(cadre), transaction.atomic(), pytest.raises(MoveRefused):
        handed.let_stand(row=row, reason="台账未更新", by=cadre, at=AT)
    with entered(office), transaction.atomic():
        handed.let_stand(row=row, reason="台账未更新", by=office, at=AT)
    assert row.state == HandedRowState.ANSWERED


def test_an_answer_is_asked_for_again_and_higher_rooms_hear_of_it(sent, office, cadre):
    row = answer(rows(cadre)[0], cadre)
    with entered(office), transaction.atomic():
        handed.ask_again(row=row, reason="请附户口本", by=office, at=AT)
    assert rows(cadre)[0].state == HandedRowState.SENT
    assert answer(row, cadre).state == HandedRowState.ANSWERED


def test_urging_marks_the_late_only(sent, office, cadre):
    answer(rows(cadre)[0], cadre)
    with entered(office), transaction.atomic():
        assert handed.urge(handed=sent, by=office, at=AT) == 1
    assert [row.urged_at is not None for row in rows(office)] == [False, True, False]


def test_another_day_reaches_every_open_row(sent, office):
    with entered(office), transaction.atomic():
        handed.postpone(handed=sent, due="2020-12-09", by=office, at=AT)
        with pytest.raises(BadList):
            handed.postpone(handed=sent, due="2020-11-01", by=office, at=AT)
    assert [row.due.day for row in rows(office)] == [9, 9, 4]


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("经核实该户已享受低保", {"dibao": True}),
        ("该户未享受低保", {"dibao": False}),
        ("疑似违规享受低保", {}),
        ("本人已去世，未参加医保", {"died": True, "resident_medical": False}),
        ("房屋完好", {}),
    ],
)
def test_words_speak_of_facts(words, facts):
    assert handed_claims.claims(words) == facts


def test_the_verdict_turns_the_doubt_s_claim_and_own_words_win():
    doubt = "疑似未参加医保"
    assert handed_claims.claimed(doubt=doubt, verdict="true", answer="") == {"resident_medical": False}
    assert handed_claims.claimed(doubt=doubt, verdict="false", answer="") == {"resident_medical": True}
    said = handed_claims.claimed(doubt=doubt, verdict="true", answer="已参保")
    assert said == {"resident_medical": True}
    assert HandedVerdict("true") == HandedVerdict.TRUE
